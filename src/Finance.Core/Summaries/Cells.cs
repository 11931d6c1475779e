using Finance.Core.Transactions;

namespace Finance.Core.Summaries;

/// <summary>A month of one account within a year.</summary>
/// <param name="Month">1 to 12.</param>
public readonly record struct AccountCell(int Month, string AccountId);

/// <summary>A month of one category of one account within a year.</summary>
/// <param name="CategoryId">Empty for uncategorised.</param>
public readonly record struct CategoryCell(int Month, string AccountId, string CategoryId);

/// <summary>Sum and number of entries. <paramref name="Minor"/> is in the currency of the cell's account.</summary>
public readonly record struct Tally(long Minor, long Count)
{
    public static Tally operator +(Tally left, Tally right) => new(checked(left.Minor + right.Minor), checked(left.Count + right.Count));

    public Tally Add(long minor, int sign) => new(checked(Minor + (sign * minor)), checked(Count + sign));
}

/// <summary>What an account's entries of a month add up to, by type; whole entries, whatever their splits.</summary>
public readonly record struct AccountTally(Tally Income, Tally Expense, Tally TransferOut, Tally TransferIn)
{
    public bool IsEmpty => this == default;

    /// <summary>What the month did to the balance, in minor units.</summary>
    public long Net => checked(Income.Minor - Expense.Minor - TransferOut.Minor + TransferIn.Minor);

    public long Count => Income.Count + Expense.Count + TransferOut.Count + TransferIn.Count;

    public static AccountTally operator +(AccountTally left, AccountTally right) => new(
        left.Income + right.Income,
        left.Expense + right.Expense,
        left.TransferOut + right.TransferOut,
        left.TransferIn + right.TransferIn);
}

/// <summary>What an account's entries of a month put into a category, incomes and expenses apart.</summary>
public readonly record struct CategoryTally(Tally Income, Tally Expense)
{
    public bool IsEmpty => this == default;

    public static CategoryTally operator +(CategoryTally left, CategoryTally right) =>
        new(left.Income + right.Income, left.Expense + right.Expense);
}

/// <summary>
/// The largest expense of an account in a month. Where it was taken away, the one that follows is not known from sums: it is
/// <see cref="IsKnown"/> = false until the month has been read again.
/// </summary>
public readonly record struct LargestExpense(long Minor, TransactionId Id, bool IsKnown)
{
    public static LargestExpense Unknown => new(0, default, false);
}
