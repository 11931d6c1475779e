namespace Finance.Core.Importing.Reading.Csv;

/// <summary>A format's columns by what they are for, so that reading a row looks nothing up.</summary>
internal sealed class CsvPlan
{
    private static readonly (EntryText Text, ColumnRole Role)[] TextRoles =
    [
        (EntryText.Payee, ColumnRole.Payee),
        (EntryText.Memo, ColumnRole.Memo),
        (EntryText.BankId, ColumnRole.BankId),
        (EntryText.CheckNumber, ColumnRole.CheckNumber),
        (EntryText.TypeCode, ColumnRole.Type),
        (EntryText.Currency, ColumnRole.Currency),
        (EntryText.Reference, ColumnRole.Reference),
        (EntryText.CounterpartyAccount, ColumnRole.CounterpartyAccount),
        (EntryText.OwnAccount, ColumnRole.OwnAccount),
        (EntryText.ForeignCurrency, ColumnRole.ForeignCurrency),
        (EntryText.ForeignAmount, ColumnRole.ForeignAmount),
        (EntryText.Category, ColumnRole.Category),
    ];

    private readonly string[] _names;

    public CsvPlan(StatementFormat format)
    {
        _names = new string[Math.Max(format.FieldCount, format.Columns.Count == 0 ? 0 : format.Columns.Max(column => column.Index) + 1)];
        foreach (var column in format.Columns)
        {
            _names[column.Index] = column.Header.Length > 0 ? column.Header : ReadingNames.Of(column.Role);
        }

        int Index(ColumnRole role) => format.Columns.FirstOrDefault(column => column.Role == role)?.Index ?? -1;
        (Date, ValueDate, Amount) = (Index(ColumnRole.Date), Index(ColumnRole.ValueDate), Index(ColumnRole.Amount));
        (Payer, Status) = (Index(ColumnRole.Payer), Index(ColumnRole.Status));
        Fee = format.DeductsFee ? Index(ColumnRole.Fee) : -1;
        (Debit, Credit) = (Index(ColumnRole.Debit), Index(ColumnRole.Credit));
        (Balance, Indicator) = (Index(ColumnRole.Balance), Index(ColumnRole.Indicator));
        MinFields = format.MinFieldCount;
        Texts = new int[(int)EntryText.Count][];
        Array.Fill(Texts, []);
        foreach (var (text, role) in TextRoles)
        {
            Texts[(int)text] = [.. format.Columns.Where(column => column.Role == role).Select(column => column.Index)];
        }
    }

    public int Date { get; }

    public int ValueDate { get; }

    public int Amount { get; }

    public int Debit { get; }

    public int Credit { get; }

    public int Balance { get; }

    public int Indicator { get; }

    /// <summary>The column of the other side when money comes in, or -1.</summary>
    public int Payer { get; }

    /// <summary>The column of a fee that is taken off the amount, or -1.</summary>
    public int Fee { get; }

    public int Status { get; }

    public int MinFields { get; }

    /// <summary>For each text of an entry the columns it is made of.</summary>
    public int[][] Texts { get; }

    public string NameOf(int index) => index >= 0 && index < _names.Length && _names[index] is { } name ? name : "";
}
