using Finance.Functions.Tests.Contract;

namespace Finance.Functions.Tests.App;

/// <summary>
/// Sends every route of the OpenAPI document what is nearly right. Whatever comes back is an answer that the document declares, which the
/// client of all tests looks after, and never a failure of ours; and the ledger agrees with itself afterwards.
/// </summary>
[Collection(AppCollection.Name)]
public sealed class FuzzTests(AppFixture app)
{
    private const int RequestsPerRoute = 12;

    public static TheoryData<string, string> Routes
    {
        get
        {
            var routes = new TheoryData<string, string>();
            foreach (var (path, operations) in ApiContract.OfTheApp.Document["paths"]!.AsObject())
            {
                // A stream of events has no end to wait for.
                foreach (var (verb, operation) in operations!.AsObject().Where(item => item.Value?["responses"]?["200"]?["content"]?["text/event-stream"] is null))
                {
                    routes.Add(verb, path);
                }
            }

            return routes;
        }
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task EveryRoute_NearlyRightRequests_AreAnsweredAsDeclared(string verb, string path)
    {
        using var user = await app.RegisterAsync();
        var ids = new List<string> { user.Id.ToString(), await user.DefaultAccountAsync() };
        ids.Add(await user.CreateIdAsync("transactions", """{"type": "expense", "amount": 5, "payee": "Blue Door Coffee"}"""));
        ids.Add(await user.CreateIdAsync("goals", """{"name": "Trip", "target_amount": 100, "goal_type": "savings"}"""));
        ids.Add(await user.CreateIdAsync("recurring", """
            {"template_name": "Rent", "transaction": {"type": "expense", "amount": 1}, "frequency": "daily", "start_date": "2199-01-01"}
            """));
        var requests = new NearlyRight(ApiContract.OfTheApp.Document["paths"]![path]![verb]!, ids, NearlyRight.SeedOf(verb + path));

        for (var request = 0; request < RequestsPerRoute; request++)
        {
            var (target, body) = (requests.Target(path), requests.Body());
            var reply = await user.SendAsync(new HttpMethod(verb.ToUpperInvariant()), target, body, requests.Headers());
            Assert.True(reply.Status is < 500 or 503, $"{verb} {target} {body}: {reply.Status} {reply.Body}");
        }

        var verified = await user.SendAsync(HttpMethod.Post, $"system/ledgers/{user.Id}/verify");
        Assert.True(verified.Status != 200 || verified.Raw("difference_count") == "0", verified.Body);
    }
}
