using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Core.Audit;

/// <summary>A day of the user's zone, or an instant.</summary>
public readonly record struct AuditMoment(DateOnly? Day, DateTimeOffset? Instant);

/// <summary>Which commits are asked for; null for any.</summary>
/// <param name="From">From the beginning of a day on, or from an instant on.</param>
/// <param name="To">To the end of a day, or before an instant.</param>
/// <param name="Kind">A thing of the kind was changed.</param>
/// <param name="Agent">The product acted by itself.</param>
public sealed record AuditFilter(
    AuditMoment? From,
    AuditMoment? To,
    string? Action,
    string? SubjectId,
    ThingKind? Kind,
    UserId? Actor,
    string? Agent)
{
    internal bool IsEmpty => this == new AuditFilter(null, null, null, null, null, null, null);
}

/// <param name="Names">The usernames of the owner, and of those who acted and are granted something still.</param>
/// <param name="Next">Where the next page begins; there may be one although this one is not full.</param>
/// <param name="TotalCount">Null where it would have to be counted.</param>
public sealed record AuditPage(IReadOnlyList<AuditItem> Items, IReadOnlyDictionary<UserId, string> Names, string? Next, long? TotalCount);

/// <summary>Tells what was done to a ledger, by whom, when, and what was there before and after.</summary>
public sealed class AuditService(LedgerStore ledgers)
{
    /// <summary>Clocks of several machines may differ by less: commits further back than this are earlier.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(10);

    private const int MaxScanned = 4000;

    /// <summary>Commits, newest first.</summary>
    public async Task<Result<AuditPage>> ListAsync(Caller caller, AuditFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var opened = await ledgers.OpenAsync(caller, cancellationToken);
        if (!opened.IsOk)
        {
            return opened.Error;
        }

        var (ledger, items, scanned, hasMore) = (opened.Value, new List<AuditItem>(), 0, false);
        var grants = ledger.Plans.Grants.Where(grant => grant.Grantee == filter.Actor).Select(grant => grant.Id).ToList();
        var from = page.After is { } after ? KeyText.After(LedgerKeys.AuditPrefix + after) : LedgerKeys.AuditPrefix;
        var size = filter.IsEmpty ? page.Limit + 1 : 1000;
        var (last, span) = (string.Empty, Span(filter, ledger.Profile.TimeZone));
        await foreach (var row in ledgers.Reader.RangeAsync(
            ledger.Owner, from, KeyText.After(LedgerKeys.AuditPrefix), null, size, Where(filter, byActor: grants.Count == 0), cancellationToken))
        {
            if (row.Instant(AuditRow.AtProperty) + ClockSkew < span.From)
            {
                break;
            }

            hasMore = items.Count == page.Limit || scanned == MaxScanned;
            if (hasMore)
            {
                break;
            }

            (scanned, last) = (scanned + 1, row.Key[LedgerKeys.AuditPrefix.Length..]);
            if (IsIn(filter, span, row) && (grants.Count == 0 || IsOf(filter.Actor!.Value, grants, row)))
            {
                items.Add(AuditRow.Read(row));
            }
        }

        var isWhole = filter.IsEmpty && ledger.Head.ChangesFrom == 1;
        var guests = await GuestsAsync(ledger, items, cancellationToken);
        var names = guests.Values.DistinctBy(user => user.Owner).ToDictionary(user => user.Owner, user => user.Profile.Username);
        names[ledger.Owner] = ledger.Profile.Username;
        return new AuditPage(
            [.. items.Select(item => item.GrantId is { } id ? item with { Actor = guests.GetValueOrDefault(id)?.Owner } : item)],
            names,
            hasMore ? last : null,
            isWhole ? ledger.Head.Version : null);
    }

    /// <summary>By grant, the users who acted by it and have it still.</summary>
    private async Task<Dictionary<string, LedgerSnapshot>> GuestsAsync(
        LedgerSnapshot ledger,
        List<AuditItem> items,
        CancellationToken cancellationToken)
    {
        var guests = new Dictionary<string, LedgerSnapshot>(StringComparer.Ordinal);
        foreach (var grant in ledger.Plans.Grants.Where(grant => items.Exists(item => item.GrantId == grant.Id)))
        {
            if (await ledgers.LookAsync(grant.Grantee, cancellationToken) is { Head.ErasingSince: null } grantee && grant.IsTo(grantee))
            {
                guests[grant.Id] = grantee;
            }
        }

        return guests;
    }

    private static bool IsOf(UserId actor, List<string> grants, Row row) =>
        row.FindText(AuditRow.GrantProperty) is { } grant ? grants.Contains(grant) : row.FindText(AuditRow.ActorProperty) == actor.ToString();

    private static (DateTimeOffset? From, DateTimeOffset? To) Span(AuditFilter filter, string zone) => (
        filter.From?.Day is { } first ? TimeZones.StartOfDay(first, zone) : filter.From?.Instant,
        filter.To?.Day is { } last ? TimeZones.StartOfDay(last.AddDays(1), zone) : filter.To?.Instant);

    private static bool IsIn(AuditFilter filter, (DateTimeOffset? From, DateTimeOffset? To) span, Row row)
    {
        var at = row.Instant(AuditRow.AtProperty);
        return !(at < span.From)
            && !(at >= span.To)
            && (filter.Kind is not { } kind || AuditRow.FindChanges(row)?.Any(change => change.Kind == kind) == true);
    }

    private static List<KeyValuePair<string, object>> Where(AuditFilter filter, bool byActor)
    {
        (string Property, string? Value)[] equal =
        [
            (AuditRow.ActionProperty, filter.Action),
            (AuditRow.SubjectProperty, filter.SubjectId),
            (AuditRow.ActorProperty, byActor ? filter.Actor?.ToString() : null),
            (AuditRow.AgentProperty, filter.Agent),
        ];
        return [.. equal.Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Property, (object)pair.Value!))];
    }
}
