namespace Finance.Functions.Tests.App;

[Collection(AppCollection.Name)]
public sealed class CategoryTests(AppFixture app)
{
    [Fact]
    public async Task Post_Category_ReadsBackWithItsUsageAndBudget()
    {
        using var user = await app.RegisterAsync();
        var food = await user.CreateIdAsync("categories", """
            {"name": "Fare", "type": "expense", "color": "#112233", "icon": "fork", "budget_limit": 200, "tax_deductible": true}
            """);

        await user.CreateAsync("transactions", $$"""{"type": "expense", "amount": 45.5, "category_id": "{{food}}"}""");
        await user.CreateAsync("transactions", $$"""{"type": "income", "amount": 5.5, "category_id": "{{food}}"}""");
        var read = await user.ReadAsync($"categories/{food}");

        Assert.Equal(["\"Fare\"", "\"#112233\"", "200.00", "true"], read.Raws("name", "color", "budget_limit", "tax_deductible"));
        Assert.Equal(["2", "40.00"], read.Raws("usage.transaction_count", "usage.total"));
        Assert.Equal(["200.00", "40.00", "160.00"], read.Raws("budget.limit", "budget.spent", "budget.remaining"));
    }

    [Fact]
    public async Task List_Tree_NestsChildrenUnderTheirParents()
    {
        using var user = await app.RegisterAsync();
        var before = (await user.ReadAsync("categories")).Json.GetProperty("total_count").GetInt32();
        var home = await user.CreateIdAsync("categories", """{"name": "AAA home", "type": "expense"}""");
        var rent = await user.CreateIdAsync("categories", $$"""{"name": "The rent", "type": "expense", "parent_id": "{{home}}"}""");

        var flat = await user.ReadAsync("categories?limit=500");
        var tree = await user.ReadAsync("categories?tree=true&limit=500");

        Assert.Equal(before + 2, flat.Json.GetProperty("total_count").GetInt32());
        var root = tree.Json.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("id").GetString() == home);
        Assert.Equal(rent, Assert.Single(root.GetProperty("children").EnumerateArray()).GetProperty("id").GetString());
        Assert.DoesNotContain(tree.Json.GetProperty("items").EnumerateArray(), item => item.GetProperty("id").GetString() == rent);
    }

    [Fact]
    public async Task Put_NamedFields_ChangeAndOthersStay()
    {
        using var user = await app.RegisterAsync();
        var path = await user.CreateAsync("categories", """{"name": "Fare", "type": "expense", "icon": "fork", "budget_limit": 10}""");

        var changed = await user.SendAsync(HttpMethod.Put, path, """{"budget_limit": null, "name": "Meals"}""");
        var lost = await user.SendAsync(HttpMethod.Put, path, """{"name": "Late"}""", ("If-Match", "\"v1\""));

        Assert.Equal(("\"Meals\"", "\"fork\"", "null"), (changed.Raw("name"), changed.Raw("icon"), changed.Raw("budget_limit")));
        Assert.Equal((412, "precondition_failed"), (lost.Status, lost.Code));
    }

    [Fact]
    public async Task Delete_Reassigned_MovesItsTransactions()
    {
        using var user = await app.RegisterAsync();
        var old = await user.CreateIdAsync("categories", """{"name": "Old", "type": "expense"}""");
        var now = await user.CreateIdAsync("categories", """{"name": "Now", "type": "expense"}""");
        var entry = await user.CreateAsync("transactions", $$"""{"type": "expense", "amount": 3, "category_id": "{{old}}"}""");

        var deleted = await user.SendAsync(HttpMethod.Delete, $"categories/{old}?reassign_to={now}");

        Assert.Equal(("true", $"\"{now}\"", "1"), (deleted.Raw("deleted"), deleted.Raw("reassigned_to"), deleted.Raw("transaction_count")));
        Assert.Equal($"\"{now}\"", (await user.ReadAsync(entry)).Raw("category.id"));
        Assert.Equal(404, (await user.SendAsync(HttpMethod.Get, $"categories/{old}")).Status);
        await user.VerifyAsync();
    }

    [Theory]
    [InlineData("""{"type": "expense"}""", "name")]
    [InlineData("""{"name": "A", "type": "transfer"}""", "type")]
    [InlineData("""{"name": "A", "type": "expense", "color": "red"}""", "color")]
    [InlineData("""{"name": "A", "type": "expense", "parent_id": "nosuchthing"}""", "parent_id")]
    [InlineData("""{"name": "A", "type": "expense", "budget_limit": 0}""", "budget_limit")]
    [InlineData("""{"name": "A", "type": "expense", "budget_limits": 1}""", "budget_limits")]
    public async Task Post_FaultyField_IsNamed(string json, string field)
    {
        using var user = await app.RegisterAsync();

        var reply = await user.SendAsync(HttpMethod.Post, "categories", json);

        Assert.Equal((400, "validation_failed"), (reply.Status, reply.Code));
        Assert.Equal([field], reply.FaultyFields());
    }
}
