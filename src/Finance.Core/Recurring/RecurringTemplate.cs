using Finance.Core.Transactions;

namespace Finance.Core.Recurring;

/// <summary>
/// An entry that recurs. Its occurrences are settled in order, each once: created, skipped, or passed over because the template stood still
/// or recurred on other days then.
/// </summary>
public sealed record RecurringTemplate
{
    /// <summary>The days settled ahead of their turn that are told one by one while none before them is open.</summary>
    private const int MaxCovered = 400;

    /// <summary>The most days that a template tells one by one, so that its row can hold them.</summary>
    private const int MaxApart = 2_000;

    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>What each occurrence enters. It is not an entry itself: its id is not set, and its date is the rule's start.</summary>
    public required Transaction Transaction { get; init; }

    public required RecurrenceRule Rule { get; init; }

    /// <summary>Whether the nightly run creates what is due; otherwise it waits for approval.</summary>
    public required bool AutoCreate { get; init; }

    public required bool IsActive { get; init; }

    /// <summary>Whether the amount becomes that of the last import that was matched to an occurrence.</summary>
    public bool FollowAmount { get; init; }

    /// <summary>Every nominal date up to this one is settled, but for <see cref="Reopened"/>; null before the first.</summary>
    public DateOnly? SettledThrough { get; init; }

    /// <summary>Nominal dates after <see cref="SettledThrough"/> that are settled ahead of their turn.</summary>
    public DaySet Covered { get; init; } = DaySet.Empty;

    /// <summary>Nominal dates up to <see cref="SettledThrough"/> that are to be settled again.</summary>
    public DaySet Reopened { get; init; } = DaySet.Empty;

    /// <summary>The user was told of every nominal date up to this one that was worth it; null before the first.</summary>
    public DateOnly? RemindedThrough { get; init; }

    public int CreatedCount { get; init; }

    public int SkippedCount { get; init; }

    /// <summary>The latest import that was matched to an occurrence; null before the first.</summary>
    public LastMatch? LastMatched { get; init; }

    /// <summary>The template that this one goes on from, since one of its occurrences and all that followed were changed.</summary>
    public string? SplitFrom { get; init; }

    /// <summary>The template that goes on where this one ends.</summary>
    public string? ContinuedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The version of the ledger that last changed the template or settled an occurrence of it.</summary>
    public long Version { get; init; }

    /// <summary>The occurrences that are still to come or overdue, in order; none while the template stands still.</summary>
    public IEnumerable<Occurrence> Unsettled()
    {
        if (!IsActive)
        {
            return [];
        }

        var ahead = SettledThrough is { } day ? Rule.After(day) : Rule.Occurrences();
        return Reopened.Days.Select(Rule.Find).OfType<Occurrence>().Concat(ahead.Where(occurrence => !IsSettled(occurrence.NominalDate)));
    }

    /// <summary>What should have been settled by now.</summary>
    public IEnumerable<Occurrence> Due(DateOnly today) => Unsettled().TakeWhile(occurrence => occurrence.Date <= today);

    /// <summary>
    /// The occurrences ahead as of a day: today with what is overdue, later without what will have been settled by then, earlier with what
    /// has been settled since.
    /// </summary>
    public IEnumerable<Occurrence> Ahead(DateOnly on, DateOnly today)
    {
        if (on == today || !IsActive)
        {
            return Unsettled();
        }

        var ahead = Rule.From(on);
        return on < today ? ahead : ahead.Where(occurrence => !IsSettled(occurrence.NominalDate));
    }

    /// <summary>Whether the occurrence of a nominal date was created, skipped or passed over.</summary>
    internal bool IsSettled(DateOnly nominalDate) =>
        Covered.Contains(nominalDate) || (nominalDate <= SettledThrough && !Reopened.Contains(nominalDate));

    /// <summary>The template once the first of its unsettled occurrences are settled.</summary>
    /// <param name="first">Their nominal dates, in order.</param>
    internal RecurringTemplate Settle(IReadOnlyList<DateOnly> first) =>
        SettleThrough(first[^1] > SettledThrough ? first[^1] : SettledThrough ?? first[^1]) with { Reopened = Reopened.Without(first) };

    /// <summary>The template with everything up to a day settled that was not reopened.</summary>
    internal RecurringTemplate SettleThrough(DateOnly day) => this with { SettledThrough = day, Covered = Covered.After(day) };

    /// <summary>Whether an occurrence is open and can be settled out of its order.</summary>
    internal bool CanCover(DateOnly nominalDate) => IsActive && !IsSettled(nominalDate) && Covered.Count < MaxApart;

    /// <summary>The template with an occurrence settled that need not be the next; the entry comes from elsewhere.</summary>
    internal RecurringTemplate Cover(DateOnly nominalDate)
    {
        if (nominalDate <= SettledThrough)
        {
            return this with { Reopened = Reopened.Without(nominalDate) };
        }

        var covered = this with { Covered = Covered.With(nominalDate) };
        return covered.Covered.Count > MaxCovered && covered.CoveredThrough() is { } day ? covered.SettleThrough(day) : covered;
    }

    /// <summary>The template with an occurrence that was covered to be settled again.</summary>
    internal RecurringTemplate Uncover(DateOnly nominalDate)
    {
        if (!(nominalDate <= SettledThrough))
        {
            return this with { Covered = Covered.Without(nominalDate) };
        }

        return Rule.Find(nominalDate) is null || Reopened.Count == MaxApart ? this : this with { Reopened = Reopened.With(nominalDate) };
    }

    /// <summary>The last day up to which everything is settled ahead of its turn; null where the next occurrence is not.</summary>
    internal DateOnly? CoveredThrough()
    {
        var next = Unsettled().Select(occurrence => (DateOnly?)occurrence.NominalDate).FirstOrDefault();
        return Covered.Days.TakeWhile(day => !(day > next)).Select(day => (DateOnly?)day).LastOrDefault();
    }
}

/// <summary>A template with what it refers to, as the ledger stands.</summary>
/// <param name="Upcoming">The next occurrences, overdue ones first; empty where none is left or the template stands still.</param>
/// <param name="Problem">Why the next occurrence cannot be created as the ledger stands; null where it can.</param>
public sealed record TemplateInLedger(RecurringTemplate Template, Ledgers.Chart Chart, IReadOnlyList<Occurrence> Upcoming, Error? Problem)
{
    public Occurrence? Next => Upcoming.Count > 0 ? Upcoming[0] : null;
}

/// <summary>A template after a change of one occurrence and all that follow.</summary>
/// <param name="Template">The one that goes on from that occurrence.</param>
/// <param name="IsNew">Whether it is another one than was asked for, which now ends before.</param>
public sealed record FollowingTemplate(TemplateInLedger Template, bool IsNew);

/// <summary>A template that is gone; what it created stays.</summary>
public sealed record PurgedTemplate(string Id, int CreatedCount);

public sealed record CreatedOccurrence(Occurrence Occurrence, Transaction Transaction);

/// <summary>A template after a run, with what was created.</summary>
/// <param name="StillDue">More is due than one commit takes: run it again.</param>
public sealed record ProcessedTemplate(TemplateInLedger Template, IReadOnlyList<CreatedOccurrence> Created, int StillDue);

/// <summary>A template after its next occurrence was settled without an entry.</summary>
public sealed record SkippedOccurrence(TemplateInLedger Template, Occurrence Occurrence);

/// <param name="IsDue">It should have been settled by the day that was asked for.</param>
public sealed record UpcomingOccurrence(RecurringTemplate Template, Ledgers.Chart Chart, Occurrence Occurrence, bool IsDue);
