namespace Finance.Bench.Peers;

/// <summary>Asked for a CSV table with a column for each month.</summary>
internal sealed class Hledger() : Peer("hledger")
{
    internal override Task PrepareAsync(string path, int entries)
    {
        Journal.Write($"{path}.journal", entries);
        return Task.CompletedTask;
    }

    internal override Task<string> AskAsync(string path) => RunAsync(
        "-f", $"{path}.journal", "balance", "--monthly", "-b", Day(From), "-e", Day(To.AddDays(1)), "--flat", "--no-total", "-O", "csv",
        Journal.Expenses, Journal.Income);

    internal override CategoryFigures Read(string answer)
    {
        var figures = new CategoryFigures();
        var rows = answer.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(row => row.Trim('"').Split("\",\"")).ToList();
        foreach (var row in rows.Skip(1))
        {
            for (var column = 1; column < row.Length; column++)
            {
                figures.AddAccount(rows[0][column], row[0], row[column]);
            }
        }

        return figures;
    }
}
