using System.Text.Json;
using Finance.Bench.Results;
using Finance.Bench.Running;

namespace Finance.Bench.Parts;

/// <summary>Asks ledgers of three sizes for the same fifty budgets, most of which have rolled over since the first entry.</summary>
internal sealed class BudgetsPart : IBenchPart
{
    private const int Budgets = 50;
    private const double MaxRatio = 1.3;
    private const int MaxCalls = 9;

    /// <summary>Within the entries, so that there is something in every current period.</summary>
    private const string On = "2025-06-15";

    private static readonly string[] Periods = ["monthly", "weekly", "monthly", "yearly", "monthly"];
    private static readonly string[] Rollovers = ["none", "unused", "full"];

    public string Name => "budgets";

    public string Measures => $"what {Budgets} budgets cost as the history grows";

    public Task<PartResult> RunAsync(BenchRun run) => SeededLedger.WithEachSizeAsync(run, async ledgers =>
    {
        Progress.Say($"{Budgets} budgets each");
        var dearest = new Dictionary<int, string>();
        foreach (var ledger in ledgers)
        {
            dearest[ledger.Entries] = await MakeAsync(ledger);
        }

        List<Question> questions =
        [
            new($"/budgets, {Budgets} of them", _ => $"/api/budgets?limit=100&on={On}"),
            new("/budgets/status", _ => $"/api/budgets/status?on={On}"),
            new("/budgets/{id}, weekly and rolling over", entries => $"/api/budgets/{dearest[entries]}?on={On}"),
        ];
        var all = await Answers.AskAsync(ledgers, questions, run.Size(200, 10));
        return new PartResult([Answers.Table("budgets", all)], [.. Outcomes(all)]);
    });

    /// <returns>A weekly budget that has rolled over since the first entry.</returns>
    private static async Task<string> MakeAsync(SeededLedger ledger)
    {
        using var listed = JsonDocument.Parse(await ledger.WarmApi.GetAsync("/api/categories?limit=500"));
        var categories = listed.RootElement.GetProperty("items").EnumerateArray()
            .Where(category => category.GetProperty("type").GetString() == "expense")
            .Select(category => category.GetProperty("id").GetString()!)
            .ToList();
        var dearest = "";
        for (var number = 0; number < Budgets; number++)
        {
            var (period, rollover) = (Periods[number % Periods.Length], Rollovers[number % Rollovers.Length]);
            var named = number % 7 == 0 ? 0 : 1 + (number % 3);
            using var made = JsonDocument.Parse(await ledger.WarmApi.PostAsync("/api/budgets", new
            {
                name = $"Budget {number + 1}",
                amount = 400,
                period,
                rollover,
                categories = Enumerable.Range(number, named).Select(at => categories[at % categories.Count]),
                start_date = "2016-01-01",
            }));
            dearest = period == "weekly" && rollover == "full" ? made.RootElement.GetProperty("id").GetString()! : dearest;
        }

        return dearest;
    }

    private static IEnumerable<Outcome> Outcomes(List<Answers> all)
    {
        yield return Outcome.AtMost("storage calls for any of them, warm", all.Max(answers => answers.WarmCost.Calls), "", MaxCalls);
        yield return Outcome.AtMost("storage calls for any of them, cold", all.Max(answers => answers.ColdCost.Calls), "", MaxCalls);
        foreach (var answers in all.GroupBy(answers => answers.Question))
        {
            var (least, most) = (answers.First(), answers.Last());
            var what = $"{answers.Key.Name}, {most.Entries:N0} : {least.Entries:N0} entries, warm p50";
            yield return Outcome.AtMost(what, most.Warm.P50 / least.Warm.P50, " ×", MaxRatio);
        }
    }
}
