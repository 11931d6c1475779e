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
    private const int MaxPageCalls = 3;
    private const double MaxPageDelay = 10;

    public string Name => "reports";

    public string Measures => "what a report and a page of transactions cost as the history grows";

    public async Task<PartResult> RunAsync(BenchRun run)
    {
        var ledgers = new List<SeededLedger>();
        try
        {
            foreach (var entries in run.Size<int[]>([1_000, 10_000, 100_000], [1_000, 5_000]))
            {
                ledgers.Add(await SeededLedger.CreateAsync(run, entries));
            }

            var rounds = run.Size(400, 20);
            var reports = await AskAsync(ledgers, Reports, rounds);
            var pages = await AskAsync(ledgers, await PagesAsync(ledgers), rounds);
            return new PartResult(
                [Table("report", reports), Table("page of 50", pages)],
                [.. ReportOutcomes(reports), .. PageOutcomes(pages)]);
        }
        finally
        {
            foreach (var ledger in ledgers)
            {
                await ledger.DisposeAsync();
            }
        }
    }

    private static List<Question> Reports { get; } =
    [
        new("/reports/summary?year=2020", _ => "/api/reports/summary?year=2020"),
        new("/reports/monthly?month=2020-03", _ => "/api/reports/monthly?month=2020-03"),
    ];

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

    private static async Task<List<Answers>> AskAsync(List<SeededLedger> ledgers, List<Question> questions, int rounds)
    {
        var all = new List<Answers>();
        foreach (var question in questions)
        {
            Progress.Say(question.Name);
            var answers = ledgers.ConvertAll(ledger => new Answers(question, ledger));
            // Interleaved, so that whatever else the machine does meets all sizes alike.
            for (var round = -rounds / 10; round < rounds; round++)
            {
                foreach (var answer in answers)
                {
                    await answer.AskAsync(isCounted: round >= 0);
                }
            }

            all.AddRange(answers);
        }

        return all;
    }

    private static ResultTable Table(string what, List<Answers> all)
    {
        var table = new ResultTable(
            what, "entries", "warm p50 ms", "p99 ms", "storage calls", "rows read", "cold p50 ms", "storage calls", "rows read");
        foreach (var answers in all)
        {
            table.Add(
                answers.Question.Name,
                Figures.Count(answers.Entries),
                Figures.Milliseconds(answers.Warm.P50),
                Figures.Milliseconds(answers.Warm.P99),
                Figures.Count(answers.WarmCost.Calls),
                Figures.Count(answers.WarmCost.Rows),
                Figures.Milliseconds(answers.Cold.P50),
                Figures.Count(answers.ColdCost.Calls),
                Figures.Count(answers.ColdCost.Rows));
        }

        return table;
    }

    private static IEnumerable<Outcome> ReportOutcomes(List<Answers> all)
    {
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

    /// <param name="Path">The request, for a ledger of so many entries.</param>
    private sealed record Question(string Name, Func<int, string> Path);

    private sealed class Answers(Question question, SeededLedger ledger)
    {
        private const int WarmPerCold = 4;

        internal Question Question => question;

        internal int Entries => ledger.Entries;

        internal Samples Warm { get; } = new();

        internal Samples Cold { get; } = new();

        /// <summary>Of the dearest request, the first one included.</summary>
        internal CallCost WarmCost { get; private set; }

        internal CallCost ColdCost { get; private set; }

        internal async Task AskAsync(bool isCounted)
        {
            var path = question.Path(ledger.Entries);
            var (warm, cold) = isCounted ? (Warm, Cold) : (new Samples(), new Samples());
            for (var call = 0; call < WarmPerCold; call++)
            {
                var cost = await CallCost.OfAsync(ledger.Warm.Calls, () => warm.TimeAsync(() => ledger.WarmApi.GetAsync(path)));
                // The app's very first look at anything is what the cold columns tell.
                WarmCost = isCounted ? WarmCost.AtLeast(cost) : WarmCost;
            }

            var dearest = await CallCost.OfAsync(ledger.Cold.Calls, () => cold.TimeAsync(() => ledger.ColdApi.GetAsync(path)));
            ColdCost = ColdCost.AtLeast(dearest);
        }
    }
}
