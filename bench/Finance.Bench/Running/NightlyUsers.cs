using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Finance.Core;
using Finance.Core.Due;
using Finance.Core.Ledgers;
using Finance.Core.Recurring;
using Finance.Core.Storage;
using Finance.Core.Transactions;
using Finance.Functions.Storage;

namespace Finance.Bench.Running;

/// <summary>
/// Users with ten recurring templates each, all due on one night: one is made by the services, with the nights before, and the rows of the
/// others are copies of theirs under ids of their own.
/// </summary>
internal sealed class NightlyUsers(BenchApp app, string model)
{
    internal const int TemplatesEach = 10;

    /// <summary>
    /// Rows that a visit writes: entries, days, year, head, chart, audit row and a notification; the place in the index, and the one left.
    /// </summary>
    internal const int RowsEach = TemplatesEach + 8;

    private const int DaysAhead = 3;
    private readonly DateOnly _today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
    private readonly List<UserId> _users = [];

    internal IReadOnlyList<UserId> Users => _users;

    /// <summary>The night on which everything is due.</summary>
    internal DateOnly Night => _today.AddDays(DaysAhead);

    internal async Task SeedAsync(int count)
    {
        await app.RegisterAsync(model);
        for (var number = 0; number < TemplatesEach; number++)
        {
            await AddTemplateAsync(number);
        }

        for (var day = _today; day < Night; day = day.AddDays(1))
        {
            await RunAsync(day);
        }

        var store = app.Service<AzureTableStore>();
        var rows = await RowsAsync(store);
        var due = await DueAsync();
        var ids = new Regex(string.Join('|', rows.SelectMany(LedgerRows.Unpack).Select(IdOf).Where(LedgerKeys.IsId)));
        await Parallel.ForEachAsync(Enumerable.Range(0, count), async (_, token) =>
        {
            var user = UserId.FromObjectId(Guid.NewGuid());
            var own = new Dictionary<string, string>();
            string Own(string text) => ids.Replace(text, id => own.TryGetValue(id.Value, out var mine) ? mine : own[id.Value] = LedgerKeys.NewId());
            await app.Service<DueIndex>().PutAllAsync(due.Select(item => item with { Owner = user }), token);
            foreach (var some in rows.Chunk(Batch.MaxChanges))
            {
                var batch = new Batch(user.ToString());
                foreach (var row in some)
                {
                    batch.Add(new RowChange(RowChangeKind.Add, Copy(row, user, Own)));
                }

                await store.CommitAsync(Tables.Ledger, batch, token);
            }

            lock (_users)
            {
                _users.Add(user);
            }
        });
        await app.Service<DueIndex>().RemoveAllAsync(due, CancellationToken.None);
    }

    /// <summary>Runs the trigger with the clock at two in the morning.</summary>
    internal async Task RunAsync(DateOnly day)
    {
        using var http = app.Client();
        http.Timeout = Timeout.InfiniteTimeSpan;
        var path = new Uri($"/.local/timers/Nightly/run?at={day:yyyy-MM-dd}T02:00:00Z", UriKind.Relative);
        using var answer = await http.PostAsJsonAsync(path, new { });
        answer.EnsureSuccessStatusCode();
    }

    /// <exception cref="InvalidOperationException">Some user has not got exactly what was due.</exception>
    internal async Task CheckAsync()
    {
        await Parallel.ForEachAsync(_users, async (user, token) =>
        {
            var caller = Caller.Product(user, "bench", "00-bench-00");
            var ledger = await app.Service<LedgerStore>().OpenAsync(caller, token);
            if (ledger.Value.Head.TransactionCount != TemplatesEach)
            {
                throw new InvalidOperationException($"A user has {ledger.Value.Head.TransactionCount} entries.");
            }
        });
    }

    private async Task AddTemplateAsync(int number)
    {
        var frequency = number switch
        {
            < 6 => RecurrenceFrequency.Monthly,
            < 9 => RecurrenceFrequency.Weekly,
            _ => RecurrenceFrequency.Daily,
        };
        var made = await app.Service<RecurringService>().CreateAsync(
            BenchApp.ChangeOf(model),
            new NewTemplate
            {
                Name = $"Bill {number}",
                Transaction = new NewTransaction
                {
                    Type = TransactionType.Expense,
                    Amount = new AmountText("transaction.amount", "12.50"),
                    Payee = "Blue Door Coffee",
                },
                Terms = new RecurrenceTerms { Frequency = frequency, Start = Night },
            },
            CancellationToken.None);
        if (!made.IsOk)
        {
            throw new InvalidOperationException(made.Error.Detail);
        }
    }

    /// <summary>What every visit reads.</summary>
    private async Task<List<Row>> RowsAsync(AzureTableStore store)
    {
        var partition = BenchApp.UserIdOf(model).ToString();
        var head = await store.FindAsync(Tables.Ledger, partition, LedgerKeys.Head, CancellationToken.None);
        var chart = await store.FindAsync(Tables.Ledger, partition, LedgerKeys.Chart, CancellationToken.None);
        return chart is null ? [head!] : [head!, chart];
    }

    private async Task<List<DueItem>> DueAsync()
    {
        var items = new List<DueItem>();
        await foreach (var item in app.Service<DueIndex>().UpToAsync(DueItem.Recurring, DateTimeOffset.MaxValue.AddDays(-1), default))
        {
            items.Add(item);
        }

        return items;
    }

    private static string IdOf(Row row) => row.Key[(row.Key.IndexOf('-', StringComparison.Ordinal) + 1)..];

    private static Row Copy(Row row, UserId user, Func<string, string> own)
    {
        var copy = new Row(user.ToString(), own(row.Key), row.Properties.Count);
        foreach (var (name, value) in row.Properties)
        {
            copy.SetObject(name, value is string text ? own(text) : value);
        }

        return LedgerRows.Repack(copy, held => Copy(held, user, own));
    }
}
