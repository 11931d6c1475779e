namespace Finance.Bench.Peers;

/// <summary>Asked for a line for each month and account.</summary>
internal sealed class Ledger() : Peer("ledger")
{
    internal override Task PrepareAsync(string path, int entries)
    {
        Journal.Write($"{path}.ledger", entries);
        return Task.CompletedTask;
    }

    internal override Task<string> AskAsync(string path) => RunAsync(
        "--args-only", "-f", $"{path}.ledger", "-b", Day(From), "-e", Day(To.AddDays(1)), "--monthly", "--register-format",
        "%(format_date(date, \"%Y-%m\"))|%(account)|%(amount)\n", "register", Journal.Expenses, Journal.Income);

    internal override CategoryFigures Read(string answer)
    {
        var figures = new CategoryFigures();
        foreach (var cells in answer.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split('|')))
        {
            figures.AddAccount(cells[0], cells[1], cells[2]);
        }

        return figures;
    }
}
