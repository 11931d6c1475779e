using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions;

namespace Finance.Core.Recurring.Detection;

/// <summary>What a transaction says about what recurs. Accounts and category are those it counts in now.</summary>
internal sealed record HistoryEntry
{
    /// <summary>The properties of a transaction's row that are needed; the fewer, the less is read.</summary>
    internal static readonly IReadOnlyList<string> Properties =
    [
        "Id", TransactionRow.TypeProperty, TransactionRow.AccountProperty, "Currency", TransactionRow.AmountProperty,
        TransactionRow.ToAccountProperty, "ToCurrency", TransactionRow.ToAmountProperty, TransactionRow.CategoryProperty, "Payee",
        "Description", TemplateProperty,
    ];

    private const string TemplateProperty = "Recurring";

    internal required TransactionId Id { get; init; }

    internal required DateOnly Date { get; init; }

    internal required TransactionType Type { get; init; }

    internal required Money Amount { get; init; }

    internal required string AccountId { get; init; }

    internal string? ToAccountId { get; init; }

    internal Money? ToAmount { get; init; }

    /// <summary>Null for an entry that is split or in no category.</summary>
    internal string? CategoryId { get; init; }

    internal string? Payee { get; init; }

    internal string? Description { get; init; }

    /// <summary>The template that made the entry.</summary>
    internal string? TemplateId { get; init; }

    /// <summary>Whether a template made the entry: then it needs not be found.</summary>
    internal static bool IsOfTemplate(Row row) => row.FindText(TemplateProperty) is not null;

    internal static HistoryEntry Read(Row row, Chart chart)
    {
        var position = row.Key[LedgerKeys.TransactionPrefix.Length..];
        return new HistoryEntry
        {
            Id = TransactionId.Parse(row.FindText("Id") ?? position),
            Date = TransactionId.DayOf(position),
            Type = (TransactionType)row.Int(TransactionRow.TypeProperty),
            Amount = new Money(row.Long(TransactionRow.AmountProperty), Currency.Of(row.Text("Currency"))),
            AccountId = chart.AccountNow(row.Text(TransactionRow.AccountProperty)).Id,
            ToAccountId = row.FindText(TransactionRow.ToAccountProperty) is { } to ? chart.AccountNow(to).Id : null,
            ToAmount = row.FindText("ToCurrency") is { } arrives
                ? new Money(row.Long(TransactionRow.ToAmountProperty), Currency.Of(arrives))
                : null,
            CategoryId = chart.CategoryNow(row.FindText(TransactionRow.CategoryProperty))?.Id,
            Payee = row.FindText("Payee"),
            Description = row.FindText("Description"),
            TemplateId = row.FindText(TemplateProperty),
        };
    }
}

/// <summary>What tells entries of one thing from those of another.</summary>
/// <param name="Text">Who is paid, as <see cref="PayeeText"/> has it; for a transfer it may be empty, since it has two accounts.</param>
internal readonly record struct HistoryKey(string AccountId, TransactionType Type, string? ToAccountId, string Text, Currency Currency)
{
    internal static HistoryKey Of(HistoryEntry entry) => new(
        entry.AccountId, entry.Type, entry.ToAccountId, PayeeText.Of(entry.Payee ?? entry.Description), entry.Amount.Currency);

    /// <summary>Whether entries of the key have anything in common but their account.</summary>
    internal bool SaysSomething => Text.Length > 0 || ToAccountId is not null;
}
