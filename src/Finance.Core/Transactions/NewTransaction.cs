namespace Finance.Core.Transactions;

/// <summary>A transaction to be entered. What is null is not given.</summary>
public sealed record NewTransaction
{
    public required TransactionType Type { get; init; }

    public required AmountText Amount { get; init; }

    /// <summary>Null means the profile's default account.</summary>
    public string? AccountId { get; init; }

    public string? ToAccountId { get; init; }

    /// <summary>What arrives, in the currency of the account it arrives in; needed when that differs.</summary>
    public AmountText? ToAmount { get; init; }

    /// <summary>What it was in <see cref="ForeignCurrency"/>; both or none.</summary>
    public AmountText? ForeignAmount { get; init; }

    public Currency? ForeignCurrency { get; init; }

    public string? CategoryId { get; init; }

    public string? Description { get; init; }

    public string? Payee { get; init; }

    /// <summary>Null means today in the user's zone.</summary>
    public DateOnly? Date { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public string? PaymentMethod { get; init; }

    public string? Location { get; init; }

    public string? Notes { get; init; }

    public IReadOnlyDictionary<string, CustomValue> CustomFields { get; init; } = Transaction.NoCustomFields;

    public IReadOnlyList<NewSplit> Splits { get; init; } = [];
}

public sealed record NewSplit(string? CategoryId, AmountText Amount, string? Notes);

/// <summary>An update: what is absent stays as it is.</summary>
public sealed record TransactionPatch
{
    public Optional<TransactionType> Type { get; init; }

    public Optional<AmountText> Amount { get; init; }

    public Optional<string> AccountId { get; init; }

    public Optional<string> ToAccountId { get; init; }

    public Optional<AmountText?> ToAmount { get; init; }

    public Optional<AmountText?> ForeignAmount { get; init; }

    public Optional<Currency> ForeignCurrency { get; init; }

    public Optional<string> CategoryId { get; init; }

    public Optional<string> Description { get; init; }

    public Optional<string> Payee { get; init; }

    public Optional<DateOnly> Date { get; init; }

    public Optional<IReadOnlyList<string>> Tags { get; init; }

    public Optional<string> PaymentMethod { get; init; }

    public Optional<string> Location { get; init; }

    public Optional<string> Notes { get; init; }

    public Optional<IReadOnlyDictionary<string, CustomValue>> CustomFields { get; init; }

    public Optional<IReadOnlyList<NewSplit>> Splits { get; init; }

    /// <summary>
    /// The whole transaction as it would be entered anew with this update. A category replaces splits and splits a category; what belongs to a
    /// type goes with it.
    /// </summary>
    /// <param name="chart">Tells where a deleted category of the transaction counts now.</param>
    internal NewTransaction ApplyTo(Transaction current, Ledgers.Chart chart) => new()
    {
        Type = Type.Or(current.Type),
        Amount = Amount.IsPresent ? Amount.Or(default) : Text("amount", current.Amount),
        AccountId = AccountId.Or(current.AccountId),
        ToAccountId = ToAccountId.IsPresent || !BecomesTransfer(current) ? ToAccountId.Or(null) : current.ToAccountId,
        ToAmount = ToAmount.IsPresent || !BecomesTransfer(current) ? ToAmount.Or(null) : KeptArrival(current),
        ForeignAmount = ForeignAmount.IsPresent || BecomesTransfer(current) ? ForeignAmount.Or(null) : KeptForeign(current),
        ForeignCurrency = ForeignCurrency.IsPresent || BecomesTransfer(current) ? ForeignCurrency.Or(null) : current.Foreign?.Currency,
        CategoryId = CategoryId.IsPresent || Splits.IsPresent || BecomesTransfer(current)
            ? CategoryId.Or(null)
            : chart.CategoryNow(current.CategoryId)?.Id,
        Description = Description.Or(current.Description),
        Payee = Payee.Or(current.Payee),
        Date = Date.Or(current.Date),
        Tags = Tags.Or(current.Tags) ?? [],
        PaymentMethod = PaymentMethod.Or(current.PaymentMethod),
        Location = Location.Or(current.Location),
        Notes = Notes.Or(current.Notes),
        CustomFields = CustomFields.Or(current.CustomFields) ?? Transaction.NoCustomFields,
        Splits = Splits.IsPresent || CategoryId.IsPresent || BecomesTransfer(current)
            ? Splits.Or(null) ?? []
            : [.. current.Splits.Select((split, index) => Kept(split, index, chart))],
    };

    private bool BecomesTransfer(Transaction current) => Type.Or(current.Type) == TransactionType.Transfer;

    // Within one currency what arrives is what was sent, so that a new amount changes both.
    private static AmountText? KeptArrival(Transaction current) => current.ToAmount is { } arrival && arrival.Currency != current.Amount.Currency
        ? Text("to_amount", arrival)
        : null;

    private static AmountText? KeptForeign(Transaction current) =>
        current.Foreign is { } foreign ? Text("foreign_amount", foreign) : null;

    private static NewSplit Kept(Split split, int index, Ledgers.Chart chart) =>
        new(chart.CategoryNow(split.CategoryId)?.Id, Text($"splits[{index}].amount", split.Amount), split.Notes);

    private static AmountText Text(string field, Money money) => new(field, money.ToString());
}
