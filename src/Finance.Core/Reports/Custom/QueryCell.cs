using Finance.Core.Categories;
using Finance.Core.Transactions;

namespace Finance.Core.Reports.Custom;

/// <summary>Entries, or sums of them, that have all in common that can be grouped by; in minor units of the report's currency.</summary>
/// <param name="Day">The day; of more than one, the first that falls into the same groups.</param>
/// <param name="Minor">The amounts as they were entered.</param>
/// <param name="Income">What was earned: incomes less repayments.</param>
/// <param name="Expenses">What was spent: expenses less refunds.</param>
internal readonly record struct QueryCell(
    DateOnly Day,
    string AccountId,
    Category? Category,
    TransactionType Type,
    long Minor = 0,
    long Count = 0,
    long Income = 0,
    long Expenses = 0)
{
    internal string? Payee { get; init; }

    internal string? Tag { get; init; }

    /// <summary>The cell with what an amount of its type and category was earned or spent; nothing for a transfer.</summary>
    internal QueryCell WithSides(long minor)
    {
        if (Type == TransactionType.Transfer)
        {
            return this;
        }

        var isIncome = Type == TransactionType.Income;
        return (Category?.Type ?? (isIncome ? CategoryType.Income : CategoryType.Expense)) == CategoryType.Income
            ? this with { Income = isIncome ? minor : -minor }
            : this with { Expenses = isIncome ? -minor : minor };
    }

    internal QueryCell Add(QueryCell other) => this with
    {
        Minor = checked(Minor + other.Minor),
        Count = checked(Count + other.Count),
        Income = checked(Income + other.Income),
        Expenses = checked(Expenses + other.Expenses),
    };
}
