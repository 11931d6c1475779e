using Finance.Bench.Results;
using Finance.Bench.Running;

namespace Finance.Bench.Parts;

/// <param name="Path">The request, for a ledger of so many entries.</param>
/// <param name="Body">What is posted there; null for a GET.</param>
internal sealed record Question(string Name, Func<int, string> Path, object? Body = null);

/// <summary>
/// What one ledger took to answer a question. Warm is an app that has seen the ledger's latest version; cold is one that remembers nothing
/// between requests.
/// </summary>
internal sealed class Answers(Question question, SeededLedger ledger)
{
    private const int WarmPerCold = 4;

    internal Question Question => question;

    internal int Entries => ledger.Entries;

    internal Samples Warm { get; } = new();

    internal Samples Cold { get; } = new();

    /// <summary>Of the dearest request, the first one included.</summary>
    internal CallCost WarmCost { get; private set; }

    internal CallCost ColdCost { get; private set; }

    /// <summary>Asks every ledger every question, in turn.</summary>
    internal static async Task<List<Answers>> AskAsync(List<SeededLedger> ledgers, List<Question> questions, int rounds)
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

    internal static ResultTable Table(string what, List<Answers> all)
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

    private async Task AskAsync(bool isCounted)
    {
        var path = question.Path(ledger.Entries);
        var (warm, cold) = isCounted ? (Warm, Cold) : (new Samples(), new Samples());
        for (var call = 0; call < WarmPerCold; call++)
        {
            var cost = await CallCost.OfAsync(ledger.Warm.Calls, () => warm.TimeAsync(() => AskAsync(ledger.WarmApi, path)));
            // The app's very first look at anything is what the cold columns tell.
            WarmCost = isCounted ? WarmCost.AtLeast(cost) : WarmCost;
        }

        var dearest = await CallCost.OfAsync(ledger.Cold.Calls, () => cold.TimeAsync(() => AskAsync(ledger.ColdApi, path)));
        ColdCost = ColdCost.AtLeast(dearest);
    }

    private Task<byte[]> AskAsync(Api api, string path) => question.Body is { } body ? api.PostAsync(path, body) : api.GetAsync(path);
}
