using Finance.Core;
using Finance.Core.Users;
using Finance.Functions.Http.Writing;

namespace Finance.Functions.Admin;

/// <summary>Users as administrators see them: who they are, nothing of their ledgers.</summary>
internal static class AdminAnswers
{
    internal static Answer<AdminUserJson> Found(User user) => Answer.Ok(Show(user));

    internal static AdminUserJson Show(User user) => new(
        user.Id,
        user.Profile.Username,
        user.Profile.Email,
        user.Profile.CreatedAt,
        user.Profile.LastSignInAt,
        user.Profile.Suspension is { } suspension ? new SuspensionJson(suspension.At, suspension.Reason) : null);
}

/// <param name="Suspension">Null for a user who is not suspended.</param>
internal sealed record AdminUserJson(
    UserId Id,
    string Username,
    string? Email,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastSignInAt,
    SuspensionJson? Suspension);

internal sealed record SuspensionJson(DateTimeOffset At, string? Reason);
