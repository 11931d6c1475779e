using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Core.Notifications;

/// <summary>A notification as a row of its ledger.</summary>
internal static class NotificationRow
{
    internal static Row Write(UserId owner, Notification notification) =>
        new Row(owner.ToString(), LedgerKeys.Notification(notification.Number))
            .Set("Number", notification.Number)
            .Set("Kind", SnakeCase.Of(notification.Kind))
            .Set("Title", notification.Title)
            .Set("Detail", notification.Detail)
            .Set("Subject", notification.SubjectId)
            .Set("Channels", (int)notification.Channels)
            .Set("CreatedAt", notification.CreatedAt)
            .Set("ReadAt", notification.ReadAt);

    internal static Notification Read(Row row) => new()
    {
        Number = row.Long("Number"),
        Kind = SnakeCase.Parse<NotificationKind>(row.Text("Kind")),
        Title = row.Text("Title"),
        Detail = row.Text("Detail"),
        SubjectId = row.Text("Subject"),
        Channels = (NotificationChannels)row.Int("Channels"),
        CreatedAt = row.Instant("CreatedAt"),
        ReadAt = row.FindInstant("ReadAt"),
    };
}
