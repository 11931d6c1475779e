using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Summaries;

namespace Finance.Core.Audit;

/// <summary>What a commit did, in the commit itself.</summary>
/// <param name="Action">Subject and verb: <c>transaction.created</c>.</param>
/// <param name="SubjectId">The thing that changed.</param>
/// <param name="Rows">The rows it is about; none where other rows of the ledger tell as much.</param>
public sealed record AuditEntry(string Action, string SubjectId, IReadOnlyList<AuditedRow> Rows);

/// <summary>What an audit row tells.</summary>
/// <param name="Actor">Who it was: the owner, an administrator, or whoever <paramref name="GrantId"/> is given to; null where nobody knows any more.</param>
/// <param name="GrantId">The grant by which somebody else than the owner acted; its grantee is named by the ledger only while the grant is there.</param>
/// <param name="Agent">Null where the actor did it by a call of their own.</param>
/// <param name="Rows">What was there before and after; none where other rows of the ledger tell as much.</param>
/// <param name="Changes">Null for a commit of which they are not known: one that was restored from a backup.</param>
public sealed record AuditItem(
    string Id,
    long Version,
    DateTimeOffset At,
    UserId? Actor,
    string? GrantId,
    string? Agent,
    string Action,
    string SubjectId,
    string TraceId,
    IReadOnlyList<AuditedRow> Rows,
    IReadOnlyList<ThingChange>? Changes);

internal static class AuditRow
{
    /// <summary>Bytes of audited rows, packed: the store takes 1 MiB in a row, and what a commit changes takes little of it.</summary>
    private const int MaxBytes = 900 * 1024;

    internal const string CommitProperty = "Commit";
    internal const string VersionProperty = "Version";
    internal const string AtProperty = "At";
    internal const string ActorProperty = "Actor";
    internal const string GrantProperty = "Grant";
    internal const string AgentProperty = "Agent";
    internal const string ActionProperty = "Action";
    internal const string SubjectProperty = "Subject";
    internal const string ChangedProperty = "Changed";
    internal const string RowsProperty = "Rows";

    /// <param name="grantId">By which a guest acts: the row names it and not them, so that it need not be rewritten when they are erased.</param>
    internal static Row Write(
        UserId owner,
        long version,
        string commit,
        Caller caller,
        DateTimeOffset at,
        AuditEntry entry,
        IReadOnlyList<ThingChange> changes,
        string? grantId = null)
    {
        var row = new Row(owner.ToString(), LedgerKeys.Audit(version), 12)
            .Set(AtProperty, at)
            .Set(VersionProperty, version)
            .Set(CommitProperty, commit)
            .Set(ActorProperty, grantId is null ? caller.User.ToString() : null)
            .Set(GrantProperty, grantId)
            .Set(AgentProperty, caller.Agent)
            .Set("Trace", caller.TraceId)
            .Set(ActionProperty, entry.Action)
            .Set(SubjectProperty, entry.SubjectId);
        PackedCells.Spread(row, PackedChanges.Write(changes), ChangedProperty);
        return entry.Rows.Count == 0 ? row : PackedCells.Spread(row, Pack(entry.Rows), RowsProperty);
    }

    /// <summary>All of them, or the first half where a hundred rows full of text that cannot be compressed are more than a row holds.</summary>
    private static byte[] Pack(IReadOnlyList<AuditedRow> rows)
    {
        var bytes = AuditedRows.Write(rows);
        return bytes.Length <= MaxBytes ? bytes : Pack([.. rows.Take(rows.Count / 2)]);
    }

    internal static AuditItem Read(Row row) => new(
        row.Key[LedgerKeys.AuditPrefix.Length..],
        row.Long(VersionProperty),
        row.Instant(AtProperty),
        ReadActor(row),
        row.FindText(GrantProperty),
        row.FindText(AgentProperty),
        row.Text(ActionProperty),
        row.Text(SubjectProperty),
        row.Text("Trace"),
        row.FindBytes($"{RowsProperty}0") is null ? [] : AuditedRows.Read(row.Partition, PackedCells.Gather(row, RowsProperty)),
        FindChanges(row));

    /// <summary>The same without the rows that it is about.</summary>
    /// <exception cref="InvalidRowException">The row does not tell what changed.</exception>
    internal static CommitChanges ReadChanges(Row row) => new(
        row.Long(VersionProperty),
        row.Instant(AtProperty),
        ReadActor(row),
        row.FindText(GrantProperty),
        row.FindText(AgentProperty),
        row.Text(ActionProperty),
        FindChanges(row) ?? throw new InvalidRowException($"Row '{row.Key}' does not tell what changed."));

    /// <summary>Null for a guest.</summary>
    private static UserId? ReadActor(Row row) => UserId.TryParse(row.FindText(ActorProperty), out var actor)
        ? actor
        : row.FindText(GrantProperty) is null ? throw new InvalidRowException($"Row '{row.Key}' names no actor.") : null;

    /// <summary>What the commit has changed; null where the row does not tell.</summary>
    internal static IReadOnlyList<ThingChange>? FindChanges(Row row) =>
        row.FindBytes($"{ChangedProperty}0") is null ? null : PackedChanges.Read(PackedCells.Gather(row, ChangedProperty));
}
