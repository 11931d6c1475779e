using System.Net;
using System.Text.Json;

namespace Finance.Functions.Tests.App;

[Collection(AppCollection.Name)]
public sealed class SignOutTests(AppFixture app)
{
    [Fact]
    public async Task SignOut_TokensOfBeforeAndAfter_AreToldApart()
    {
        using var before = await app.RegisterAsync();

        await before.PostAsync("auth/logout");
        using var refused = await before.Http.GetAsync("auth/user");
        using var after = app.Client(before.Name);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("token_revoked", JsonElement.Parse(await refused.Content.ReadAsStringAsync()).GetProperty("code").GetString());
        Assert.Equal(before.Name, (await after.GetAsync("auth/user")).GetProperty("username").GetString());
    }

    [Fact]
    public async Task Register_WithAPassword_SaysWhoKeepsPasswords()
    {
        using var user = app.Client("somebody-with-a-password");

        using var refused = await user.Http.PostAsync(
            "auth/register",
            new StringContent("""{"username":"somebody","password":"secret"}""", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")));

        Assert.Equal("passwords_live_elsewhere", JsonElement.Parse(await refused.Content.ReadAsStringAsync()).GetProperty("code").GetString());
    }
}
