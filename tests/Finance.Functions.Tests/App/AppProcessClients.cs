using Finance.Testing;

namespace Finance.Functions.Tests.App;

internal static class AppProcessClients
{
    /// <summary>A client of a user with a token of the process's own issuer.</summary>
    internal static async Task<UserClient> ClientAsync(this AppProcess app, string name)
    {
        var (id, token) = await app.TokenAsync(name);
        return new UserClient(name, id, app.Address, token);
    }
}
