using Finance.Core.Audit;
using Finance.Core.Notifications;
using Finance.Core.Users;
using Finance.Functions.Http;
using Finance.Functions.Http.Writing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Notifications;

/// <summary>What users were told, and where they want to be told.</summary>
public sealed class NotificationFunctions(NotificationService notifications, UserService users, ChangeFeed feed)
{
    /// <summary>Notifications, the latest first.</summary>
    [Function("ListNotifications")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "notifications")] HttpRequest request) =>
        ApiCall.Of(request).SyncedListAsync(
            NotificationRequests.Filter,
            notifications.ListAsync,
            page => (page.Items.Select(NotificationJson.Of), page.Next, page.TotalCount),
            (caller, _, since, page, stop) => feed.ListAsync(caller, ThingKind.Notification, null, since, page, notifications.FindAsync, stop),
            NotificationJson.Of,
            NotificationListJson.Of);

    /// <summary>Marks a notification as read.</summary>
    [Function("ReadNotification")]
    public Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "notifications/{id}/read")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).ChangeAsync(
            (change, stop) => notifications.ReadAsync(change, id, stop),
            read => Answer.Ok(NotificationJson.Of(read)));

    /// <summary>Marks several as read, or all that are there.</summary>
    [Function("ReadNotifications")]
    public Task<IResult> ReadSeveral([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "notifications/read")] HttpRequest request) =>
        ApiCall.Of(request).ChangeAsync(
            NotificationRequests.Several,
            (change, ids, stop) =>
                ids is null ? notifications.ReadAllAsync(change, stop) : notifications.ReadAsync(change, ids, stop),
            read => Answer.Ok(new ReadNotificationsJson(read.Marked, read.UnreadCount)));

    /// <summary>Which kinds of notifications go where.</summary>
    [Function("GetNotificationPreferences")]
    public Task<IResult> Preferences(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "notifications/preferences")] HttpRequest request) =>
        ApiCall.Of(request).AnswerAsync(users.GetAsync, NotificationAnswers.Preferences);

    /// <summary>Changes where kinds of notifications go. The kinds that the body names, and their channels.</summary>
    [Function("UpdateNotificationPreferences")]
    public Task<IResult> UpdatePreferences(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "notifications/preferences")] HttpRequest request) =>
        ApiCall.Of(request).ChangeAsync(
            input => new UserPatch { Notifications = NotificationRequests.Preferences(input.Body) },
            users.UpdateAsync,
            NotificationAnswers.Preferences);
}
