using Finance.Core.Storage;
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

    internal void Write(PackedWriter writer) => writer.Signed(Minor).Signed(Count);

    internal static Tally Read(ref PackedReader reader) => new(reader.Signed(), reader.Signed());
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

    /// <summary>Adds an entry, or a part of one, that is no transfer (<paramref name="sign"/> 1), or takes it away (−1).</summary>
    public CategoryTally Add(TransactionType type, long minor, int sign) => type == TransactionType.Income
        ? this with { Income = Income.Add(minor, sign) }
        : this with { Expense = Expense.Add(minor, sign) };

    internal void Write(PackedWriter writer)
    {
        Income.Write(writer);
        Expense.Write(writer);
    }

    internal static CategoryTally Read(ref PackedReader reader) => new(Tally.Read(ref reader), Tally.Read(ref reader));
}

/// <summary>
/// The largest expense of an account in a month. Where it was taken away, the one that follows is not known from sums: it is
/// <see cref="IsKnown"/> = false until the month has been read again.
/// </summary>
public readonly record struct LargestExpense(long Minor, TransactionId Id, bool IsKnown)
{
    public static LargestExpense Unknown => new(0, default, false);
}

/// <summary>A month of one category within a year, whatever the accounts.</summary>
/// <param name="CategoryId">Empty for uncategorised.</param>
public readonly record struct UseCell(int Month, string CategoryId);

/// <summary>The last day of a month on which a category was used, and how often it was used that month and that day.</summary>
/// <param name="Count">Entries of the month, splits of one entry counted once.</param>
/// <param name="OnLastDay">
/// Entries of <paramref name="LastDay"/>; 0 where these were taken away, so that the last day is only known to lie before it until the
/// month has been read again.
/// </param>
public readonly record struct CategoryUse(long Count, int LastDay, long OnLastDay)
{
    public bool IsKnown => OnLastDay > 0;

    internal CategoryUse Add(int day) => day.CompareTo(LastDay) switch
    {
        > 0 => new(Count + 1, day, 1),
        0 => this with { Count = Count + 1, OnLastDay = OnLastDay + 1 },
        _ => this with { Count = Count + 1 },
    };

    internal CategoryUse Remove(int day) => this with { Count = Count - 1, OnLastDay = OnLastDay - (day == LastDay ? 1 : 0) };
}
