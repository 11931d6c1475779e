using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Finance.Functions.Tests.Contract;

namespace Finance.Functions.Tests.App;

/// <summary>Sends the examples of the OpenAPI document as they stand there, as a reader of it would.</summary>
[Collection(AppCollection.Name)]
public sealed partial class OpenApiExampleTests(AppFixture app)
{
    /// <summary>What a reader tries, in this order; <c>{id}</c> is what the path before it created.</summary>
    private static readonly string[] Flow =
    [
        "POST /api/auth/register", "POST /api/auth/login", "PUT /api/auth/user",
        "POST /api/accounts", "PUT /api/accounts/{id}", "POST /api/accounts/{id}/reconcile",
        "POST /api/categories", "PUT /api/categories/{id}",
        "POST /api/transactions", "PUT /api/transactions/{id}", "POST /api/transactions/bulk",
        "POST /api/budgets", "PUT /api/budgets/{id}", "POST /api/budgets/from-template",
        "POST /api/goals", "PUT /api/goals/{id}", "POST /api/goals/{id}/contribute",
        "POST /api/recurring", "PUT /api/recurring/{id}", "POST /api/recurring/{id}/process", "POST /api/recurring/{id}/skip",
        "POST /api/import/profiles", "PUT /api/import/profiles/{id}",
        "POST /api/envelopes/assign", "POST /api/reports/query", "POST /api/notifications/read",
        "PUT /api/currencies/rates", "POST /api/currencies/convert",
        "DELETE /api/goals/{id}", "DELETE /api/budgets/{id}", "DELETE /api/recurring/{id}", "DELETE /api/transactions/{id}",
    ];

    [Fact]
    public async Task Examples_OfTheMainFlow_AreAccepted()
    {
        var user = app.Client($"example{Guid.NewGuid():N}");
        var created = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var step in Flow)
        {
            var (verb, path) = (step.Split(' ')[0], step.Split(' ')[1]);
            var operation = ApiContract.OfTheApp.Document["paths"]![path]![verb.ToLowerInvariant()]!;
            var example = operation["requestBody"]?["content"]?["application/json"]?["example"];
            var called = Place().Replace(path, place => created[place.Groups["list"].Value]);

            using var request = new HttpRequestMessage(new HttpMethod(verb), called);
            request.Content = example is null ? null : new StringContent(Own(example, user).ToJsonString(), Encoding.UTF8, "application/json");
            using var response = await user.Http.SendAsync(request);

            var text = await response.Content.ReadAsStringAsync();
            Assert.True(response.IsSuccessStatusCode, $"{step} with its example {example?.ToJsonString()}: {text}");
            if (verb == "POST" && response.Headers.Location is { } location && JsonElement.Parse(text).TryGetProperty("id", out _))
            {
                created.TryAdd(path, location.ToString());
            }
        }
    }

    // Names are taken once in the whole app, and examples leave ids to the reader.
    private static JsonNode Own(JsonNode example, UserClient user)
    {
        var own = example.DeepClone();
        if (own["username"] is not null)
        {
            own["username"] = user.Name;
        }

        return own;
    }

    [GeneratedRegex(@"(?<list>/api/.*?)/\{id\}")]
    private static partial Regex Place();
}
