using Finance.Core.Transactions;

namespace Finance.Core.Sharing;

/// <summary>How often entries are counted again by sums of their parts, by type.</summary>
internal readonly record struct SplitCount(long Income, long Expense)
{
    public static SplitCount operator +(SplitCount left, SplitCount right) => new(left.Income + right.Income, left.Expense + right.Expense);
}

/// <summary>
/// Sums by category count an entry once for each of its parts. This tells what is too much in a count of entries, by account and day.
/// </summary>
internal sealed class SplitCounts
{
    private readonly Dictionary<(DateOnly Day, string AccountId), SplitCount> _days = [];
    private readonly Dictionary<(Month Month, string AccountId), SplitCount> _months = [];

    /// <param name="holds">Whether parts in a category are counted.</param>
    internal static SplitCounts Of(IEnumerable<Transaction> splits, Func<string?, bool> holds)
    {
        var counts = new SplitCounts();
        foreach (var transaction in splits)
        {
            var again = transaction.Parts().Count(part => holds(part.CategoryId)) - 1;
            if (again > 0)
            {
                counts.Add(transaction, transaction.Type == TransactionType.Income ? new SplitCount(again, 0) : new SplitCount(0, again));
            }
        }

        return counts;
    }

    internal SplitCount In(Month month, string accountId) => _months.GetValueOrDefault((month, accountId));

    internal SplitCount On(DateOnly day, string accountId) => _days.GetValueOrDefault((day, accountId));

    private void Add(Transaction transaction, SplitCount again)
    {
        var (day, month) = ((transaction.Date, transaction.AccountId), (Month.Of(transaction.Date), transaction.AccountId));
        _days[day] = _days.GetValueOrDefault(day) + again;
        _months[month] = _months.GetValueOrDefault(month) + again;
    }
}
