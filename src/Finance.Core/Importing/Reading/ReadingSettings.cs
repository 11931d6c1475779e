namespace Finance.Core.Importing.Reading;

/// <summary>The family a statement file belongs to. QFX is OFX.</summary>
public enum StatementKind
{
    Csv,
    Ofx,
}

/// <summary>
/// The order of day, month and year in dates that could be read in more than one. A year of four digits in front is a year in any
/// order.
/// </summary>
public enum DateOrder
{
    Dmy,
    Mdy,
    Ymd,
}

/// <summary>What tells money in from money out.</summary>
public enum SignConvention
{
    /// <summary>As written: negative amounts leave the account.</summary>
    Signed,

    /// <summary>The other way round, as many credit card exports do: positive amounts are charges.</summary>
    Inverted,

    /// <summary>Money out and money in have a column each.</summary>
    DebitCredit,

    /// <summary>Unsigned amounts, and a column that says debit or credit.</summary>
    Indicator,

    /// <summary>Amounts marked CR come in; unmarked ones go out.</summary>
    CreditMarked,
}

/// <summary>What a column of a CSV statement holds.</summary>
public enum ColumnRole
{
    None,
    Date,
    ValueDate,
    Amount,
    Debit,
    Credit,
    Indicator,
    Balance,
    Payee,

    /// <summary>Who paid, where the file names payer and payee apart: the other side of money that came in.</summary>
    Payer,
    Memo,
    Reference,
    Currency,
    Type,
    BankId,
    CheckNumber,
    CounterpartyAccount,
    OwnAccount,
    ForeignAmount,
    ForeignCurrency,
    Category,

    /// <summary>A charge beside the amount. It counts only where the balance column proves that it was taken off as well.</summary>
    Fee,

    /// <summary>Whether the entry is booked; pending and declined ones are not taken.</summary>
    Status,
}

/// <summary>A question that a file can leave open and a caller can answer.</summary>
public enum ReadingSetting
{
    Kind,
    Encoding,
    Delimiter,
    Header,
    Columns,
    DateOrder,
    DecimalMark,
    Sign,
}
