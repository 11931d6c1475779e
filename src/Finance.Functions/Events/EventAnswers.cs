using System.Text.Json.Serialization;
using Finance.Core;
using Finance.Core.Audit;

namespace Finance.Functions.Events;

/// <summary>A commit as those are told who follow the ledger: which things it touched, and nothing of what they say.</summary>
internal sealed record ChangeEventJson(
    long Version,
    DateTimeOffset At,
    string Action,
    UserId? Actor,
    string? Agent,
    IReadOnlyList<ChangedThingJson> Changes)
{
    internal static ChangeEventJson Of(CommitChanges commit) => new(
        commit.Version,
        commit.At,
        commit.Action,
        commit.Actor,
        commit.Agent,
        [.. commit.Changes.Select(change => new ChangedThingJson(change.Kind, change.Id, change.Fate, change.ParentId))]);
}

internal sealed record ChangedThingJson(
    ThingKind Kind,
    string Id,
    ThingFate Change,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? GoalId);

/// <param name="Version">Everything is to be read afresh; what comes after this version is told again.</param>
internal sealed record ResetEventJson(long Version);

/// <param name="Reason">The code that any call is refused with now.</param>
internal sealed record EndEventJson(string Reason, string Detail);
