using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions;
using Finance.Core.Transactions.Listing;
using Finance.Testing;

namespace Finance.Core.Tests.Transactions.Listing;

/// <summary>A listing by its definition: everything is loaded, filtered, sorted and summed.</summary>
internal sealed class ListingOracle
{
    private readonly LedgerSnapshot _ledger;
    private readonly List<Transaction> _newestFirst;

    private ListingOracle(LedgerSnapshot ledger, List<Transaction> newestFirst) => (_ledger, _newestFirst) = (ledger, newestFirst);

    private Chart Chart => _ledger.Chart;

    internal static async Task<ListingOracle> ReadAsync(TestLedger ledger, InMemoryTableStore store)
    {
        var rows = store.Everything(Tables.Ledger)
            .Where(row => row.Key.StartsWith(LedgerKeys.TransactionPrefix, StringComparison.Ordinal))
            .OrderBy(row => row.Key, StringComparer.Ordinal)
            .Select(TransactionRow.Read);
        return new ListingOracle(await ledger.OpenAsync(), [.. rows]);
    }

    internal IReadOnlyList<Transaction> List(TransactionFilter filter, TransactionSort sort) =>
        [.. _newestFirst
            .Where(transaction => Fits(transaction, filter))
            .Order(Comparer<Transaction>.Create((x, y) => Compare(x, y, sort)))];

    internal int Compare(Transaction x, Transaction y, TransactionSort sort)
    {
        var amount = x.Amount.ToDecimal().CompareTo(y.Amount.ToDecimal());
        var category = string.CompareOrdinal(CategoryName(x), CategoryName(y));
        var isLast = HasNoCategory(x).CompareTo(HasNoCategory(y));
        var newestFirst = string.CompareOrdinal(x.Id.PositionOn(x.Date), y.Id.PositionOn(y.Date));
        var inOrder = sort switch
        {
            TransactionSort.NewestFirst => 0,
            TransactionSort.OldestFirst => -newestFirst,
            TransactionSort.LargestFirst => -amount,
            TransactionSort.SmallestFirst => amount,
            TransactionSort.Category => isLast != 0 ? isLast : category,
            _ => isLast != 0 ? isLast : -category,
        };
        return inOrder != 0 ? inOrder : newestFirst;
    }

    /// <summary>What a list of the account says is its balance right after the transaction.</summary>
    internal long BalanceAfter(Transaction transaction, string accountId) =>
        Chart.AllAccounts[accountId].OpeningBalance.Minor
        + _newestFirst.SkipWhile(other => other.Id != transaction.Id)
            .SelectMany(BalanceEffect.Of)
            .Where(effect => Chart.AccountNow(effect.AccountId).Id == accountId)
            .Sum(effect => effect.Minor);

    private static string Fold(string text) => text.ToLowerInvariant()
        .Replace("é", "e", StringComparison.Ordinal)
        .Replace("û", "u", StringComparison.Ordinal)
        .Replace("ü", "u", StringComparison.Ordinal)
        .Replace("ß", "ss", StringComparison.Ordinal);

    private bool HasNoCategory(Transaction transaction) => CategoryName(transaction).Length == 0;

    private string CategoryName(Transaction transaction) =>
        Chart.CategoryNow(transaction.Splits.Count > 0 ? transaction.Splits[0].CategoryId : transaction.CategoryId) is { } category
            ? Fold(category.Name)
            : "";

    private bool Fits(Transaction transaction, TransactionFilter filter) =>
        !(transaction.Date < filter.From)
        && !(transaction.Date > filter.To)
        && (filter.Type is null || filter.Type == transaction.Type)
        && (filter.AccountId is null || FitsAccount(transaction, filter.AccountId))
        && (filter.CategoryId is null || FitsCategory(transaction, filter.CategoryId))
        && !(transaction.Amount.ToDecimal() < filter.MinAmount)
        && !(transaction.Amount.ToDecimal() > filter.MaxAmount)
        && (filter.Tag is null || transaction.Tags.Contains(filter.Tag))
        && (filter.ImportId is null || transaction.ImportId == filter.ImportId)
        && (filter.Text is null || Fold(filter.Text).Split(' ').All(word => FitsWord(transaction, word)));

    private bool FitsAccount(Transaction transaction, string asked) =>
        BalanceEffect.Of(transaction).Any(effect => Chart.AccountNow(effect.AccountId).Id == asked);

    private bool FitsCategory(Transaction transaction, string asked)
    {
        if (transaction.Type == TransactionType.Transfer)
        {
            return false;
        }

        var ids = transaction.Splits.Count > 0 ? transaction.Splits.Select(split => split.CategoryId) : [transaction.CategoryId];
        return ids.Select(Chart.CategoryNow).Any(category => asked == TransactionFilter.Uncategorised
            ? category is null
            : category?.Id == asked || (category?.ParentId is { } parent && Chart.CategoryNow(parent)?.Id == asked));
    }

    private static bool FitsWord(Transaction transaction, string word) =>
        transaction.Amount.ToString().StartsWith(word, StringComparison.Ordinal)
        || transaction.Tags.Append(transaction.Payee ?? "").Append(transaction.Description ?? "").Append(transaction.Notes ?? "")
            .Any(text => Fold(text).Contains(word, StringComparison.Ordinal));
}
