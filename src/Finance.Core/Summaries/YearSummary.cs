using Finance.Core.Transactions;

namespace Finance.Core.Summaries;

/// <summary>
/// Sums and counts of a calendar year, month by month: by account and type, and by account and category. One row of the ledger, so that any
/// year's reports are a point read however long the history is. Ids are those on the transactions: merged accounts and deleted categories are
/// resolved by the reader.
/// </summary>
public sealed class YearSummary
{
    private readonly Dictionary<AccountCell, AccountTally> _accounts;
    private readonly Dictionary<CategoryCell, CategoryTally> _categories;
    private readonly Dictionary<AccountCell, LargestExpense> _largest;
    private readonly Dictionary<UseCell, CategoryUse> _uses;

    public YearSummary(int year)
        : this(year, [], [], [], [])
    {
    }

    internal YearSummary(
        int year,
        Dictionary<AccountCell, AccountTally> accounts,
        Dictionary<CategoryCell, CategoryTally> categories,
        Dictionary<AccountCell, LargestExpense> largest,
        Dictionary<UseCell, CategoryUse> uses)
    {
        Year = year;
        (_accounts, _categories, _largest, _uses) = (accounts, categories, largest, uses);
    }

    public int Year { get; }

    public IReadOnlyDictionary<AccountCell, AccountTally> Accounts => _accounts;

    public IReadOnlyDictionary<CategoryCell, CategoryTally> Categories => _categories;

    public IReadOnlyDictionary<AccountCell, LargestExpense> Largest => _largest;

    public IReadOnlyDictionary<UseCell, CategoryUse> Uses => _uses;

    public bool IsEmpty => _accounts.Count == 0 && _categories.Count == 0;

    /// <summary>A copy to change while readers keep this one.</summary>
    public YearSummary Clone() => new(Year, new(_accounts), new(_categories), new(_largest), new(_uses));

    /// <summary>Adds a transaction of this year (<paramref name="sign"/> 1) or takes it away (−1).</summary>
    public void Post(Transaction transaction, int sign)
    {
        var cell = new AccountCell(transaction.Date.Month, transaction.AccountId);
        var tally = _accounts.GetValueOrDefault(cell);
        var minor = transaction.Amount.Minor;
        switch (transaction.Type)
        {
            case TransactionType.Income:
                Set(cell, tally with { Income = tally.Income.Add(minor, sign) });
                break;
            case TransactionType.Expense:
                Set(cell, tally with { Expense = tally.Expense.Add(minor, sign) });
                PostLargest(cell, transaction, sign);
                break;
            default:
                Set(cell, tally with { TransferOut = tally.TransferOut.Add(minor, sign) });
                var arrival = new AccountCell(cell.Month, transaction.ToAccountId!);
                var arrived = _accounts.GetValueOrDefault(arrival);
                Set(arrival, arrived with { TransferIn = arrived.TransferIn.Add(transaction.ToAmount!.Value.Minor, sign) });
                return;
        }

        foreach (var (categoryId, part) in transaction.Parts())
        {
            PostPart(new CategoryCell(cell.Month, cell.AccountId, categoryId ?? string.Empty), transaction.Type, part, sign);
        }

        foreach (var categoryId in transaction.Categories())
        {
            PostUse(new UseCell(cell.Month, categoryId ?? string.Empty), transaction.Date.Day, sign);
        }
    }

    /// <summary>Says which expense is the largest of a month, once it has been read again; null where the month has none.</summary>
    public void SetLargest(AccountCell cell, LargestExpense? largest)
    {
        if (largest is { } known)
        {
            _largest[cell] = known;
        }
        else
        {
            _largest.Remove(cell);
        }
    }

    /// <summary>Says on which day a category was last used, once the month has been read again.</summary>
    public void SetLastDay(UseCell cell, int day, long onDay) => _uses[cell] = _uses[cell] with { LastDay = day, OnLastDay = onDay };

    private void PostPart(CategoryCell cell, TransactionType type, long minor, int sign)
    {
        var old = _categories.GetValueOrDefault(cell);
        var changed = old.Add(type, minor, sign);
        if (changed.IsEmpty)
        {
            _categories.Remove(cell);
        }
        else
        {
            _categories[cell] = changed;
        }
    }

    private void PostUse(UseCell cell, int day, int sign)
    {
        var old = _uses.GetValueOrDefault(cell);
        var changed = sign > 0 ? old.Add(day) : old.Remove(day);
        if (changed.Count == 0)
        {
            _uses.Remove(cell);
        }
        else
        {
            _uses[cell] = changed;
        }
    }

    private void PostLargest(AccountCell cell, Transaction transaction, int sign)
    {
        if (!_accounts.TryGetValue(cell, out var tally) || tally.Expense.Count == 0)
        {
            _largest.Remove(cell);
            return;
        }

        var isFirst = !_largest.TryGetValue(cell, out var largest);
        if (sign > 0)
        {
            // While the largest is unknown, a new expense may be smaller than one that is there.
            if (isFirst || (largest.IsKnown && transaction.Amount.Minor > largest.Minor))
            {
                _largest[cell] = new LargestExpense(transaction.Amount.Minor, transaction.Id, true);
            }
        }
        else if (largest.IsKnown && largest.Id == transaction.Id)
        {
            _largest[cell] = LargestExpense.Unknown;
        }
    }

    private void Set(AccountCell cell, AccountTally tally)
    {
        if (tally.IsEmpty)
        {
            _accounts.Remove(cell);
        }
        else
        {
            _accounts[cell] = tally;
        }
    }
}
