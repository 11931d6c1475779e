using System.Collections.Immutable;
using Finance.Core.Goals;
using Finance.Core.Ledgers;
using Finance.Core.Notifications;
using Finance.Core.Storage;
using Finance.Core.Transactions;
using Finance.Core.Users;

namespace Finance.Core.Audit;

/// <summary>
/// What a draft changes, told by the draft alone and never by the feature that fills it: entries by what was posted, what is packed by the
/// difference before and after, and everything else by its rows.
/// </summary>
internal static class DraftChanges
{
    /// <summary>What rows are of which staging them tells; what is packed, and entries, are told otherwise, and all else is no thing.</summary>
    internal static IReadOnlyDictionary<string, ThingKind> RowKinds { get; } = new Dictionary<string, ThingKind>(StringComparer.Ordinal)
    {
        [LedgerKeys.GoalPrefix] = ThingKind.Goal,
        [LedgerKeys.ContributionPrefix] = ThingKind.Contribution,
        [LedgerKeys.ImportPrefix] = ThingKind.Import,
        [LedgerKeys.ImportLinesPrefix] = ThingKind.Import,
        [LedgerKeys.ImportProfilePrefix] = ThingKind.ImportProfile,
        [LedgerKeys.NotificationPrefix] = ThingKind.Notification,
        [LedgerKeys.EnvelopePrefix] = ThingKind.Envelopes,
        [LedgerKeys.TransferPrefix] = ThingKind.Transfer,
        [LedgerKeys.DismissedPrefix] = ThingKind.Detected,
        [LedgerKeys.Rates] = ThingKind.Rates,
    };

    /// <param name="relinked">Transactions that give to other goals than before, and are else what they were.</param>
    /// <param name="rows">What the draft stages.</param>
    internal static IReadOnlyList<ThingChange> Of(LedgerDraft draft, IEnumerable<Transaction> relinked, IEnumerable<RowChange> rows)
    {
        var (before, changes) = (draft.Before, new List<ThingChange>());
        changes.AddRange(Entries(draft.Entries, relinked));
        changes.AddRange(Between(before.Chart, draft.Chart).UnionBy(Defaults(before.Profile, draft), change => (change.Kind, change.Id)));
        changes.AddRange(Between(before.Plans, draft.Plans));
        changes.AddRange(Rows(draft, rows));
        if (before.Profile != draft.Head.Profile)
        {
            changes.Add(new ThingChange(ThingKind.User, draft.Owner.ToString(), ThingFate.Updated));
        }

        return changes;
    }

    /// <summary>Accounts, those whose balance moved among them, and categories.</summary>
    internal static IEnumerable<ThingChange> Between(Chart before, Chart after) =>
    [
        .. Between(ThingKind.Account, before.AllAccounts, after.AllAccounts, account => !account.IsDeleted),
        .. Between(ThingKind.Category, before.AllCategories, after.AllCategories, category => !category.IsDeleted),
    ];

    internal static IEnumerable<ThingChange> Between(Plans before, Plans after) =>
    [
        .. Between(ThingKind.Budget, before.AllBudgets, after.AllBudgets),
        .. Between(ThingKind.Recurring, before.AllTemplates, after.AllTemplates),
        .. Between(ThingKind.Webhook, before.AllWebhooks, after.AllWebhooks),
        .. Between(ThingKind.Grant, before.AllGrants, after.AllGrants),
    ];

    /// <summary>Accounts tell whether they are the default.</summary>
    private static IEnumerable<ThingChange> Defaults(Profile before, LedgerDraft draft)
    {
        string[] ids = before.DefaultAccountId == draft.Head.Profile.DefaultAccountId
            ? []
            : [before.DefaultAccountId, draft.Head.Profile.DefaultAccountId];
        return ids.Where(id => draft.Chart.FindAccount(id) is not null).Select(id => new ThingChange(ThingKind.Account, id, ThingFate.Updated));
    }

    private static IEnumerable<ThingChange> Entries(IReadOnlyList<EntryChange> entries, IEnumerable<Transaction> relinked)
    {
        var sums = new Dictionary<TransactionId, EntryChange>(entries.Count);
        foreach (var entry in entries)
        {
            // What is changed twice in a draft was what it was before the first time.
            var id = (entry.New ?? entry.Old)!.Id;
            sums[id] = sums.TryGetValue(id, out var first) ? first with { New = entry.New } : entry;
        }

        foreach (var transaction in relinked)
        {
            sums.TryAdd(transaction.Id, new EntryChange(transaction, transaction));
        }

        return sums.Where(sum => sum.Value is not { Old: null, New: null }).Select(sum =>
            new ThingChange(ThingKind.Transaction, sum.Key.ToString(), FateOf(sum.Value.Old is not null, sum.Value.New is not null))
            {
                Before = EntryPlace.Of(sum.Value.Old),
                After = EntryPlace.Of(sum.Value.New),
            });
    }

    private static IEnumerable<ThingChange> Between<T>(
        ThingKind kind,
        ImmutableDictionary<string, T> before,
        ImmutableDictionary<string, T> after,
        Func<T, bool>? isThere = null)
        where T : class
    {
        if (ReferenceEquals(before, after))
        {
            yield break;
        }

        foreach (var (id, now) in after)
        {
            var was = before.GetValueOrDefault(id);
            if (!ReferenceEquals(was, now)
                && Change(kind, id, was is not null && isThere?.Invoke(was) != false, isThere?.Invoke(now) != false) is { } change
                && !now.Equals(was))
            {
                yield return change;
            }
        }

        foreach (var (id, was) in before)
        {
            if (!after.ContainsKey(id) && Change(kind, id, isThere?.Invoke(was) != false, isThere: false) is { } change)
            {
                yield return change;
            }
        }
    }

    private static IEnumerable<ThingChange> Rows(LedgerDraft draft, IEnumerable<RowChange> rows) => rows
        .Select(change => Of(draft, change))
        .OfType<ThingChange>()
        .GroupBy(change => (change.Kind, change.ParentId, change.Id))
        .Select(same => same.First() with { Fate = FateOf([.. same.Select(change => change.Fate).Distinct()]) });

    /// <summary>Of the rows of one thing: a row in another's place is no new thing, a part beside a whole that is new belongs to it.</summary>
    private static ThingFate FateOf(List<ThingFate> fates) => fates switch
    {
        [var only] => only,
        _ => fates.Contains(ThingFate.Deleted) ? ThingFate.Updated : ThingFate.Created,
    };

    private static ThingChange? Of(LedgerDraft draft, RowChange change)
    {
        var (row, prefix) = (change.Row, LedgerKeys.PrefixOf(change.Row.Key));
        if (!RowKinds.TryGetValue(prefix, out var kind))
        {
            return null;
        }

        switch (prefix)
        {
            case LedgerKeys.Rates:
                return new ThingChange(kind, LedgerKeys.Rates, ThingFate.Updated);
            case LedgerKeys.ImportLinesPrefix:
                return new ThingChange(kind, LedgerKeys.ImportOfLines(row.Key), ThingFate.Updated);
            case LedgerKeys.ContributionPrefix:
                var (goal, place) = LedgerKeys.ContributionOf(row.Key);
                var id = row.FindText(ContributionRow.IdProperty) ?? place;
                return new ThingChange(kind, id, FateOf(draft, change)) { ParentId = goal };
            case LedgerKeys.NotificationPrefix when change.Kind != RowChangeKind.Delete && !NotificationRow.IsListed(row):
                return null;
            default:
                return new ThingChange(kind, row.Key[prefix.Length..], FateOf(draft, change));
        }
    }

    private static ThingFate FateOf(LedgerDraft draft, RowChange change) => change.Kind switch
    {
        RowChangeKind.Delete => ThingFate.Deleted,
        RowChangeKind.Add => ThingFate.Created,
        RowChangeKind.Replace => ThingFate.Updated,
        _ => draft.Makes(change.Row) ? ThingFate.Created : ThingFate.Updated,
    };

    private static ThingChange? Change(ThingKind kind, string id, bool wasThere, bool isThere) =>
        wasThere || isThere ? new ThingChange(kind, id, FateOf(wasThere, isThere)) : null;

    private static ThingFate FateOf(bool wasThere, bool isThere) => (wasThere, isThere) switch
    {
        (false, _) => ThingFate.Created,
        (_, true) => ThingFate.Updated,
        _ => ThingFate.Deleted,
    };
}
