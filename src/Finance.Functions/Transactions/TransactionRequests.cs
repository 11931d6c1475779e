using System.Globalization;
using Finance.Core.Transactions;
using Finance.Functions.Http.Reading;

namespace Finance.Functions.Transactions;

/// <summary>What clients send about transactions.</summary>
internal static class TransactionRequests
{
    private const int MaxDescription = 500;
    private const int MaxShort = 200;
    private const int MaxNotes = 2_000;
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
        _ = body.Optional("auto_categorize", Read.Bool);
        return New(body);
    }

    internal static NewTransaction New(ObjectFields body) => new()
    {
        Type = body.Required("type", Read.Enum<TransactionType>()),
        Amount = body.Required("amount", Read.Amount),
        AccountId = body.Optional("account_id", Read.Id),
        ToAccountId = body.Optional("to_account_id", Read.Id),
        ToAmount = body.Optional("to_amount", Read.Amount),
        ForeignAmount = body.Optional("foreign_amount", Read.Amount),
        ForeignCurrency = body.Optional("foreign_currency", Read.Currency),
        CategoryId = body.Optional("category_id", Read.Id),
        Description = body.Optional("description", Read.Text(MaxDescription)),
        Payee = body.Optional("payee", Read.Text(MaxShort)),
        Date = body.Optional("date", Read.Date),
        Tags = body.Optional("tags", Tags, []),
        PaymentMethod = body.Optional("payment_method", Read.Text(MaxShort)),
        Location = body.Optional("location", Read.Text(MaxShort)),
        Notes = body.Optional("notes", Read.Notes(MaxNotes)),
        CustomFields = body.Optional("custom_fields", CustomFieldReader.All, new Dictionary<string, CustomValue>()),
        Splits = body.Optional("splits", Splits, []),
    };

    internal static TransactionPatch Patch(ObjectFields body) => new()
    {
        Type = body.Change("type", Read.Enum<TransactionType>()),
        Amount = body.Change("amount", Read.Amount),
        AccountId = body.Change("account_id", Read.Id),
        ToAccountId = body.ChangeOrClear("to_account_id", Read.Id),
        ToAmount = body.ChangeOrClear("to_amount", Read.Amount),
        ForeignAmount = body.ChangeOrClear("foreign_amount", Read.Amount),
        ForeignCurrency = body.ChangeOrClear("foreign_currency", Read.Currency),
        CategoryId = body.ChangeOrClear("category_id", Read.Id),
        Description = body.ChangeOrClear("description", Read.Text(MaxDescription)),
        Payee = body.ChangeOrClear("payee", Read.Text(MaxShort)),
        Date = body.Change("date", Read.Date),
        Tags = body.ChangeOrClear("tags", Tags),
        PaymentMethod = body.ChangeOrClear("payment_method", Read.Text(MaxShort)),
        Location = body.ChangeOrClear("location", Read.Text(MaxShort)),
        Notes = body.ChangeOrClear("notes", Read.Notes(MaxNotes)),
        CustomFields = body.ChangeOrClear("custom_fields", CustomFieldReader.All),
        Splits = body.ChangeOrClear("splits", Splits),
    };

    private static ValueReader<IReadOnlyList<string>> Tags { get; } = Read.List(Read.Name(MaxTag), MaxTags);

    private static ValueReader<IReadOnlyList<NewSplit>> Splits { get; } = Read.List(Read.Object(Split), MaxSplits).Then((value, splits) =>
        splits.Sum(split => split?.Notes?.Length ?? 0) <= MaxSplitNotes
            ? splits
            : value.Refuse<IReadOnlyList<NewSplit>>(
                string.Create(CultureInfo.InvariantCulture, $"must have at most {MaxSplitNotes} characters of notes in all.")));

    private static NewSplit Split(ObjectFields split) => new(
        split.Optional("category_id", Read.Id),
        split.Required("amount", Read.Amount),
        split.Optional("notes", Read.Notes(MaxSplitNotes)));
}
