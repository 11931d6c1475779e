using System.Text.Json.Nodes;

namespace Finance.Functions.Tests.App;

[Collection(AppCollection.Name)]
public sealed class BudgetRefusalTests(AppFixture app)
{
    private const string Monthly = """{"name": "All", "amount": 100, "period": "monthly", "start_date": "2026-01-01"}""";

    [Theory]
    [InlineData("name", null)]
    [InlineData("name", "\"\"")]
    [InlineData("amount", null)]
    [InlineData("amount", "0")]
    [InlineData("amount", "-5")]
    [InlineData("amount", "1.005")]
    [InlineData("amount", "10000000000000.01")]
    [InlineData("period", null)]
    [InlineData("period", "\"hourly\"")]
    [InlineData("start_date", null)]
    [InlineData("start_date", "\"2026-02-30\"")]
    [InlineData("end_date", "\"2025-12-31\"")]
    [InlineData("alert_threshold", "0")]
    [InlineData("alert_threshold", "10.1")]
    [InlineData("alert_threshold", "0.12345")]
    [InlineData("alert_threshold", "\"much\"")]
    [InlineData("rollover", "\"some\"")]
    [InlineData("rollover_cap", "-1")]
    [InlineData("categories", "\"all\"")]
    [InlineData("categories", "[\"zzzzzzzzzzzz\"]", "categories[0]")]
    [InlineData("categories", "[7]", "categories[0]")]
    [InlineData("effective_from", "\"2026-01-01\"")]
    [InlineData("category", "\"food\"")]
    public async Task Post_FaultyField_IsNamed(string field, string? value, string? named = null)
    {
        using var user = await app.RegisterAsync();
        var body = JsonNode.Parse(Monthly)!.AsObject();
        body.Remove(field);
        if (value is not null)
        {
            body.Add(field, JsonNode.Parse(value));
        }

        var reply = await user.SendAsync(HttpMethod.Post, "budgets", body.ToJsonString());

        Assert.Equal((400, "validation_failed"), (reply.Status, reply.Code));
        Assert.Equal([named ?? field], reply.FaultyFields());
    }

    [Fact]
    public async Task PostAndPut_CustomWithoutAnEnd_IsRefused()
    {
        using var user = await app.RegisterAsync();
        var custom = Monthly.Replace("monthly", "custom", StringComparison.Ordinal);

        Assert.Equal(["end_date"], (await user.SendAsync(HttpMethod.Post, "budgets", custom)).FaultyFields());
        var path = await user.CreateAsync("budgets", Monthly);
        Assert.Equal(["end_date"], (await user.SendAsync(HttpMethod.Put, path, """{"period": "custom"}""")).FaultyFields());
        Assert.Equal(["effective_from"], (await user.SendAsync(HttpMethod.Put, path, """{"effective_from": "2026-01-01"}""")).FaultyFields());
        Assert.Equal(["current"], (await user.SendAsync(HttpMethod.Put, path, """{"current": {}}""")).FaultyFields());
    }

    [Theory]
    [InlineData("?on=2026-13-01", "on")]
    [InlineData("?on=today", "on")]
    [InlineData("?periods=0", "periods")]
    [InlineData("?periods=121", "periods")]
    [InlineData("/analytics?periods=many", "periods")]
    [InlineData("/progress?periods=3", "periods")]
    [InlineData("?month=2026-01", "month")]
    public async Task Get_FaultyParameter_IsNamed(string query, string parameter)
    {
        using var user = await app.RegisterAsync();
        var path = await user.CreateAsync("budgets", Monthly);

        var reply = await user.SendAsync(HttpMethod.Get, path + query);

        Assert.Equal((400, "validation_failed"), (reply.Status, reply.Code));
        Assert.Equal([parameter], reply.FaultyFields());
    }
}
