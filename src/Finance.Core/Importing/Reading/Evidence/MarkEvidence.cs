using Finance.Core.Importing.Reading.Values;

namespace Finance.Core.Importing.Reading.Evidence;

/// <summary>What all amounts of a file say about its decimal mark.</summary>
internal sealed class MarkEvidence
{
    private const int SlipsPerAmount = 20;

    private readonly FirstFew<(long Line, string Field, string Raw, StatementAmount Point, StatementAmount Comma)> _open = new();
    private (long Line, string Raw)? _pointOnly;
    private (long Line, string Raw)? _commaOnly;
    private long _points;
    private long _commas;

    public void Observe(string cell, long line, string field)
    {
        var point = AmountCell.TryRead(cell, '.', out var asPoint, out _) == AmountFault.None;
        var comma = AmountCell.TryRead(cell, ',', out var asComma, out _) == AmountFault.None;
        if (point && comma)
        {
            if (asPoint.ToDecimal() != asComma.ToDecimal())
            {
                _open.Add((line, field, cell, asPoint, asComma));
            }
        }
        else if (point)
        {
            _points++;
            _pointOnly ??= (line, cell);
        }
        else if (comma)
        {
            _commas++;
            _commaOnly ??= (line, cell);
        }
    }

    /// <summary>Settled by an amount that is a number with one mark only.</summary>
    public static Settled<char> Only(char mark, string raw, long line) => new(mark, $"'{raw}' in line {line} is a number with this mark only.");

    /// <param name="proven">The mark under which amounts and balances add up, where only one does.</param>
    public Settled<char> Settle(char? chosen, char? proven)
    {
        if (chosen is not null)
        {
            return new(chosen.Value, Settled.ByCaller);
        }

        if (_points > 0 && (_commas == 0 || _commas * SlipsPerAmount <= _points))
        {
            return Only('.', _pointOnly!.Value.Raw, _pointOnly.Value.Line);
        }

        if (_commas > 0 && (_points == 0 || _points * SlipsPerAmount <= _commas))
        {
            return Only(',', _commaOnly!.Value.Raw, _commaOnly.Value.Line);
        }

        if (_points > 0)
        {
            return Settled<char>.Open(Question("Some amounts fit only one mark, some only the other."));
        }

        return _open.Count == 0 ? new('.', "Every amount means the same with either mark.")
            : proven is not null ? new(proven.Value, "Only with this mark do the amounts and the balance column add up.")
            : Settled<char>.Open(Question("Every amount is a whole number with one mark and a fraction with the other."));
    }

    private OpenQuestion Question(string why)
    {
        var rows = _open.Items
            .Select(row => new OpenRow(row.Line, row.Field, row.Raw, [row.Point.ToString(), row.Comma.ToString()]))
            .ToList();
        foreach (var only in new[] { _pointOnly, _commaOnly })
        {
            if (only is { } row)
            {
                rows.Insert(0, new OpenRow(row.Line, "amount", row.Raw, [Meaning(row.Raw, '.'), Meaning(row.Raw, ',')]));
            }
        }

        return new OpenQuestion(ReadingSetting.DecimalMark, [".", ","], why, rows);
    }

    private static string Meaning(string raw, char mark) =>
        AmountCell.TryRead(raw, mark, out var amount, out _) == AmountFault.None ? amount.ToString() : "no number";
}
