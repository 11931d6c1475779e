using Finance.Core.Ledgers;
using Finance.Core.Summaries;
using Finance.Core.Transactions;
using Finance.Core.Transactions.Listing;

namespace Finance.Core.Reports.Custom;

/// <summary>Answers a query from the entries themselves, each converted at its day's rate and rounded by itself. Pure.</summary>
internal sealed class QueryEntries(CustomQuery query, ListingScope filter, Chart chart, Conversions conversions, QueryGroups groups)
{
    private readonly Dictionary<Currency, CurrencyTotals> _unconverted = [];
    private readonly string? _payee = query.Payee is { } payee ? FoldedText.Of(payee) : null;

    internal IReadOnlyList<UnconvertedTotals> Unconverted => UnconvertedTotals.Of(_unconverted.Values);

    internal void Add(Transaction transaction)
    {
        if (!filter.Includes(transaction)
            || (transaction.Type == TransactionType.Transfer && !query.HasTransfers)
            || (_payee is not null && (transaction.Payee is null || FoldedText.Of(transaction.Payee) != _payee)))
        {
            return;
        }

        if (transaction.Type == TransactionType.Transfer)
        {
            foreach (var (accountId, amount) in EndsOf(transaction))
            {
                Add(transaction, new Part(accountId, null, amount), hasUnits: true, hasSides: false);
            }

            return;
        }

        var account = chart.AccountNow(transaction.AccountId).Id;
        foreach (var (categoryId, minor) in transaction.Parts().Where(part => !filter.IsOfCategory || filter.IncludesCategory(part.CategoryId)))
        {
            Add(transaction, new Part(account, categoryId, transaction.Amount with { Minor = minor }), query.IsByPart, hasSides: true);
        }

        if (!query.IsByPart)
        {
            Add(transaction, new Part(account, null, transaction.Amount), hasUnits: true, hasSides: false);
        }
    }

    /// <summary>Where a transfer counts: in the account it leaves or, of one account, at every end in it.</summary>
    private IEnumerable<(string AccountId, Money Amount)> EndsOf(Transaction transfer)
    {
        if (filter.AccountIds is null || filter.AccountIds.Contains(transfer.AccountId))
        {
            yield return (chart.AccountNow(transfer.AccountId).Id, transfer.Amount);
        }

        if (filter.AccountIds?.Contains(transfer.ToAccountId!) == true)
        {
            yield return (chart.AccountNow(transfer.ToAccountId!).Id, transfer.ToAmount!.Value);
        }
    }

    private void Add(Transaction transaction, Part part, bool hasUnits, bool hasSides)
    {
        var category = chart.CategoryNow(part.CategoryId);
        if (conversions.Convert(part.Amount, transaction.Date) is not { } amount)
        {
            AddApart(transaction, part, category, hasUnits, hasSides);
            return;
        }

        var cell = new QueryCell(transaction.Date, part.AccountId, category, transaction.Type) { Payee = transaction.Payee };
        cell = hasSides ? cell.WithSides(amount.Minor) : cell;
        cell = hasUnits ? cell with { Minor = amount.Minor, Count = 1 } : cell;
        IEnumerable<string?> tags = query.GroupBy.Contains(GroupBy.Tag) ? transaction.Tags.Distinct(StringComparer.Ordinal) : [];
        var isFirst = true;
        foreach (var tag in tags.DefaultIfEmpty())
        {
            groups.Add(cell with { Tag = tag }, isFirst);
            isFirst = false;
        }
    }

    private void AddApart(Transaction transaction, Part part, Categories.Category? category, bool hasUnits, bool hasSides)
    {
        if (!_unconverted.TryGetValue(part.Amount.Currency, out var apart))
        {
            _unconverted.Add(part.Amount.Currency, apart = new CurrencyTotals(part.Amount.Currency));
        }

        if (hasSides)
        {
            apart.Add(category, default(CategoryTally).Add(transaction.Type, part.Amount.Minor, 1));
        }

        apart.Count(hasUnits ? 1 : 0);
    }

    private readonly record struct Part(string AccountId, string? CategoryId, Money Amount);
}
