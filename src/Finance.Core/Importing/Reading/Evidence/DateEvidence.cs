using Finance.Core.Importing.Reading.Values;

namespace Finance.Core.Importing.Reading.Evidence;

/// <summary>What all dates of a file say about the order of day, month and year.</summary>
internal sealed class DateEvidence
{
    private const int StepsThatProve = 6;
    private const int LongestStatement = 800;
    private const int Lifetime = 3_650;

    // A date that fits one order can be a slip of the pen; one in twenty is a file that disagrees with itself.
    private const int SlipsPerDate = 20;

    private static readonly DateOrder[] Orders = [DateOrder.Dmy, DateOrder.Mdy, DateOrder.Ymd];

    private readonly long[] _fits = new long[3];
    private readonly bool[,] _differ = new bool[3, 3];
    private readonly Run[] _runs = [new(), new(), new()];
    private readonly FirstFew<(long Line, string Field, string Raw, DateForms Forms)> _open = new();
    private readonly Dictionary<int, (long Line, string Raw)> _decisive = [];
    private long _total;
    private long _uncertainRows;
    private long _dotted;
    private long _slashedShort;

    /// <summary>The first date's pattern, with places for day and month.</summary>
    public DateForms? First { get; private set; }

    /// <summary>An order that the file spells out elsewhere, in a header or in dates above the table.</summary>
    public (DateOrder Order, string Because)? Stated { get; set; }

    /// <param name="isRow">Whether the date is the row's own: only those run through the file in order.</param>
    public void Observe(string cell, long line, string field, bool isRow)
    {
        var forms = DateText.Forms(cell);
        if (!forms.IsDate)
        {
            return;
        }

        First ??= isRow ? forms : null;
        if (isRow)
        {
            foreach (var order in Orders)
            {
                _runs[(int)order].Add(forms[order]);
            }
        }

        if (forms.Mask == 7 && forms.IsCertain && !forms.Pattern.StartsWith('{'))
        {
            return;
        }

        _total++;
        _uncertainRows += isRow ? 1 : 0;
        _dotted += forms.Pattern.Contains('.', StringComparison.Ordinal) ? 1 : 0;
        _slashedShort += forms.Pattern is "{0}/{1}/yy" or "{0}.{1}.yy" ? 1 : 0;
        foreach (var order in Orders)
        {
            _fits[(int)order] += forms[order] is null ? 0 : 1;
            foreach (var other in Orders)
            {
                _differ[(int)order, (int)other] |= forms[order] is { } day && forms[other] is { } otherDay && day != otherDay;
            }
        }

        if (forms.IsCertain)
        {
            _decisive.TryAdd(forms.Mask, (line, cell));
        }
        else
        {
            _open.Add((line, field, cell, forms));
        }
    }

    /// <param name="proven">The order of rows in time, where a balance column proves it.</param>
    public Settled<DateOrder?> Settle(DateOrder? chosen, RowOrder? proven)
    {
        if (chosen is not null)
        {
            return new(chosen, Settled.ByCaller);
        }

        if (_uncertainRows == 0)
        {
            return First is null
                ? new(null, "There is no date.")
                : new(
                    First.Value.Pattern.StartsWith("yyyy", StringComparison.Ordinal) ? DateOrder.Ymd : null,
                    "Every date has its year in front or its month by name.");
        }

        var fitting = Orders.Where(order => _fits[(int)order] == _total).ToList();
        if (fitting.Count > 1 && _slashedShort == _total)
        {
            // A short year in front is written with dashes or nothing between (ISO 8601), never with points or slashes.
            fitting.Remove(DateOrder.Ymd);
        }

        if (fitting.Count == 0)
        {
            return MostFitting();
        }

        if (fitting.Count == 1)
        {
            return new(fitting[0], BecauseOnly(fitting[0]));
        }

        return fitting.TrueForAll(order => !_differ[(int)fitting[0], (int)order])
            ? new(fitting[0], "Every date means the same day in any order.")
            : Stated is { } stated && fitting.Contains(stated.Order) ? new(stated.Order, stated.Because) : ByCircumstance(fitting, proven);
    }

    /// <summary>Whether the text is a date in another order than this one.</summary>
    public static bool FitsOther(string cell, DateOrder? order) =>
        DateText.Forms(cell) is var forms && forms.IsDate && (order is null || forms[order.Value] is null);

    private Settled<DateOrder?> ByCircumstance(List<DateOrder> fitting, RowOrder? proven)
    {
        if (_dotted == _total && fitting.Contains(DateOrder.Dmy))
        {
            return new(DateOrder.Dmy, "Dates with points are written day first; no locale writes the month first with points.");
        }

        if (proven is RowOrder.OldestFirst or RowOrder.NewestFirst)
        {
            var agreeing = fitting.Where(order => _runs[(int)order].Agrees(proven.Value)).ToList();
            if (agreeing.Count == 1)
            {
                return new(agreeing[0], "The balance column proves the order of the rows, and only this reading of the dates follows it.");
            }
        }

        var sorted = fitting.Where(order => _runs[(int)order].IsSorted).ToList();
        if (sorted.Count == 1 && _runs[(int)sorted[0]].Steps >= StepsThatProve)
        {
            var steps = _runs[(int)sorted[0]].Steps;
            return new(sorted[0], $"The rows are in order of time through {steps} changes of date in this reading, and in no other.");
        }

        var narrow = fitting.Where(order => _runs[(int)order].Span <= LongestStatement).ToList();
        if (narrow.Count == 1 && _open.Count >= 3 && fitting.TrueForAll(order => order == narrow[0] || _runs[(int)order].Span >= Lifetime))
        {
            return new(narrow[0], "Only this reading keeps the dates within two years; the others spread them over ten or more.");
        }

        return Settled<DateOrder?>.Open(
            Question(fitting, "Every date of the file fits each of these orders, and nothing else in it tells which is meant."));
    }

    private Settled<DateOrder?> MostFitting()
    {
        var best = Orders.MaxBy(order => _fits[(int)order]);
        var misses = _total - _fits[(int)best];
        var second = Orders.Where(order => order != best).Max(order => _fits[(int)order]);
        if (misses * SlipsPerDate <= _total && (_total - second) >= misses * SlipsPerDate)
        {
            return new(best, $"{_fits[(int)best]} of {_total} dates fit this order; the others are no dates in it.");
        }

        var possible = Orders.Where(order => _fits[(int)order] > 0).ToList();
        return Settled<DateOrder?>.Open(Question(possible, "No order fits all dates of the file."));
    }

    private string BecauseOnly(DateOrder order) => _decisive.TryGetValue(1 << (int)order, out var row)
        ? $"'{row.Raw}' in line {row.Line} fits no other order."
        : "No other order fits all dates.";

    private OpenQuestion Question(List<DateOrder> readings, string why) => new(
        ReadingSetting.DateOrder,
        [.. readings.Select(ReadingNames.Of)],
        why,
        [.. _open.Items.Select(row =>
            new OpenRow(row.Line, row.Field, row.Raw, [.. readings.Select(order => Meaning(row.Forms[order]))]))]);

    private static string Meaning(DateOnly? day) => day is null ? "no date" : LedgerDates.Format(day.Value);

    /// <summary>How the rows' days follow one another in one reading.</summary>
    private sealed class Run
    {
        private DateOnly? _last;
        private DateOnly? _first;
        private DateOnly? _latest;
        private long _up;
        private long _down;

        public long Steps => _up + _down;

        public bool IsSorted => _up == 0 || _down == 0;

        public int Span => _first is null ? 0 : _latest!.Value.DayNumber - _first.Value.DayNumber;

        public bool Agrees(RowOrder order) => order == RowOrder.OldestFirst ? _down == 0 : _up == 0;

        public void Add(DateOnly? day)
        {
            if (day is null)
            {
                return;
            }

            _up += day > _last ? 1 : 0;
            _down += day < _last ? 1 : 0;
            _last = day;
            _first = _first is null || day < _first ? day : _first;
            _latest = _latest is null || day > _latest ? day : _latest;
        }
    }
}
