using System.Globalization;
using Finance.Core;
using Finance.Core.Transactions;
using Finance.Functions.Http.Reading;

namespace Finance.Functions.Transactions;

/// <summary>What clients send about transactions.</summary>
internal static class TransactionRequests
{
    internal const int MaxDescription = 500;
    internal const int MaxNotes = 2_000;
    private const int MaxShort = 200;
    private const int MaxSplits = 50;
    private const int MaxTags = 20;

    // The notes of all splits share one property of the row, which takes 64 KiB: a character may take 12 of its own there.
    private const int MaxSplitNotes = 2_000;

    /// <summary>The longest tag.</summary>
    internal const int MaxTag = 50;

    internal static NewTransaction New(RequestInput input) => Entered(input.Body);

    internal static NewTransaction Entered(ObjectFields body)
    {
        // Nothing categorises yet: an entry without a category stays without one, whatever is asked for.
        _ = body.Optional("auto_categorize", Read.Bool.Says("Finds a category by itself where none is named."));
        return New(body);
    }

    internal static NewTransaction New(ObjectFields body) => new()
    {
        Type = body.Required("type", Type),
        Amount = body.Required("amount", Amount),
        AccountId = body.Optional("account_id", AccountId),
        ToAccountId = body.Optional("to_account_id", ToAccountId),
        ToAmount = body.Optional("to_amount", ToAmount),
        ForeignAmount = body.Optional("foreign_amount", ForeignAmount),
        ForeignCurrency = body.Optional("foreign_currency", ForeignCurrency),
        CategoryId = body.Optional("category_id", CategoryId),
        Description = body.Optional("description", Description),
        Payee = body.Optional("payee", Payee),
        Date = body.Optional("date", Date),
        Tags = body.Optional("tags", Tags, []),
        PaymentMethod = body.Optional("payment_method", PaymentMethod),
        Location = body.Optional("location", Location),
        Notes = body.Optional("notes", Notes),
        CustomFields = body.Optional("custom_fields", CustomFieldReader.All, new Dictionary<string, CustomValue>()),
        Splits = body.Optional("splits", Splits, []),
    };

    internal static TransactionPatch Patch(ObjectFields body) => new()
    {
        Type = body.Change("type", Type),
        Amount = body.Change("amount", Amount),
        AccountId = body.Change("account_id", AccountId),
        ToAccountId = body.ChangeOrClear("to_account_id", ToAccountId),
        ToAmount = body.ChangeOrClear("to_amount", ToAmount),
        ForeignAmount = body.ChangeOrClear("foreign_amount", ForeignAmount),
        ForeignCurrency = body.ChangeOrClear("foreign_currency", ForeignCurrency),
        CategoryId = body.ChangeOrClear("category_id", CategoryId),
        Description = body.ChangeOrClear("description", Description),
        Payee = body.ChangeOrClear("payee", Payee),
        Date = body.Change("date", Date),
        Tags = body.ChangeOrClear("tags", Tags),
        PaymentMethod = body.ChangeOrClear("payment_method", PaymentMethod),
        Location = body.ChangeOrClear("location", Location),
        Notes = body.ChangeOrClear("notes", Notes),
        CustomFields = body.ChangeOrClear("custom_fields", CustomFieldReader.All),
        Splits = body.ChangeOrClear("splits", Splits),
    };

    private static ValueReader<IReadOnlyList<string>> Tags { get; } = Read.List(Read.Name(MaxTag), MaxTags)
        .Says("Words of the user's own.")
        .Like(new[] { "lunch" });

    private static ValueReader<IReadOnlyList<NewSplit>> Splits { get; } = Read.List(Read.Object(Split), MaxSplits)
        .Says("Parts by category that make up the amount.")
        .Then((value, splits) => splits.Sum(split => split?.Notes?.Length ?? 0) <= MaxSplitNotes
            ? splits
            : value.Refuse<IReadOnlyList<NewSplit>>(
                string.Create(CultureInfo.InvariantCulture, $"must have at most {MaxSplitNotes} characters of notes in all.")));

    private static NewSplit Split(ObjectFields split) => new(
        split.Optional("category_id", CategoryId),
        split.Required("amount", Amount),
        split.Optional("notes", Read.Notes(MaxSplitNotes).Says("Free text of several lines.")));

    private static ValueReader<TransactionType> Type { get; } = Read.Enum<TransactionType>()
        .Like("expense");

    private static ValueReader<AmountText> Amount { get; } = Read.Amount
        .Says("Above zero, in the currency of the account.")
        .Like(12.50m);

    private static ValueReader<string> AccountId { get; } = Read.Id
        .Says("Where it counts; the default account if left out.");

    private static ValueReader<string> ToAccountId { get; } = Read.Id
        .Says("Where a transfer arrives.");

    private static ValueReader<AmountText> ToAmount { get; } = Read.Amount
        .Says("What arrives where the two accounts differ in currency; converted at the day's rate if left out.");

    private static ValueReader<AmountText> ForeignAmount { get; } = Read.Amount
        .Says("What it was in the currency it was made in.");

    private static ValueReader<Currency> ForeignCurrency { get; } = Read.Currency
        .Says("The currency of `foreign_amount`.");

    private static ValueReader<string> CategoryId { get; } = Read.Id
        .Says("An income in an expense category is a refund.");

    private static ValueReader<string> Description { get; } = Read.Text(MaxDescription)
        .Says("One line.")
        .Like("Lunch");

    private static ValueReader<string> Payee { get; } = Read.Text(MaxShort)
        .Says("Who was paid, or who paid.")
        .Like("Corner Bakery");

    private static ValueReader<DateOnly> Date { get; } = Read.Date
        .Says("The day it counts, YYYY-MM-DD; today in the user's time zone if left out.")
        .Like("2026-02-03");

    private static ValueReader<string> PaymentMethod { get; } = Read.Text(MaxShort)
        .Says("As the client names it: card, cash, …")
        .Like("card");

    private static ValueReader<string> Location { get; } = Read.Text(MaxShort)
        .Says("Where it was, in words.");

    private static ValueReader<string> Notes { get; } = Read.Notes(MaxNotes)
        .Says("Free text of several lines.");
}
