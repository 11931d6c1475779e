using Finance.Bench.Peers;
using Finance.Bench.Results;
using Finance.Bench.Running;

namespace Finance.Bench.Parts;

/// <summary>
/// Asks other programs and the app for the same months by category of the same entries, and holds their figures against each other before any
/// time is taken.
/// </summary>
internal sealed class PeersPart : IBenchPart
{
    private const double MaxMilliseconds = 10;
    private const int OwnPerPeer = 20;

    public string Name => "peers";

    public string Measures => "the report of five years by category beside hledger, ledger and sqlite3";

    private static string Path { get; } = FormattableString.Invariant($"/api/reports/category?from={Peer.From:yyyy-MM-dd}&to={Peer.To:yyyy-MM-dd}");

    public Task<PartResult> RunAsync(BenchRun run) => SeededLedger.WithEachSizeAsync(run, async ledgers =>
    {
        var (peers, absent) = (new List<Peer>(), new List<Peer>());
        foreach (var peer in Peer.All)
        {
            (await peer.IsInstalledAsync() ? peers : absent).Add(peer);
        }

        var folder = Directory.CreateTempSubdirectory("finance-bench-");
        try
        {
            var table = new ResultTable(["entries", "ours p50 ms", .. peers.Select(peer => $"{peer.Name} p50 ms")]);
            var outcomes = new List<Outcome>();
            foreach (var ledger in ledgers)
            {
                var (own, others) = await AskAsync(ledger, peers, System.IO.Path.Combine(folder.FullName, $"{ledger.Entries}"), run.Size(9, 2));
                table.Add(
                    [Figures.Count(ledger.Entries), Figures.Milliseconds(own.P50), .. others.Select(peer => Figures.Milliseconds(peer.P50))]);
                if (ledger == ledgers[^1])
                {
                    var size = $"{ledger.Entries:N0} entries";
                    outcomes.Add(Outcome.AtMost($"{size}, warm p50", own.P50, " ms", MaxMilliseconds));
                    outcomes.AddRange(peers.Zip(others, (peer, samples) =>
                        Outcome.AtMost($"{size}, ours : {peer.Name}, p50", own.P50 / samples.P50, " ×", 1)));
                }
            }

            return new PartResult([table], outcomes)
            {
                Notes =
                [
                    $"equal to the cent at every size: {(peers.Count == 0 ? "nothing to compare with" : string.Join(", ", peers.Select(peer => peer.Name)))}",
                    .. absent.Select(peer => $"left out: `{peer.Name}` is not installed (the Debian package has the same name)"),
                ],
            };
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    });

    private static async Task<(Samples Own, List<Samples> Others)> AskAsync(SeededLedger ledger, List<Peer> peers, string file, int rounds)
    {
        Progress.Say($"{ledger.Entries:N0} entries for {string.Join(", ", peers.Select(peer => peer.Name))}");
        var figures = CategoryFigures.OfReport(await ledger.WarmApi.GetAsync(Path));
        foreach (var peer in peers)
        {
            await peer.PrepareAsync(file, ledger.Entries);
            figures.MustEqual(peer.Read(await peer.AskAsync(file)), peer.Name);
        }

        var (own, others) = (new Samples(), peers.ConvertAll(_ => new Samples()));
        for (var round = 0; round < rounds; round++)
        {
            for (var call = 0; call < OwnPerPeer; call++)
            {
                await own.TimeAsync(() => ledger.WarmApi.GetAsync(Path));
            }

            foreach (var (peer, samples) in peers.Zip(others))
            {
                await samples.TimeAsync(() => peer.AskAsync(file));
            }
        }

        return (own, others);
    }
}
