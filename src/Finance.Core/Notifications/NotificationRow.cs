using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Core.Notifications;

/// <summary>A notification as a row of its ledger.</summary>
internal static class NotificationRow
{
    private const string KindProperty = "Kind";
    private const string ChannelsProperty = "Channels";
    internal const string CreatedProperty = "CreatedAt";
    private const string ReadProperty = "ReadAt";

    /// <summary>What <see cref="IsIn"/> looks at.</summary>
    internal static readonly IReadOnlyList<string> Outline = [ChannelsProperty, ReadProperty];

    internal static Row Write(UserId owner, Notification notification) =>
        new Row(owner.ToString(), LedgerKeys.Notification(notification.Number))
            .Set("Number", notification.Number)
            .Set(KindProperty, SnakeCase.Of(notification.Kind))
            .Set("Title", notification.Title)
            .Set("Detail", notification.Detail)
            .Set("Subject", notification.SubjectId)
            .Set(ChannelsProperty, (int)notification.Channels)
            .Set(CreatedProperty, notification.CreatedAt)
            .Set(ReadProperty, notification.ReadAt);

    internal static Notification Read(Row row) => new()
    {
        Number = row.Long("Number"),
        Kind = SnakeCase.Parse<NotificationKind>(row.Text(KindProperty)),
        Title = row.Text("Title"),
        Detail = row.Text("Detail"),
        SubjectId = row.Text("Subject"),
        Channels = (NotificationChannels)row.Int(ChannelsProperty),
        CreatedAt = row.Instant(CreatedProperty),
        ReadAt = row.FindInstant(ReadProperty),
    };

    /// <summary>The part of a filter that the store looks after; the rest is for <see cref="IsIn"/>.</summary>
    internal static IReadOnlyList<KeyValuePair<string, object>> Where(NotificationFilter filter) =>
        filter.Kind is { } kind ? [new(KindProperty, SnakeCase.Of(kind))] : [];

    internal static bool IsListed(Row row) => ((NotificationChannels)row.Int(ChannelsProperty)).HasFlag(NotificationChannels.InApp);

    internal static bool IsUnread(Row row) => row.FindInstant(ReadProperty) is null;

    /// <summary>Whether a row, or its outline, is of the user's list and fits a filter beside its kind.</summary>
    internal static bool IsIn(NotificationFilter filter, Row row) =>
        IsListed(row) && (!filter.Unread || IsUnread(row));
}
