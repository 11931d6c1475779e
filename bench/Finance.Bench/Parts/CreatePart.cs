using System.Globalization;
using Azure.Data.Tables;
using Finance.Bench.Results;
using Finance.Bench.Running;
using Finance.Core;
using Finance.Core.Storage;
using Finance.Core.Transactions;

namespace Finance.Bench.Parts;

/// <summary>Enters transactions one by one, over HTTP and without, and inserts single rows between them.</summary>
internal sealed class CreatePart : IBenchPart
{
    private const double MaxTimes = 3;
    private const string User = "writer";

    public string Name => "create";

    public string Measures => "one new transaction against the store's own single insert";

    public async Task<PartResult> RunAsync(BenchRun run)
    {
        var entries = run.Size(10_000, 1_000);
        await using var azurite = await run.StartAzuriteAsync();
        await using var app = await BenchApp.StartAsync(azurite);
        Progress.Say($"a ledger of {entries:N0} entries");
        await app.SeedAsync(User, entries);
        using var api = app.ApiOf(User);
        var rows = await RawRows.OfLedgerAsync(app, User);
        var inserts = app.Service<TableServiceClient>().GetTableClient(Tables.Ledger);
        var service = app.Service<TransactionService>();
        var (insert, direct, http) = (new Samples(), new Samples(), new Samples());
        var (directCost, httpCost) = (default(CallCost), default(CallCost));
        var rounds = run.Size(2_000, 100);
        Progress.Say($"{rounds} rounds");
        for (var round = 0; round < rounds; round++)
        {
            if (round == rounds / 2)
            {
                // Until here all three let their code become what a process runs that has been up for a while.
                (insert, direct, http) = (new Samples(), new Samples(), new Samples());
            }

            var key = round.ToString(CultureInfo.InvariantCulture);
            var entity = rows.EntityIn("raw", round % rows.Count, key);
            await insert.TimeAsync(() => inserts.AddEntityAsync(entity));
            directCost = await CallCost.OfAsync(app.Calls, () => direct.TimeAsync(() => CreateAsync(service)));
            httpCost = await CallCost.OfAsync(app.Calls, () => http.TimeAsync(api.EnterAsync));
        }

        var table = new ResultTable("a new transaction", "p50 ms", "p99 ms", "storage calls", "p50 : single insert");
        Add(table, "the store's own single insert", insert, new CallCost(1, 0), insert);
        Add(table, "by the service", direct, directCost, insert);
        Add(table, "POST /api/transactions", http, httpCost, insert);
        return new PartResult(
            [table],
            [
                Outcome.AtMost("by the service : single insert, p50", direct.P50 / insert.P50, " ×", MaxTimes),
                Outcome.AtMost("POST /api/transactions : single insert, p50", http.P50 / insert.P50, " ×", MaxTimes),
            ]);
    }

    private static async Task CreateAsync(TransactionService service)
    {
        var asked = new NewTransaction
        {
            Type = TransactionType.Expense,
            Amount = new AmountText("amount", "12.50"),
            Payee = "Blue Door Coffee",
        };
        var created = await service.CreateAsync(BenchApp.ChangeOf(User), asked, CancellationToken.None);
        if (!created.IsOk)
        {
            throw new InvalidOperationException(created.Error.Detail);
        }
    }

    private static void Add(ResultTable table, string what, Samples times, CallCost cost, Samples insert) => table.Add(
        what,
        Figures.Milliseconds(times.P50),
        Figures.Milliseconds(times.P99),
        Figures.Count(cost.Calls),
        $"{Figures.Ratio(times.P50 / insert.P50)} ×");
}
