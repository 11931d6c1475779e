using Finance.Core.Importing.Reading.Evidence;
using Finance.Core.Importing.Reading.Values;

namespace Finance.Core.Importing.Reading.Csv;

/// <summary>Gathers from the rows of a table what settles, or leaves open, how its dates and amounts are meant.</summary>
internal sealed class CsvEvidence
{
    private static readonly char[] Marks = ['.', ','];

    private readonly CsvTable _table;
    private readonly StatementColumn? _date;
    private readonly StatementColumn? _amount;
    private readonly StatementColumn? _debit;
    private readonly StatementColumn? _credit;
    private readonly StatementColumn? _balance;
    private readonly StatementColumn? _indicator;

    private readonly StatementColumn? _type;
    private readonly StatementColumn? _fee;

    // For each decimal mark: the balance followed by the one meaning of the amounts, by the other, and by the first less the fees.
    private readonly BalanceChain[,] _chains = { { new(), new(), new() }, { new(), new(), new() } };
    private readonly SignEvidence[] _signs = [new(), new()];
    private readonly PairEvidence[] _pairs = [new(), new()];

    public CsvEvidence(CsvTable table)
    {
        _table = table;
        _date = table[ColumnRole.Date];
        _amount = table[ColumnRole.Amount];
        _debit = table[ColumnRole.Debit];
        _credit = table[ColumnRole.Credit];
        _balance = table[ColumnRole.Balance];
        _indicator = table[ColumnRole.Indicator];
        _type = table[ColumnRole.Type];
        _fee = table[ColumnRole.Fee];
        ObservePreamble();
    }

    public DateEvidence Dates { get; } = new();

    public MarkEvidence DecimalMarks { get; } = new();

    public bool HasPair => _amount is null;

    public void Observe(CsvRow row)
    {
        if (!row.IsSound || row.Cells.Length < _table.MinFields || _date is null || !DateText.Forms(row.Cells[_date.Index]).IsDate)
        {
            return;
        }

        foreach (var column in _table.Columns)
        {
            var cell = row.Cells[column.Index];
            switch (column.Role)
            {
                case ColumnRole.Date or ColumnRole.ValueDate:
                    Dates.Observe(cell, row.Line, CsvTable.NameOf(column, column.Role), column.Role == ColumnRole.Date);
                    break;
                case ColumnRole.Amount or ColumnRole.Debit or ColumnRole.Credit or ColumnRole.Balance:
                    DecimalMarks.Observe(cell, row.Line, CsvTable.NameOf(column, column.Role));
                    break;
                default:
                    break;
            }
        }

        for (var mark = 0; mark < Marks.Length; mark++)
        {
            ObserveAmounts(row, mark);
        }
    }

    /// <summary>The mark under which the balance column adds up, where it does under one only.</summary>
    public char? ProvenMark()
    {
        var (point, comma) = (Best(0), Best(1));
        return point.Holds && !comma.Holds ? '.' : comma.Holds && !point.Holds ? ',' : null;
    }

    public RowOrder? ProvenOrder(char mark) => _balance is null ? null : Best(mark == '.' ? 0 : 1).Order;

    public Settled<SignReading> Sign(char mark, SignConvention? chosen)
    {
        var index = mark == '.' ? 0 : 1;
        var (first, second) = _balance is null ? (null, null) : (_chains[index, 0], _chains[index, 1]);
        if (!HasPair)
        {
            return chosen is not null
                ? new(new(chosen.Value), Settled.ByCaller)
                : _signs[index].Settle(_indicator is not null, first, second, _fee is null ? null : _chains[index, 2]);
        }

        // Where debits have a column, an answer can only say what a minus in it means.
        var settled = _pairs[index].Settle(first, second);
        return chosen is null || settled.Question is null
            ? settled
            : new(new(SignConvention.DebitCredit, DebitIsNegative: chosen == SignConvention.Signed), Settled.ByCaller);
    }

    private BalanceChain Best(int mark) => new[] { _chains[mark, 0], _chains[mark, 1], _chains[mark, 2] }.MaxBy(chain => chain.Hits)!;

    private void ObserveAmounts(CsvRow row, int mark)
    {
        var balance = Read(row, _balance, mark, out _);
        if (_amount is null)
        {
            var (debit, credit) = (Read(row, _debit, mark, out _), Read(row, _credit, mark, out _));
            var (less, more) = (debit?.ToDecimal() ?? 0, credit?.ToDecimal() ?? 0);
            _pairs[mark].Observe(debit, credit, row.Line, CsvTable.NameOf(_debit, ColumnRole.Debit));
            Follow(mark, balance, more - less, more + less, null);
            return;
        }

        if (Read(row, _amount, mark, out var sign) is not { } amount)
        {
            Follow(mark, balance, null, null, null);
            return;
        }

        var hints = new DebitHints(Hint(row, _indicator), Hint(row, _type), SignWords.Find(row, _table.Columns));
        _signs[mark].Observe(row.Cells[_amount.Index], amount, sign, hints, row.Line, CsvTable.NameOf(_amount, ColumnRole.Amount));
        var plain = amount.ToDecimal();
        var written = hints.Indicator is { } isDebit ? Math.Abs(plain) * (isDebit ? -1 : 1) : plain;
        Follow(mark, balance, written, hints.Indicator is null ? -plain : plain, plain - (Read(row, _fee, mark, out _)?.ToDecimal() ?? 0));
    }

    private static bool? Hint(CsvRow row, StatementColumn? column) =>
        column is not null && Indicators.TryRead(row.Cells[column.Index], out var isDebit) ? isDebit : null;

    private void Follow(int mark, StatementAmount? balance, decimal? first, decimal? second, decimal? third)
    {
        if (_balance is not null)
        {
            _chains[mark, 0].Add(first, balance?.ToDecimal());
            _chains[mark, 1].Add(second, balance?.ToDecimal());
            _chains[mark, 2].Add(third, balance?.ToDecimal());
        }
    }

    private static StatementAmount? Read(CsvRow row, StatementColumn? column, int mark, out SignMark sign)
    {
        sign = SignMark.None;
        var cell = column is null ? "" : row.Cells[column.Index];
        return AmountCell.TryRead(cell, Marks[mark], out var amount, out sign) == AmountFault.None ? amount : null;
    }

    // The same program wrote the lines above the table: a period that can be read in one order only tells the order of the rest.
    private void ObservePreamble()
    {
        if (_date is { Header.Length: > 0 } && HeaderWords.OrderIn(_date.Header) is { } order)
        {
            Dates.Stated = (order, $"The header says '{_date.Header}'.");
            return;
        }

        foreach (var row in _table.Preamble)
        {
            foreach (var word in row.Cells.SelectMany(cell => cell.Split([' ', ';', ',', '(', ')'], StringSplitOptions.RemoveEmptyEntries)))
            {
                var forms = DateText.Forms(word);
                var fits = new[] { DateOrder.Dmy, DateOrder.Mdy, DateOrder.Ymd }.Where(candidate => forms[candidate] is not null).ToList();
                if (fits.Count == 1 && forms.Pattern.StartsWith('{'))
                {
                    Dates.Stated = (fits[0], $"'{word}' above the table, in line {row.Line}, fits this order only.");
                    return;
                }
            }
        }
    }
}
