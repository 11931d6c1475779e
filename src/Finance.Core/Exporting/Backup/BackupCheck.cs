using System.Globalization;
using Finance.Core.Accounts;
using Finance.Core.Audits;
using Finance.Core.Budgets;
using Finance.Core.Categories;
using Finance.Core.Importing;
using Finance.Core.Ledgers;
using Finance.Core.Notifications;
using Finance.Core.Storage;

namespace Finance.Core.Exporting.Backup;

/// <summary>
/// Holds what a document says against itself: that what its rows name is there, that its counters are those of its rows, and, by the same
/// comparison that verifies ledgers, that everything follows from its transactions.
/// </summary>
internal sealed class BackupCheck
{
    private const int MaxListed = 20;

    /// <summary>Differences that every document has: the sums that it leaves out.</summary>
    private static readonly DifferenceKind[] LeftOut =
    [
        DifferenceKind.AccountMonth, DifferenceKind.YearAccount, DifferenceKind.YearCategory, DifferenceKind.YearUse,
        DifferenceKind.YearLargest, DifferenceKind.Day, DifferenceKind.DayCategory, DifferenceKind.Tag, DifferenceKind.GoalDay,
        DifferenceKind.UnreadableSums,
    ];

    private readonly BackupDocument _document;
    private readonly LedgerReader _reader;
    private readonly LedgerHead _head;
    private readonly UserId _owner;
    private string _at = LedgerKeys.Head;

    private BackupCheck(BackupDocument document, UserId owner)
    {
        (_document, _owner, _reader) = (document, owner, new LedgerReader(document));
        _head = LedgerHeadRow.Read(document.Head);
    }

    /// <returns>What follows from the document's transactions. Errors: <c>backup_inconsistent</c>.</returns>
    internal static async Task<Result<LedgerScan>> RunAsync(BackupDocument document, UserId owner, CancellationToken cancellationToken)
    {
        var check = new BackupCheck(document, owner);
        try
        {
            var chart = await check.ChartAsync(cancellationToken);
            await check.NamesAsync(chart, cancellationToken);
            await check.NotificationsAsync(cancellationToken);
            await check.AuditAsync(cancellationToken);
            return await check.ScanAsync(cancellationToken);
        }
        catch (Exception fault) when (BackupReader.IsFault(fault))
        {
            var why = fault is FormatException or InvalidRowException ? fault.Message : "it cannot be read.";
            return Errors.BackupInconsistent($"row '{check._at}': {why}");
        }
    }

    private async Task<Result<LedgerScan>> ScanAsync(CancellationToken cancellationToken)
    {
        var scan = await LedgerScan.ReadAsync(_reader, _owner, _document.Head, cancellationToken)
            ?? throw new InvalidOperationException("A document does not go away.");
        List<LedgerDifference> wrong =
        [
            .. LedgerVerifier.Unsettled(scan),
            .. LedgerComparison.Of(scan).SelectMany(repair => repair.Differences).Where(found => !LeftOut.Contains(found.What)),
        ];
        return wrong.Count == 0
            ? scan
            : Errors.BackupInconsistent(
                string.Create(CultureInfo.InvariantCulture, $"{wrong.Count} figures differ from what the transactions say."),
                wrong.Take(MaxListed).ToList());
    }

    /// <summary>Accounts and categories, which lead to each other in no circle.</summary>
    private async Task<Chart> ChartAsync(CancellationToken cancellationToken)
    {
        var chart = Chart.Empty;
        await foreach (var row in RowsAsync(LedgerKeys.AccountPrefix, cancellationToken))
        {
            chart = chart.With(AccountRow.Read(row));
        }

        await foreach (var row in RowsAsync(LedgerKeys.CategoryPrefix, cancellationToken))
        {
            chart = chart.With(CategoryRow.Read(row));
        }

        foreach (var id in chart.AllAccounts.Keys)
        {
            Follow(id, LedgerKeys.AccountPrefix, at => Find(chart.AllAccounts, at).MergedInto);
        }

        foreach (var id in chart.AllCategories.Keys)
        {
            Follow(id, LedgerKeys.CategoryPrefix, at => Find(chart.AllCategories, at).ReplacedBy);
            Follow(id, LedgerKeys.CategoryPrefix, at => Find(chart.AllCategories, at).ParentId);
        }

        _at = LedgerKeys.Head;
        Require(chart.FindAccount(_head.Profile.DefaultAccountId) is not null, "the default account is not there.");
        return chart;
    }

    private async Task NamesAsync(Chart chart, CancellationToken cancellationToken)
    {
        await foreach (var row in RowsAsync(LedgerKeys.BudgetPrefix, cancellationToken))
        {
            Require(BudgetRow.Read(row).CategoryIds.All(chart.AllCategories.ContainsKey), "a category of it is not there.");
        }

        await foreach (var row in RowsAsync(LedgerKeys.RecurringPrefix, cancellationToken))
        {
            var entry = Recurring.TemplateRow.Read(row).Transaction;
            Require(TransactionCheck.CanBeCounted(entry, chart), "an account or a category of it is not there, or of another currency.");
            Require(TransactionCheck.Fault(entry) is null, "its amount is not above zero, or not that of its parts.");
        }

        var imports = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in RowsAsync(LedgerKeys.ImportPrefix, cancellationToken))
        {
            Require(chart.AllAccounts.ContainsKey(ImportRow.Read(row).AccountId), "its account is not there.");
            imports.Add(row.Key[LedgerKeys.ImportPrefix.Length..]);
        }

        await foreach (var row in RowsAsync(LedgerKeys.ImportLinesPrefix, cancellationToken))
        {
            Require(imports.Contains(row.Key[LedgerKeys.ImportLinesPrefix.Length..].Split('-')[0]), "its import is not there.");
        }
    }

    private async Task NotificationsAsync(CancellationToken cancellationToken)
    {
        var (listed, unread, highest) = (0L, 0L, 0L);
        await foreach (var row in RowsAsync(LedgerKeys.NotificationPrefix, cancellationToken))
        {
            var told = NotificationRow.Read(row);
            Require(row.Key == LedgerKeys.Notification(told.Number), "its number is another one.");
            var isListed = told.Channels.HasFlag(NotificationChannels.InApp);
            listed += isListed ? 1 : 0;
            unread += isListed && told.ReadAt is null ? 1 : 0;
            highest = Math.Max(highest, told.Number);
        }

        _at = LedgerKeys.Head;
        Require(
            (listed, unread) == (_head.NotificationCount, _head.UnreadCount) && highest < _head.NextNotification,
            "its counts of notifications are not those of the notifications.");
    }

    /// <summary>The audit goes from the ledger's version down without a gap.</summary>
    private async Task AuditAsync(CancellationToken cancellationToken)
    {
        var version = _head.Version;
        await foreach (var row in RowsAsync(LedgerKeys.AuditPrefix, cancellationToken))
        {
            Require(row.Key == LedgerKeys.Audit(version) && row.Long("Version") == version, "the audit has a gap before it.");
            Require(version != _head.Version || row.Text("Commit") == _head.LastCommit, "it is not the ledger's last commit.");
            version--;
        }

        Require(version < _head.Version, "the audit is empty.");
    }

    private async IAsyncEnumerable<Row> RowsAsync(
        string prefix,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in _reader.RangeAsync(_owner, prefix, KeyText.After(prefix), cancellationToken: cancellationToken))
        {
            _at = row.Key;
            yield return row;
        }
    }

    private static T Find<T>(IReadOnlyDictionary<string, T> all, string id) =>
        all.TryGetValue(id, out var found) ? found : throw new FormatException($"'{id}', to which it leads, is not there.");

    private void Follow(string id, string prefix, Func<string, string?> next)
    {
        _at = prefix + id;
        var passed = new HashSet<string>(StringComparer.Ordinal);
        for (var at = id; !string.IsNullOrEmpty(at); at = next(at))
        {
            Require(passed.Add(at), "it leads in a circle.");
        }
    }

    private static void Require(bool isSo, string otherwise)
    {
        if (!isSo)
        {
            throw new FormatException(otherwise);
        }
    }
}
