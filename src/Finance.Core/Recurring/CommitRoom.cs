using Finance.Core.Ledgers;

namespace Finance.Core.Recurring;

/// <summary>
/// What the commit of a draft still takes of templates and their entries: 100 rows and 4 MiB, of which two summaries for each month,
/// what every commit holds and what follows from it take their part. An empty one takes at least one entry of any template.
/// </summary>
internal sealed class CommitRoom(LedgerDraft draft)
{
    /// <summary>Rows left to what follows from the commit: notifications, budgets and goals that take note of them, an answer that is kept.</summary>
    private const int RowsKept = 20;
    private const int MaxMonths = 12;
    private const int MaxYears = 3;
    private const int MaxSentBytes = 2 * 1024 * 1024;
    private const int SentBytesPerChar = 6;

    private readonly Dictionary<string, int> _templates = new(StringComparer.Ordinal);
    private readonly HashSet<Month> _months = [];
    private readonly HashSet<int> _years = [];
    private int _rows = draft.Room - RowsKept;
    private int _chars = MaxSentBytes / SentBytesPerChar;

    /// <summary>Takes the room for an entry of a template, together with what comes with it.</summary>
    internal bool TryTake(RecurringTemplate template, Occurrence occurrence)
    {
        var (month, year) = (Month.Of(occurrence.Date), occurrence.Date.Year);
        var isNewTemplate = !_templates.TryGetValue(template.Id, out var length);
        length = isNewTemplate ? TextLength(template) : length;
        var (isNewMonth, isNewYear) = (!_months.Contains(month), !_years.Contains(year));
        var rows = 1 + Count(isNewMonth) + Count(isNewYear);
        var chars = length * (1 + Count(isNewTemplate));
        var fits = rows <= _rows
            && chars <= _chars
            && _months.Count + Count(isNewMonth) <= MaxMonths
            && _years.Count + Count(isNewYear) <= MaxYears;
        if (!fits && _templates.Count > 0)
        {
            return false;
        }

        (_rows, _chars) = (_rows - rows, _chars - chars);
        _templates[template.Id] = length;
        _months.Add(month);
        _years.Add(year);
        return true;
    }

    /// <summary>Takes the room for a change of a template that enters nothing.</summary>
    internal bool TryTake(RecurringTemplate template)
    {
        if (_templates.ContainsKey(template.Id))
        {
            return true;
        }

        var chars = TextLength(template);
        if (chars > _chars)
        {
            return false;
        }

        _templates[template.Id] = chars;
        _chars -= chars;
        return true;
    }

    /// <summary>Takes the room for telling the user something of a template, together with the change of the template.</summary>
    internal bool TryNotify(RecurringTemplate template)
    {
        if (_rows < 1 || !TryTake(template))
        {
            return false;
        }

        _rows--;
        return true;
    }

    private int TextLength(RecurringTemplate template) =>
        TemplateRow.Write(draft.Owner, template).Properties.Values.OfType<string>().Sum(text => text.Length);

    private static int Count(bool counts) => counts ? 1 : 0;
}
