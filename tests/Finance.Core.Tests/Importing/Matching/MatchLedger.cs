using System.Text;
using Finance.Core.Audits;
using Finance.Core.Importing;
using Finance.Core.Importing.Reading;
using Finance.Core.Ledgers;
using Finance.Core.Recurring;
using Finance.Core.Storage;
using Finance.Core.Tests.Recurring;
using Finance.Core.Transactions;
using Finance.Testing;
using static Finance.Core.Tests.Recurring.RecurringLedger;

namespace Finance.Core.Tests.Importing.Matching;

/// <summary>A ledger with recurring templates into which statements are imported.</summary>
internal sealed class MatchLedger
{
    private MatchLedger(RecurringLedger recurring) => Recurring = recurring;

    internal RecurringLedger Recurring { get; }

    internal TestLedger Ledger => Recurring.Ledger;

    /// <summary>A ledger whose clock stands at noon of 15 June 2026.</summary>
    internal static async Task<MatchLedger> CreateAsync(ITableStore? store = null) => new(await RecurringLedger.CreateAsync(store: store));

    internal MatchLedger Reopen(ITableStore? store = null) => new(Recurring.Reopen(store));

    /// <summary>A template of an expense.</summary>
    internal async Task<RecurringTemplate> AddAsync(
        string amount,
        RecurrenceTerms terms,
        string? payee = "Landlord",
        bool follows = false,
        bool autoCreate = true,
        Func<NewTransaction, NewTransaction>? with = null)
    {
        var entry = new NewTransaction
        {
            Type = TransactionType.Expense,
            Amount = new AmountText("transaction.amount", amount),
            Payee = payee,
        };
        return await Recurring.AddAsync(new NewTemplate
        {
            Name = "Rent",
            Transaction = with?.Invoke(entry) ?? entry,
            Terms = terms,
            AutoCreate = autoCreate,
            FollowAmount = follows,
        });
    }

    internal async Task<RecurringTemplate> TemplateAsync(string id) => (await Recurring.GetAsync(id)).Template;

    /// <summary>Imports rows of <c>date,payee,amount</c>.</summary>
    internal async Task<Import> ImportAsync(params string[] rows)
    {
        var result = await RunAsync(NewRequest(), rows);
        Assert.True(result.IsOk, result.Error?.Detail);
        return result.Value.Import;
    }

    internal Task<Result<ImportDetails>> RunAsync(ImportRequest request, params string[] rows) =>
        Service.RunAsync(Ledger.Change, request, Source(rows), default);

    internal async Task<ImportPreview> PreviewAsync(params string[] rows) =>
        Ok(await Service.PreviewAsync(Ledger.Caller, NewRequest(), Source(rows), default));

    internal async Task<IReadOnlyList<ImportLine>> RowsAsync(Import import) =>
        Ok(await new ImportReads(Ledger.Ledgers).RowsAsync(Ledger.Caller, import.Id, new PageRequest(1000, null), default)).Items;

    internal async Task<UndoneImport> UndoAsync(Import import, bool remember = false) =>
        Ok(await new ImportUndo(Ledger.Ledgers).UndoAsync(Ledger.Change, import.Id, remember, default));

    internal async Task<Transaction?> FindAsync(string id) =>
        await Ledger.Ledgers.Reader.FindTransactionAsync(Ledger.Caller.User, TransactionId.Parse(id), default);

    internal async Task<string> BalanceAsync() => (await Ledger.OpenAsync()).Chart.AccountNow(Ledger.Checking).Balance.ToString();

    internal async Task VerifyAsync()
    {
        var ledger = Ledger.Reopen();
        var verified = Ok(await new LedgerVerifier(ledger.Ledgers).VerifyAsync(ledger.Caller, ledger.Caller.User, default));
        Assert.Empty(verified.Differences);
    }

    /// <summary>
    /// What the ledger says, row by row, but for versions and what was done to it. Sums are left to <see cref="VerifyAsync"/>: a month that
    /// had entries once keeps a row of nothing.
    /// </summary>
    internal IReadOnlyList<string> Says() =>
    [
        .. PackedRows.Apart(((InMemoryTableStore)Ledger.Store).Everything(Tables.Ledger))
            .Where(row => row.Partition == Ledger.Caller.User.ToString() && Kinds.Any(row.Key.StartsWith))
            .Select(row => $"{row.Key}: {string.Join("; ", row.Properties.Where(IsSaid).OrderBy(said => said.Key, StringComparer.Ordinal))}")
            .Order(StringComparer.Ordinal),
    ];

    internal static ImportRequest NewRequest() => new(
        LedgerKeys.NewImportId(Instant("2026-06-15T12:00Z"), Guid.NewGuid().ToString()),
        ImportSource.Upload,
        "statement",
        null,
        ReadingChoices.None);

    private static readonly string[] Kinds =
    [
        LedgerKeys.TransactionPrefix, LedgerKeys.MovedPrefix, LedgerKeys.RecurringPrefix, LedgerKeys.AccountPrefix,
    ];

    private ImportService Service => new(Ledger.Ledgers, new ImportReads(Ledger.Ledgers), Ledger.Clock);

    // What the user was told of a low balance cannot be taken back.
    private static bool IsSaid(KeyValuePair<string, object> property) => property.Key is not ("Version" or "History" or "LowOn" or "IsLow");

    private static MemoryStatementSource Source(IEnumerable<string> rows) =>
        new(Encoding.UTF8.GetBytes("Date,Description,Amount\n" + string.Join('\n', rows) + "\n"));
}
