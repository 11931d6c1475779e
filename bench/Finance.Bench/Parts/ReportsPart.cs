using Finance.Bench.Results;
using Finance.Bench.Running;

namespace Finance.Bench.Parts;

/// <summary>
/// Asks ledgers of three sizes the same questions in turn. Warm is an app that has seen the ledger's latest version; cold is one that
/// remembers nothing between requests.
/// </summary>
internal sealed class ReportsPart : IBenchPart
{
    private const double MaxRatio = 1.3;
    private const int MaxReportCalls = 9;
    private const double MaxCategoryTime = 10;
    private const string CategoryYears = "/reports/category, five years";
    private const int MaxPageCalls = 3;
    private const double MaxPageDelay = 10;

    public string Name => "reports";

    public string Measures => "what a report and a page of transactions cost as the history grows";

    public Task<PartResult> RunAsync(BenchRun run) => SeededLedger.WithEachSizeAsync(run, async ledgers =>
    {
        var reports = await Answers.AskAsync(ledgers, Reports, run.Size(150, 20));
        var pages = await Answers.AskAsync(ledgers, await PagesAsync(ledgers), run.Size(400, 20));
        return new PartResult(
            [Answers.Table("report", reports), Answers.Table("page of 50", pages)],
            [.. ReportOutcomes(reports), .. PageOutcomes(pages)]);
    });

    private static List<Question> Reports { get; } =
    [
        new("/reports/summary?year=2020", _ => "/api/reports/summary?year=2020"),
        new("/reports/monthly?month=2020-03", _ => "/api/reports/monthly?month=2020-03"),
        new(CategoryYears, _ => "/api/reports/category?from=2018-01-01&to=2022-12-31"),
        new("/reports/category, five years of days", _ => "/api/reports/category?from=2018-01-11&to=2023-01-10"),
        new("/reports/income-vs-expense, five years", _ => "/api/reports/income-vs-expense?from=2018-01-01&to=2022-12-31"),
        new("/reports/networth, five years of months", _ => "/api/reports/networth?from=2018-01-01&to=2022-12-31"),
        new("/reports/networth, two years of days", _ => "/api/reports/networth?from=2021-01-11&to=2023-01-10&interval=day"),
        new("/reports/budget-variance, five years", _ => "/api/reports/budget-variance?from=2018-01-01&to=2022-12-31"),
        new("/reports/tax?year=2020", _ => "/api/reports/tax?year=2020"),
        new("/reports/trends, five years", _ => "/api/reports/trends?from=2018-01-01&to=2022-12-31"),
        new("/reports/cashflow?days=90", _ => "/api/reports/cashflow?days=90"),
        new("/reports/query, five years by month and category", _ => "/api/reports/query", FiveYears("month", "category")),
        new("/reports/query, five years by week", _ => "/api/reports/query", FiveYears("week")),
    ];

    private static object FiveYears(params string[] groupBy) => new { group_by = groupBy, from = "2018-01-01", to = "2022-12-31" };

    private static async Task<List<Question>> PagesAsync(List<SeededLedger> ledgers)
    {
        Progress.Say("walking to the pages");
        var middles = new Dictionary<int, string>();
        var ends = new Dictionary<int, string>();
        foreach (var ledger in ledgers)
        {
            middles[ledger.Entries] = await PageWalk.ToAsync(ledger.ColdApi, ledger.Entries / 2);
            ends[ledger.Entries] = await PageWalk.ToAsync(ledger.ColdApi, ledger.Entries - PageWalk.PageSize);
        }

        return
        [
            new("the first", _ => PageWalk.First),
            new("in the middle", entries => middles[entries]),
            new("the last", entries => ends[entries]),
        ];
    }

    private static IEnumerable<Outcome> ReportOutcomes(List<Answers> all)
    {
        yield return Outcome.AtMost("storage calls for any report, cold", all.Max(answers => answers.ColdCost.Calls), "", MaxReportCalls);
        var years = all.Last(answers => answers.Question.Name == CategoryYears);
        yield return Outcome.AtMost($"{CategoryYears}, warm p50 at {years.Entries:N0} entries", years.Warm.P50, " ms", MaxCategoryTime);
        foreach (var answers in all.GroupBy(answers => answers.Question))
        {
            var (least, most) = (answers.First(), answers.Last());
            var sizes = $"{answers.Key.Name}, {most.Entries:N0} : {least.Entries:N0} entries";
            yield return Outcome.AtMost($"{sizes}, warm p50", most.Warm.P50 / least.Warm.P50, " ×", MaxRatio);
            yield return Outcome.AtMost($"{sizes}, storage calls", (double)most.WarmCost.Calls / least.WarmCost.Calls, " ×", 1);
            yield return Outcome.AtMost($"{sizes}, rows read", (double)most.WarmCost.Rows / least.WarmCost.Rows, " ×", 1);
            yield return Outcome.AtMost($"{sizes}, storage calls cold", (double)most.ColdCost.Calls / least.ColdCost.Calls, " ×", 1);
            yield return Outcome.AtMost($"{sizes}, rows read cold", (double)most.ColdCost.Rows / least.ColdCost.Rows, " ×", 1);
        }
    }

    private static IEnumerable<Outcome> PageOutcomes(List<Answers> all)
    {
        var calls = all.Max(answers => answers.WarmCost.Calls);
        yield return Outcome.AtMost("storage calls for a page of 50 at any depth and size", calls, "", MaxPageCalls);
        foreach (var answers in all.GroupBy(answers => answers.Question))
        {
            var (least, most) = (answers.First(), answers.Last());
            var what = $"page {answers.Key.Name}, p50 at {most.Entries:N0} − {least.Entries:N0} entries";
            yield return Outcome.AtMost(what, most.Warm.P50 - least.Warm.P50, " ms", MaxPageDelay);
        }
    }
}
