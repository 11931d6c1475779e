using System.Diagnostics;
using Azure.Data.Tables;
using Finance.Bench.Running;
using Finance.Core;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Functions.Storage;

namespace Finance.Bench.Parts;

/// <summary>The transaction rows that an import made, to be written again as they are.</summary>
internal sealed class RawRows
{
    private readonly List<Row> _rows;

    private RawRows(List<Row> rows) => _rows = rows;

    internal int Count => _rows.Count;

    /// <summary>Imports a statement on an Azurite of its own and takes the rows back, in the order in which they were written.</summary>
    internal static async Task<RawRows> OfImportAsync(BenchRun run, string user, byte[] statement)
    {
        await using var azurite = await run.StartAzuriteAsync();
        await using var app = await BenchApp.StartAsync(azurite);
        await app.RegisterAsync(user);
        await app.ImportAsync(user, statement);
        return await OfLedgerAsync(app, user);
    }

    internal static Task<RawRows> OfLedgerAsync(BenchApp app, string user) => OfLedgerAsync(app, BenchApp.UserIdOf(user));

    internal static async Task<RawRows> OfLedgerAsync(BenchApp app, UserId user)
    {
        var store = app.Service<AzureTableStore>();
        var rows = new List<Row>();
        var query = RowQuery.Prefix(user.ToString(), LedgerKeys.TransactionPrefix);
        do
        {
            var page = await store.QueryAsync(Tables.Ledger, query, CancellationToken.None);
            rows.AddRange(page.Rows);
            query = query with { Continuation = page.Continuation };
        }
        while (query.Continuation is not null);

        rows.Reverse();
        return new RawRows(rows);
    }

    /// <param name="suffix">Makes a key that no other row has.</param>
    internal TableEntity EntityIn(string partition, int index, string suffix)
    {
        var entity = new TableEntity(partition, _rows[index].Key + suffix);
        foreach (var (name, value) in _rows[index].Properties)
        {
            entity.Add(name, value);
        }

        return entity;
    }

    /// <inheritdoc cref="EntityIn"/>
    internal Row RowIn(string partition, int index, string suffix) => In(partition, _rows[index], suffix);

    /// <summary>Writes rows in batches as large as the store takes, one after the other.</summary>
    /// <returns>The time that the store took; building the batches does not count.</returns>
    internal async Task<TimeSpan> WriteAsync(AzureTableStore store, string partition, int count)
    {
        var spent = TimeSpan.Zero;
        for (var from = 0; from < Math.Min(count, Count); from += Batch.MaxChanges)
        {
            var batch = new Batch(partition);
            for (var index = from; index < Math.Min(from + Batch.MaxChanges, Count); index++)
            {
                batch.Add(new RowChange(RowChangeKind.Add, In(partition, _rows[index])));
            }

            var start = Stopwatch.GetTimestamp();
            var outcome = await store.CommitAsync(Tables.Ledger, batch, CancellationToken.None);
            spent += Stopwatch.GetElapsedTime(start);
            if (outcome.Status != CommitStatus.Committed)
            {
                throw new InvalidOperationException($"A raw batch came out as {outcome.Status}.");
            }
        }

        return spent;
    }

    private static Row In(string partition, Row row, string suffix = "")
    {
        var copy = new Row(partition, row.Key + suffix, row.Properties.Count);
        foreach (var (name, value) in row.Properties)
        {
            copy.SetObject(name, value);
        }

        return copy;
    }
}
