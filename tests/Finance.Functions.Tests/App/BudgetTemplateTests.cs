using System.Globalization;
using System.Text.Json;

namespace Finance.Functions.Tests.App;

[Collection(AppCollection.Name)]
public sealed class BudgetTemplateTests(AppFixture app)
{
    private const string Path = "budgets/from-template";

    [Fact]
    public async Task Post_Shares_MakesThreeBudgetsOnce()
    {
        using var user = await app.RegisterAsync();
        var before = await CountAsync(user, "budgets");
        const string Asked = """{"template": "50-30-20", "income": 2500.01}""";

        var made = await user.SendAsync(HttpMethod.Post, Path, Asked, ("Idempotency-Key", "template"));
        var again = await user.SendAsync(HttpMethod.Post, Path, Asked, ("Idempotency-Key", "template"));

        Assert.Equal((201, "/api/budgets", made.Body), (made.Status, made.Header("Location"), again.Body));
        Assert.Equal(
            ["\"50-30-20\"", "2500.01", "\"given\"", "\"Savings\""],
            made.Raws("template", "income", "income_source", "created_category.name"));
        Assert.Equal(["Needs 1250.01", "Wants 750.00", "Savings 500.00"], ItemsOf(made, "items").Select(item =>
            $"{item.GetProperty("name").GetString()} {item.GetProperty("amount").GetRawText()}"));
        Assert.Equal(["needs", "wants", "savings"], ItemsOf(made, "figures").Select(figure => figure.GetProperty("bucket").GetString()));
        Assert.Equal(["Food"], ItemsOf(made, "left_out").Select(category => category.GetProperty("name").GetString()));
        Assert.Equal(before + 3, await CountAsync(user, "budgets"));
    }

    [Fact]
    public async Task Post_LastMonth_TellsWhatEachCameFrom()
    {
        using var user = await app.RegisterAsync();
        var hobby = await user.CreateIdAsync("categories", """{"name": "Hobby", "type": "expense"}""");
        var last = DateTime.UtcNow.AddMonths(-1).ToString("yyyy-MM", CultureInfo.InvariantCulture);
        await user.CreateAsync("transactions", $$"""{"type": "expense", "amount": 30, "category_id": "{{hobby}}", "date": "{{last}}-01"}""");

        var made = await user.SendAsync(HttpMethod.Post, Path, """{"template": "last-month", "start_date": "2030-01-01"}""");

        var figure = Assert.Single(ItemsOf(made, "figures"));
        var budget = Assert.Single(ItemsOf(made, "items"));
        Assert.Equal("Hobby", figure.GetProperty("category").GetProperty("name").GetString());
        Assert.Equal("30.00", figure.GetProperty("amount").GetRawText());
        Assert.Equal($$"""[{"month":"{{last}}","amount":30.00}]""", figure.GetProperty("months").GetRawText());
        Assert.Equal($$"""["{{hobby}}"]""", budget.GetProperty("categories").GetRawText());
        Assert.Equal("2030-01-01", budget.GetProperty("start_date").GetString());
        Assert.Equal(figure.GetProperty("budget_id").GetRawText(), budget.GetProperty("id").GetRawText());
        Assert.Equal("null", made.Raw("income"));
    }

    [Theory]
    [InlineData("""{"template": "50-30-20"}""", "income")]
    [InlineData("""{"template": "average"}""", "template")]
    [InlineData("""{"template": "last_month"}""", "template")]
    [InlineData("""{"template": "average", "months": 0}""", "months")]
    [InlineData("""{"template": "last-month", "months": 2}""", "months")]
    [InlineData("""{"template": "50-30-20", "income": -1}""", "income")]
    [InlineData("""{"template": "50-30-20", "income": 100, "needs": ["nosuchthing"]}""", "needs[0]")]
    [InlineData("""{"template": "50-30-20", "income": 100, "need": []}""", "need")]
    [InlineData("{}", "template")]
    public async Task Post_FaultyField_IsNamed(string json, string field)
    {
        using var user = await app.RegisterAsync();

        var reply = await user.SendAsync(HttpMethod.Post, Path, json);

        Assert.Equal((400, "validation_failed"), (reply.Status, reply.Code));
        Assert.Equal([field], reply.FaultyFields());
    }

    [Fact]
    public async Task Register_WithIncome_BudgetsHaveTheirShares()
    {
        using var user = app.Client("with-income");

        var registered = await user.SendAsync(HttpMethod.Post, "auth/register", """{"username": "with-income", "monthly_income": 1000}""");
        var budgets = await user.ReadAsync("budgets");

        Assert.Equal((201, "1000.00"), (registered.Status, registered.Raw("settings.monthly_income")));
        Assert.Equal(["Needs 500.00", "Wants 300.00"], ItemsOf(budgets, "items").Select(item =>
            $"{item.GetProperty("name").GetString()} {item.GetProperty("amount").GetRawText()}").Order(StringComparer.Ordinal));
        using var other = app.Client("with-nothing");
        var refused = await other.SendAsync(HttpMethod.Post, "auth/register", """{"username": "with-nothing", "monthly_income": 0}""");
        Assert.Equal((400, "monthly_income"), (refused.Status, Assert.Single(refused.FaultyFields())));
    }

    private static IEnumerable<JsonElement> ItemsOf(Middleware.Reply reply, string member) =>
        reply.Json.GetProperty(member).EnumerateArray();

    private static async Task<int> CountAsync(UserClient user, string path) =>
        (await user.ReadAsync(path)).Json.GetProperty("total_count").GetInt32();
}
