namespace Finance.Core.Importing.Reading;

/// <summary>The texts that an entry can carry.</summary>
internal enum EntryText
{
    Payee,
    Memo,
    BankId,
    CheckNumber,
    TypeCode,
    Currency,
    Reference,
    CounterpartyAccount,
    OwnAccount,
    ForeignCurrency,
    ForeignAmount,
    Category,
    CorrectedId,
    CorrectionAction,
    Count,
}

/// <summary>Where an entry's texts come from when somebody asks for them.</summary>
internal interface IEntryTexts
{
    /// <summary>The text, trimmed, without control characters; null where the file has none.</summary>
    string? Get(EntryText text);
}

/// <summary>
/// One entry of a statement. The object is reused for the next one: take what is needed, or <see cref="ToRow"/>. Texts are decoded when
/// they are first asked for; one that the file leaves out or empty is null.
/// </summary>
public sealed class StatementEntry
{
    private readonly IEntryTexts _texts;

    internal StatementEntry(IEntryTexts texts) => _texts = texts;

    /// <summary>The line where the entry begins, from 1.</summary>
    public long Line { get; internal set; }

    /// <summary>The entry's number among the file's rows, from 1; rows with errors count.</summary>
    public long Ordinal { get; internal set; }

    /// <summary>The calendar date written in the file; a time or zone beside it does not move it.</summary>
    public DateOnly Date { get; internal set; }

    public DateOnly? ValueDate { get; internal set; }

    /// <summary>Negative leaves the account. Never zero.</summary>
    public StatementAmount Amount { get; internal set; }

    /// <summary>The account's balance after this entry, where the statement says so.</summary>
    public StatementAmount? Balance { get; internal set; }

    public string? Payee => _texts.Get(EntryText.Payee);

    public string? Memo => _texts.Get(EntryText.Memo);

    /// <summary>The bank's own id (OFX FITID). Banks repeat it and leave it zero; it is passed on as written.</summary>
    public string? BankId => _texts.Get(EntryText.BankId);

    public string? CheckNumber => _texts.Get(EntryText.CheckNumber);

    /// <summary>The bank's word for the kind of entry (OFX TRNTYPE).</summary>
    public string? TypeCode => _texts.Get(EntryText.TypeCode);

    /// <summary>The currency of <see cref="Amount"/>, where the entry itself states one.</summary>
    public string? Currency => _texts.Get(EntryText.Currency);

    public string? Reference => _texts.Get(EntryText.Reference);

    public string? CounterpartyAccount => _texts.Get(EntryText.CounterpartyAccount);

    /// <summary>CSV: the account's number, where a column repeats it for every row.</summary>
    public string? OwnAccount => _texts.Get(EntryText.OwnAccount);

    /// <summary>The currency the entry was made in before the bank converted it.</summary>
    public string? ForeignCurrency => _texts.Get(EntryText.ForeignCurrency);

    /// <summary>The amount before conversion (CSV) or the rate (OFX ORIGCURRENCY), as written.</summary>
    public string? ForeignAmount => _texts.Get(EntryText.ForeignAmount);

    public string? Category => _texts.Get(EntryText.Category);

    /// <summary>OFX CORRECTFITID: the bank's id of the earlier entry that this one corrects.</summary>
    public string? CorrectedId => _texts.Get(EntryText.CorrectedId);

    /// <summary>OFX CORRECTACTION: <c>REPLACE</c> or <c>DELETE</c>.</summary>
    public string? CorrectionAction => _texts.Get(EntryText.CorrectionAction);

    /// <summary>A copy that stays.</summary>
    public StatementRow ToRow() => new()
    {
        Line = Line,
        Ordinal = Ordinal,
        Date = Date,
        ValueDate = ValueDate,
        Amount = Amount,
        Balance = Balance,
        Payee = Payee,
        Memo = Memo,
        BankId = BankId,
        CheckNumber = CheckNumber,
        TypeCode = TypeCode,
        Currency = Currency,
        Reference = Reference,
        CounterpartyAccount = CounterpartyAccount,
        OwnAccount = OwnAccount,
        ForeignCurrency = ForeignCurrency,
        ForeignAmount = ForeignAmount,
        Category = Category,
        CorrectedId = CorrectedId,
        CorrectionAction = CorrectionAction,
    };
}

/// <summary>A <see cref="StatementEntry"/> that stays as it is.</summary>
public sealed record StatementRow
{
    public long Line { get; init; }

    public long Ordinal { get; init; }

    public DateOnly Date { get; init; }

    public DateOnly? ValueDate { get; init; }

    public StatementAmount Amount { get; init; }

    public StatementAmount? Balance { get; init; }

    public string? Payee { get; init; }

    public string? Memo { get; init; }

    public string? BankId { get; init; }

    public string? CheckNumber { get; init; }

    public string? TypeCode { get; init; }

    public string? Currency { get; init; }

    public string? Reference { get; init; }

    public string? CounterpartyAccount { get; init; }

    public string? OwnAccount { get; init; }

    public string? ForeignCurrency { get; init; }

    public string? ForeignAmount { get; init; }

    public string? Category { get; init; }

    public string? CorrectedId { get; init; }

    public string? CorrectionAction { get; init; }
}
