using Finance.Core.Notifications;
using Finance.Core.Users;
using Finance.Functions.Http;
using Finance.Functions.Http.Writing;

namespace Finance.Functions.Notifications;

/// <summary>Notifications as clients see them.</summary>
internal static class NotificationAnswers
{
    internal static Answer<IReadOnlyDictionary<NotificationKind, ChannelsJson>> Preferences(User user) =>
        Answer.Ok(Show(user.Profile.Settings.Notifications), user.Profile.Version);

    /// <summary>Every kind with its channels.</summary>
    internal static IReadOnlyDictionary<NotificationKind, ChannelsJson> Show(NotificationPreferences preferences) =>
        Enum.GetValues<NotificationKind>().ToDictionary(kind => kind, kind => ChannelsJson.Of(preferences[kind]));
}

internal sealed record NotificationJson(
    string Id,
    long Sequence,
    NotificationKind Kind,
    string Title,
    string Detail,
    string SubjectId,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ReadAt)
{
    internal static NotificationJson Of(Notification told) =>
        new(told.Id, told.Number, told.Kind, told.Title, told.Detail, told.SubjectId, told.CreatedAt, told.ReadAt);
}

/// <param name="UnreadCount">Of the whole list, whatever the filter; null beside its changes.</param>
internal sealed record NotificationListJson(
    IReadOnlyList<Listed<NotificationJson>> Items,
    string? NextCursor,
    long? TotalCount,
    long? Version,
    string? NextSince,
    long? UnreadCount)
{
    internal static NotificationListJson Of(NotificationPage? page, ListEnvelope<Listed<NotificationJson>> envelope) => new(
        envelope.Items, envelope.NextCursor, envelope.TotalCount, envelope.Version, envelope.NextSince, page?.UnreadCount);
}

internal sealed record ReadNotificationsJson(int Marked, long UnreadCount);

internal sealed record ChannelsJson(bool InApp, bool Webhook)
{
    internal static ChannelsJson Of(NotificationChannels channels) =>
        new(channels.HasFlag(NotificationChannels.InApp), channels.HasFlag(NotificationChannels.Webhook));
}
