using Finance.Core.Users;
using Finance.Functions.Http;
using Finance.Functions.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Users;

/// <summary>Registering, signing in and out, profile and settings. Passwords, resets and second factors are Entra ID's.</summary>
public sealed class UserFunctions(RegistrationService registration, UserService users, SignInService signIn, ErasureService erasure)
{
    /// <summary>Opens the caller's ledger. It begins with an account, categories and two budgets.</summary>
    [Function("Register")]
    [Refuses("already_registered", "email_taken", "passwords_live_elsewhere", "username_taken")]
    public Task<IResult> Register([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "auth/register")] HttpRequest request) =>
        ApiCall.Of(request).ChangeAsync(
            UserRequests.Register,
            async (change, asked, token) => asked.IsOk ? await registration.RegisterAsync(change, asked.Value, token) : asked.Error,
            UserAnswers.Registered);

    /// <summary>Notes the sign-in; answers the user and the report of the current month.</summary>
    [Function("SignIn")]
    [Refuses("passwords_live_elsewhere")]
    public Task<IResult> SignIn([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "auth/login")] HttpRequest request) =>
        ApiCall.Of(request).ChangeAsync(
            UserRequests.SignIn,
            async (change, asked, token) => asked.IsOk ? await signIn.SignInAsync(change, token) : asked.Error,
            UserAnswers.SignedIn);

    /// <summary>Refuses the tokens that were issued until now, and tells where the session at Entra ID ends.</summary>
    [Function("SignOut")]
    public Task<IResult> SignOut([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "auth/logout")] HttpRequest request) =>
        ApiCall.Of(request).ChangeAsync(signIn.SignOutAsync, UserAnswers.SignedOut);

    /// <summary>The profile and settings of the caller.</summary>
    [Function("GetUser")]
    public Task<IResult> Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "auth/user")] HttpRequest request) =>
        ApiCall.Of(request).AnswerAsync(users.GetAsync, UserAnswers.Found);

    /// <summary>Changes what the body names.</summary>
    [Function("UpdateUser")]
    [Refuses("email_taken", "passwords_live_elsewhere", "username_taken")]
    public Task<IResult> Update([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "auth/user")] HttpRequest request) =>
        ApiCall.Of(request).ChangeAsync(
            UserRequests.Update,
            async (change, patch, token) => patch.IsOk ? await users.UpdateAsync(change, patch.Value, token) : patch.Error,
            UserAnswers.Found);

    /// <summary>Erases everything of the caller; the body confirms it with the username.</summary>
    [Function("EraseUser")]
    public Task<IResult> Erase([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "auth/user")] HttpRequest request) =>
        ApiCall.Of(request).ChangeAsync(UserRequests.Confirmation, erasure.EraseAsync, UserAnswers.Erased);

    /// <summary>As <c>GET /api/auth/user</c>.</summary>
    [Function("GetUserMe")]
    public Task<IResult> GetMe([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "users/me")] HttpRequest request) => Get(request);

    /// <summary>As <c>PUT /api/auth/user</c>.</summary>
    [Function("UpdateUserMe")]
    [Refuses("email_taken", "passwords_live_elsewhere", "username_taken")]
    public Task<IResult> UpdateMe([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "users/me")] HttpRequest request) => Update(request);

    /// <summary>As <c>DELETE /api/auth/user</c>.</summary>
    [Function("EraseUserMe")]
    public Task<IResult> EraseMe([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "users/me")] HttpRequest request) => Erase(request);

    /// <summary>As <c>GET /api/auth/user</c>.</summary>
    [Function("GetUserProfile")]
    public Task<IResult> GetProfile([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "users/profile")] HttpRequest request) => Get(request);

    /// <summary>As <c>PUT /api/auth/user</c>.</summary>
    [Function("UpdateUserProfile")]
    [Refuses("email_taken", "passwords_live_elsewhere", "username_taken")]
    public Task<IResult> UpdateProfile([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "users/profile")] HttpRequest request) =>
        Update(request);

    /// <summary>As <c>DELETE /api/auth/user</c>.</summary>
    [Function("EraseUserProfile")]
    public Task<IResult> EraseProfile([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "users/profile")] HttpRequest request) =>
        Erase(request);
}
