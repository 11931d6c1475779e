using System.Globalization;
using System.Text;
using Finance.Bench.Statements;

namespace Finance.Bench.Peers;

/// <summary>A table of entries with an index that holds all that the question needs.</summary>
internal sealed class Sqlite() : Peer("sqlite3")
{
    internal override async Task PrepareAsync(string path, int entries)
    {
        var script = new StringBuilder("create table entries (day text, payee text, category text, cents integer);\nbegin;\n");
        foreach (var entry in TenYears.Entries(entries))
        {
            script.Append(
                CultureInfo.InvariantCulture,
                $"insert into entries values ('{Day(entry.Day)}', '{entry.Payee}', '{entry.Category}', {(long)(100 * entry.Amount)});\n");
        }

        script.Append("commit;\ncreate index by_day on entries (day, category, cents);\nanalyze;\n");
        await FeedAsync(script.ToString(), $"{path}.sqlite");
    }

    internal override Task<string> AskAsync(string path) => RunAsync(
        "-readonly",
        $"{path}.sqlite",
        "select substr(day, 1, 7), category, sum(abs(cents)) from entries "
            + $"where day between '{Day(From)}' and '{Day(To)}' group by 1, 2;");

    internal override CategoryFigures Read(string answer)
    {
        var figures = new CategoryFigures();
        foreach (var cells in answer.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split('|')))
        {
            figures.Add(cells[0], cells[1], decimal.Parse(cells[2], CultureInfo.InvariantCulture) / 100);
        }

        return figures;
    }
}
