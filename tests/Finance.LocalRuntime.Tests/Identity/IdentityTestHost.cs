using System.Net.Http.Headers;
using Finance.LocalRuntime.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Web;

namespace Finance.LocalRuntime.Tests.Identity;

internal static class IdentityTestHost
{
    public static Task<LocalHost> StartAsync(Dictionary<string, string?>? settings = null)
        => TestHost.StartAsync<WhoAmI>(
            builder => builder.Services.AddAuthentication("Bearer").AddMicrosoftIdentityWebApi(builder.Configuration), settings);

    public static async Task<HttpResponseMessage> AskAsync(this LocalHost host, string? token)
    {
        using var client = host.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/me");
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", new AuthenticationHeaderValue("Bearer", token).ToString());
        return await client.SendAsync(request);
    }
}
