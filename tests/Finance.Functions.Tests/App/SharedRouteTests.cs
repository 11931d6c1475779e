using System.Text;
using Finance.Functions.Tests.Http;
using Finance.Functions.Tests.Middleware;

namespace Finance.Functions.Tests.App;

/// <summary>Walks every route with every kind of grant, and holds what is answered to the table in <c>docs/api.md</c>.</summary>
[Collection(AppCollection.Name)]
public sealed class SharedRouteTests(AppFixture app)
{
    private static readonly string[] Refusals = ["not_shared", "read_only_grant", "outside_grant", "forbidden"];

    [Fact]
    public void Table_EveryGuardedRoute_HasARow()
    {
        var guarded = AppRoutes.All.Where(route => !route.IsOpen).Select(route => route.ToString()).Order(StringComparer.Ordinal).ToList();
        var written = SharedRoute.All.Select(row => row.Route).Order(StringComparer.Ordinal).ToList();

        Assert.True(guarded.SequenceEqual(written), $"""
            'What a grant opens' in docs/api.md has a row | METHOD /api/route | owner, read or edit | kinds of grants | for every route.
            Missing there: {string.Join(", ", guarded.Except(written))}
            Not served: {string.Join(", ", written.Except(guarded))}
            """);
    }

    [Fact]
    public async Task EveryRoute_ByEveryGrant_IsOpenAsTheTableSays()
    {
        using var owner = await app.RegisterAsync();
        var samples = await SharedSamples.CreateAsync(owner);
        var different = new List<string>();
        foreach (var grant in SharedGrant.All)
        {
            using var grantee = await app.RegisterAsync();
            await grant.GiveAsync(owner, grantee, samples.Category);
            foreach (var row in SharedRoute.All)
            {
                var answered = await AskAsync(grantee, owner, row.Route, samples);
                var expected = Expected(row, grant);
                if (answered != expected)
                {
                    different.Add($"{row.Route} by {grant}: {answered}, not {expected}");
                }
            }
        }

        Assert.True(different.Count == 0, string.Join('\n', different));
    }

    private static string Expected(SharedRoute row, SharedGrant grant)
    {
        if (grant.Kind is null)
        {
            return "not_found";
        }

        if (!row.Grants.Contains(grant.Kind))
        {
            return "not_shared";
        }

        return row.Access == "edit" && grant.Access == "read" ? "read_only_grant" : "open";
    }

    /// <summary>Whether the ledger was opened, or the code of the refusal to.</summary>
    private static async Task<string> AskAsync(UserClient grantee, UserClient owner, string route, SharedSamples samples)
    {
        var (path, json) = samples.Of(route);
        var method = new HttpMethod(route.Split(' ')[0]);
        var reply = route switch
        {
            "POST /api/import" => await SendStatementAsync(grantee, owner),
            "GET /api/events" => await FollowAsync(grantee, owner),
            _ => await grantee.SendAsync(method, path, json, ("X-Ledger", owner.Id.ToString())),
        };
        if (reply.Status >= 500)
        {
            return $"{reply.Status} {reply.Body}";
        }

        if (reply.Status < 400)
        {
            return "open";
        }

        var code = reply.Json.GetProperty("code").GetString()!;
        var isLedgers = reply.Status == 404 && reply.Json.GetProperty("detail").GetString()!.Contains("X-Ledger", StringComparison.Ordinal);
        return isLedgers || Refusals.Contains(code) ? code : "open";
    }

    private static async Task<Reply> FollowAsync(UserClient grantee, UserClient owner)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "events");
        request.Headers.Add("X-Ledger", owner.Id.ToString());
        using var response = await grantee.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (response.IsSuccessStatusCode)
        {
            // What is sent has no end.
            response.Content = new StringContent("");
        }

        return await Reply.ReadAsync(response);
    }

    private static async Task<Reply> SendStatementAsync(UserClient grantee, UserClient owner)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "import")
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes("Date,Amount\n2026-01-30,-2.00\n")),
        };
        request.Headers.Add("X-Ledger", owner.Id.ToString());
        using var response = await grantee.Http.SendAsync(request);
        return await Reply.ReadAsync(response);
    }
}

/// <summary>A kind of grant, as the table names it.</summary>
/// <param name="Kind">Null for none.</param>
internal sealed record SharedGrant(string? Kind, string? Access, string Scope)
{
    internal static IReadOnlyList<SharedGrant> All { get; } =
    [
        new(null, null, ""),
        .. from kind in (string[])["transactions", "budgets", "all"]
           from access in (string[])["read", "edit"]
           select new SharedGrant(kind, access, $$"""{"kind": "{{kind}}"}"""),
        .. from bounds in (string[])
           [
               """ "category_ids": ["CATEGORY"] """, """ "types": ["expense"] """, """ "category_ids": ["CATEGORY"], "types": ["expense"] """,
           ]
           from access in (string[])["read", "edit"]
           select new SharedGrant("transactions", access, $$"""{"kind": "transactions", {{bounds}} }"""),
    ];

    public override string ToString() => Kind is null ? "no grant" : $"{Scope} ({Access})";

    internal async Task GiveAsync(UserClient owner, UserClient grantee, string category)
    {
        if (Kind is not null)
        {
            var scope = Scope.Replace("CATEGORY", category, StringComparison.Ordinal);
            await owner.CreateAsync("users/share-permission", $$"""
                {"grantee": "{{grantee.Name}}", "access": "{{Access}}", "scope": {{scope}}}
                """);
        }
    }
}
