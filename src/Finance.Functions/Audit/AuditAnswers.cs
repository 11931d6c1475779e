using System.Text.Json;
using System.Text.Json.Serialization;
using Finance.Core;
using Finance.Core.Audit;

namespace Finance.Functions.Audit;

/// <summary>A commit as clients see it.</summary>
/// <param name="Agent">Null where the actor did it by a call of their own.</param>
/// <param name="Before">What the subject was, as its own route shows it; null where there was none, or others tell as much.</param>
/// <param name="After">Likewise what it became.</param>
internal sealed record AuditItemJson(
    string Id,
    long Version,
    DateTimeOffset At,
    ActorJson Actor,
    string? Agent,
    string Action,
    string SubjectId,
    string TraceId,
    JsonElement? Before,
    JsonElement? After,
    IReadOnlyList<AuditChangeJson> Changes)
{
    /// <param name="names">Usernames of those who acted, as far as they may be told.</param>
    internal static AuditItemJson Of(AuditItem item, IReadOnlyDictionary<UserId, string> names)
    {
        // What a commit changed twice was before the first time, and is after the last.
        var rows = item.Rows.Select(AuditedPair.Of).OfType<AuditedPair>()
            .GroupBy(row => (row.Kind, row.Id))
            .ToDictionary(same => same.Key, same => same.First() with { After = same.Last().After });
        var subject = rows.Values.FirstOrDefault(row => row.Id == item.SubjectId) ?? (rows.Count == 1 ? rows.Values.First() : null);
        return new AuditItemJson(
            item.Id,
            item.Version,
            item.At,
            item.Actor is { } actor ? new ActorJson(actor, names.GetValueOrDefault(actor)) : new ActorJson(null, null),
            item.Agent,
            item.Action,
            item.SubjectId,
            item.TraceId,
            subject?.Before,
            subject?.After,
            [.. (item.Changes ?? []).Select(change => Show(change, rows.Count > 1 ? rows.GetValueOrDefault((change.Kind, change.Id)) : null))]);
    }

    private static AuditChangeJson Show(ThingChange change, AuditedPair? row) =>
        new(change.Kind, change.Id, change.Fate, change.ParentId, row?.Before, row?.After);

    private sealed record AuditedPair(ThingKind Kind, string Id, JsonElement? Before, JsonElement? After)
    {
        internal static AuditedPair? Of(AuditedRow row)
        {
            var (before, after) = (Read(row.Before), Read(row.After));
            return (after ?? before) is { } known ? new AuditedPair(known.Kind, known.Id, Show(before), Show(after)) : null;
        }

        private static (ThingKind Kind, string Id, object Thing)? Read(Core.Storage.Row? row) => row is null ? null : AuditedThing.Read(row);

        private static JsonElement? Show((ThingKind Kind, string Id, object Thing)? read) => read is { } known ? ThingAnswers.Show(known.Thing) : null;
    }
}

/// <param name="Id">Null for a guest whose grant is gone.</param>
/// <param name="Username">Of the ledger's owner and of those to whom it is shared; null for others.</param>
internal sealed record ActorJson(UserId? Id, string? Username);

/// <param name="Change">What became of it.</param>
/// <param name="GoalId">Of a contribution.</param>
/// <param name="Before">Where the commit is about several things: what this one was.</param>
internal sealed record AuditChangeJson(
    ThingKind Kind,
    string Id,
    ThingFate Change,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? GoalId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Before,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? After);
