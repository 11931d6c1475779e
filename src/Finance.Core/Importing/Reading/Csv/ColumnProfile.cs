using Finance.Core.Importing.Reading.Values;

namespace Finance.Core.Importing.Reading.Csv;

/// <summary>What one column holds, over the rows of a sample.</summary>
internal sealed class ColumnProfile
{
    private readonly HashSet<string> _distinct = new(StringComparer.Ordinal);

    public int Filled { get; private set; }

    public int Empty { get; private set; }

    public int Dates { get; private set; }

    /// <summary>Cells that are written like a date or an amount, whether or not they are one: <c>2026-02-30</c>, <c>12x</c>.</summary>
    public int Dated { get; private set; }

    public int Numbered { get; private set; }

    public int Amounts { get; private set; }

    /// <summary>Amounts that have a decimal mark or a sign, as numbers of documents and accounts have not.</summary>
    public int MarkedAmounts { get; private set; }

    public int Negatives { get; private set; }

    public int Indicators { get; private set; }

    public int Currencies { get; private set; }

    /// <summary>Cells with words, as names have them and numbers of accounts have not.</summary>
    public int Worded { get; private set; }

    public long Characters { get; private set; }

    public int Distinct => _distinct.Count;

    public bool HoldsDates => Filled > 0 && Dates * 10 >= Filled * 6;

    /// <summary>Whether hardly a row is without a date.</summary>
    public bool IsFullOfDates => Dates > 0 && Dates * 10 >= Filled * 9 && Filled >= Empty;

    public bool HoldsAmounts => Filled > 0 && Amounts * 10 >= Filled * 6;

    public bool HoldsOnlyIndicators => Filled > 0 && Indicators == Filled;

    public bool HoldsText => Filled > 0 && !HoldsAmounts && !HoldsDates && Currencies < Filled;

    public void Add(string cell)
    {
        // A lone dash stands for nothing.
        if (AmountCell.TryRead(cell, '.', out _, out _) == AmountFault.Missing)
        {
            Empty++;
            return;
        }

        Filled++;
        Characters += cell.Length;
        Worded += cell.Count(char.IsLetter) >= 2 ? 1 : 0;
        if (_distinct.Count < 64)
        {
            _distinct.Add(cell);
        }

        var isDate = DateText.Forms(cell).IsDate;
        Dates += isDate ? 1 : 0;
        var fits = AmountCell.TryRead(cell, '.', out var amount, out _) == AmountFault.None
            || AmountCell.TryRead(cell, ',', out amount, out _) == AmountFault.None;
        Amounts += fits ? 1 : 0;
        var hasDigit = cell.AsSpan().ContainsAnyInRange('0', '9');
        Dated += isDate || (hasDigit && !fits && cell.Length is >= 6 and <= 40) ? 1 : 0;
        Numbered += fits || (hasDigit && !isDate && cell.Length <= 30) ? 1 : 0;
        MarkedAmounts += fits && cell.AsSpan().ContainsAnyExceptInRange('0', '9') ? 1 : 0;
        Negatives += fits && amount.Unscaled < 0 ? 1 : 0;
        Indicators += Csv.Indicators.TryRead(cell, out _) ? 1 : 0;
        Currencies += cell.Length == 3 && Currency.TryFind(cell.ToUpperInvariant(), out _) ? 1 : 0;
    }

    /// <summary>Whether the column can have the role. An empty column can have any.</summary>
    public bool Allows(ColumnRole role) => Filled == 0 || role switch
    {
        ColumnRole.Date or ColumnRole.ValueDate => Dated * 10 >= Filled * 6,
        ColumnRole.Amount or ColumnRole.Debit or ColumnRole.Credit or ColumnRole.Balance or ColumnRole.Fee => Numbered * 10 >= Filled * 6,
        ColumnRole.Indicator => HoldsOnlyIndicators,
        ColumnRole.Currency => !HoldsAmounts && !HoldsDates && Characters <= Filled * 6L,
        ColumnRole.Payee or ColumnRole.Payer => !HoldsDates && !HoldsOnlyIndicators && Worded * 2 >= Filled,
        ColumnRole.Memo => !HoldsDates && !HoldsOnlyIndicators,
        ColumnRole.Type => !HoldsDates,
        _ => true,
    };
}
