using Finance.Core;
using Finance.Core.Admin;
using Finance.Core.Users;
using Finance.Functions.Http;
using Finance.Functions.Middleware;
using Finance.Functions.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Admin;

/// <summary>What administrators do to users. Whoever lacks the app role is refused by the service.</summary>
[Refuses("forbidden", "unknown_user")]
public sealed class AdminFunctions(AdminService admin)
{
    /// <summary>Finds users by the beginning of their name, or by a whole e-mail address.</summary>
    [Function("SearchUsers")]
    [Costly]
    public Task<IResult> Search([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "users/search")] HttpRequest request) =>
        ApiCall.Of(request).ListAsync(
            AdminRequests.Name,
            admin.SearchAsync,
            page => (page.Users.Select(AdminAnswers.Show), page.Next, (long?)null));

    /// <summary>Shuts a user out. Nothing of theirs is lost; what is due to them waits.</summary>
    [Function("SuspendUser")]
    public Task<IResult> Suspend(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "users/{id}/suspend")] HttpRequest request,
        string id) => ApiCall.Of(request).ChangeAsync(
            AdminRequests.Reason,
            async (change, reason, stop) => UserId.TryParse(id, out var user)
                ? await admin.SuspendAsync(change, user, reason, stop)
                : await admin.RefusalOfAsync(change.Caller, stop) ?? Errors.UnknownUser(),
            AdminAnswers.Found);

    /// <summary>Lets a suspended user in again; what waited is caught up with.</summary>
    [Function("RestoreUser")]
    public Task<IResult> Restore(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "users/{id}/restore")] HttpRequest request,
        string id) => ApiCall.Of(request).ChangeAsync<User, AdminUserJson>(
            async (change, stop) => UserId.TryParse(id, out var user)
                ? await admin.RestoreAsync(change, user, stop)
                : await admin.RefusalOfAsync(change.Caller, stop) ?? Errors.UnknownUser(),
            AdminAnswers.Found);
}
