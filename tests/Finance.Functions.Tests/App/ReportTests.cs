namespace Finance.Functions.Tests.App;

[Collection(AppCollection.Name)]
public sealed class ReportTests(AppFixture app)
{
    [Fact]
    public async Task Category_Tree_OverTheWire()
    {
        using var user = await app.RegisterAsync();
        var home = await user.CreateIdAsync("categories", """{"name": "House", "type": "expense", "color": "#112233"}""");
        var rent = await user.CreateIdAsync("categories", $$"""{"name": "Flat", "type": "expense", "color": "#445566", "parent_id": "{{home}}"}""");
        await user.CreateAsync("transactions", $$"""{"type": "expense", "amount": 600, "category_id": "{{rent}}", "date": "2025-01-01"}""");
        await user.CreateAsync("transactions", $$"""{"type": "income", "amount": 100, "category_id": "{{home}}", "date": "2025-02-28"}""");
        await user.CreateAsync("transactions", """{"type": "income", "amount": 50, "date": "2025-02-01"}""");

        var report = await user.ReadAsync("reports/category?from=2025-01-01&to=2025-02-28");
        var again = await user.SendAsync(
            HttpMethod.Get, "reports/category?from=2025-01-01&to=2025-02-28", ("If-None-Match", report.Header("ETag")!));

        Assert.Equal(
            $$"""
            [{"category":{"id":"{{home}}","name":"House","type":"expense","color":"#112233","icon":null},"type":"expense","amount":500.00,"own_amount":-100.00,
            "share":1,"count":2,"trend":[{"month":"2025-01","amount":600.00},{"month":"2025-02","amount":-100.00}],"previous":0.00,
            "change":{"amount":500.00,"ratio":null},"children":[{"category":{"id":"{{rent}}","name":"Flat","type":"expense","color":"#445566","icon":null},
            "type":"expense","amount":600.00,"own_amount":600.00,"share":1.2,"count":1,"trend":[{"month":"2025-01","amount":600.00},
            {"month":"2025-02","amount":0.00}],"previous":0.00,"change":{"amount":600.00,"ratio":null},"children":[]}]},{"category":null,"type":"income",
            "amount":50.00,"own_amount":50.00,"share":1,"count":1,"trend":[{"month":"2025-01","amount":0.00},{"month":"2025-02","amount":50.00}],
            "previous":0.00,"change":{"amount":50.00,"ratio":null},"children":[]}]
            """.ReplaceLineEndings(""),
            report.Raw("categories"));
        Assert.Equal(["\"USD\"", "50.00", "500.00", "-450.00", "[]", "[]"], report.Raws("currency", "income", "expenses", "net", "unconverted", "rates_used"));
        Assert.Equal("""{"from":"2024-11-01","to":"2024-12-31"}""", report.Raw("previous.period"));
        Assert.Equal(304, again.Status);
    }

    [Fact]
    public async Task IncomeAndNetWorth_AQuarter_OverTheWire()
    {
        using var user = await app.RegisterAsync();
        var card = await user.CreateIdAsync("accounts", """{"name": "Card", "type": "credit", "opening_balance": -20}""");
        await user.CreateAsync("transactions", """{"type": "income", "amount": 300, "date": "2025-01-31"}""");
        await user.CreateAsync("transactions", $$"""{"type": "expense", "amount": 50, "date": "2025-03-31", "account_id": "{{card}}"}""");

        var income = await user.ReadAsync("reports/income-vs-expense?from=2025-01-01&to=2025-03-31");
        var worth = await user.ReadAsync("reports/networth?from=2025-01-01&to=2025-03-30");
        var byDefault = await user.ReadAsync("reports/networth");

        Assert.Equal(
            """
            [{"month":"2025-01","income":300.00,"expenses":0.00,"net":300.00,"savings_rate":1,"transaction_count":1,"cumulative_net":300.00},
            {"month":"2025-02","income":0.00,"expenses":0.00,"net":0.00,"savings_rate":null,"transaction_count":0,"cumulative_net":300.00},
            {"month":"2025-03","income":0.00,"expenses":50.00,"net":-50.00,"savings_rate":null,"transaction_count":1,"cumulative_net":250.00}]
            """.ReplaceLineEndings(""),
            income.Raw("months"));
        Assert.Equal(["0.8333", "16.67", "0.00"], income.Raws("savings_rate", "average.expenses", "previous.income"));
        Assert.Equal(
            """
            [{"date":"2025-01-31","net_worth":280.00,"assets":300.00,"liabilities":20.00,"is_future":false,"not_included":[]},
            {"date":"2025-02-28","net_worth":280.00,"assets":300.00,"liabilities":20.00,"is_future":false,"not_included":[]},
            {"date":"2025-03-30","net_worth":280.00,"assets":300.00,"liabilities":20.00,"is_future":false,"not_included":[]}]
            """.ReplaceLineEndings(""),
            worth.Raw("points"));
        Assert.Equal(["\"month\"", "280.00", "300.00", "20.00", "-20.00"], worth.Raws("interval", "net_worth", "assets", "liabilities", "start.net_worth"));
        Assert.Equal(["true", "-20.00", "0.00", "[-20.00,-20.00,-20.00]"], worth.Json.GetProperty("accounts").EnumerateArray()
            .Where(account => account.GetProperty("account").GetProperty("id").GetString() == card)
            .SelectMany(account => new[] { "is_debt", "value", "change", "values" }.Select(name => account.GetProperty(name).GetRawText())));
        Assert.Equal(12, byDefault.Json.GetProperty("points").GetArrayLength());
        Assert.Equal("230.00", byDefault.Raw("net_worth"));
    }

    [Fact]
    public async Task BudgetVariance_TwoBudgets_OverTheWire()
    {
        using var user = await app.RegisterAsync();
        foreach (var old in (await user.GetAsync("budgets")).GetProperty("items").EnumerateArray())
        {
            await user.DeleteAsync($"budgets/{old.GetProperty("id").GetString()}");
        }

        await user.CreateAsync("budgets", """{"name": "All", "amount": 100, "period": "monthly", "start_date": "2025-01-01"}""");
        await user.CreateAsync("budgets", """{"name": "Year", "amount": 200, "period": "yearly", "start_date": "2025-01-01"}""");
        await user.CreateAsync("budgets", """{"name": "Later", "amount": 200, "period": "monthly", "start_date": "2026-01-01"}""");
        await user.CreateAsync("transactions", """{"type": "expense", "amount": 130, "date": "2025-02-10"}""");

        var report = await user.ReadAsync("reports/budget-variance?from=2025-01-15&to=2025-03-10");
        var withAccount = await user.SendAsync(
            HttpMethod.Get, $"reports/budget-variance?year=2025&account_id={await user.DefaultAccountAsync()}");

        Assert.Equal(["500.00", "260.00", "240.00", "0.52", "[]"], report.Raws("budgeted", "spent", "variance", "ratio", "unconverted"));
        Assert.Equal(
            ["Year 200.00 130.00 70.00 1 0", "All 300.00 130.00 170.00 3 1"],
            report.Json.GetProperty("budgets").EnumerateArray().Select(line => string.Join(
                ' ',
                new[] { "name", "budgeted", "spent", "variance", "period_count", "exceeded_count" }.Select(name => line.GetProperty(name).ToString()))));
        Assert.Equal(("account_id", 400), (string.Join(',', withAccount.FaultyFields()), withAccount.Status));
    }

    [Fact]
    public async Task Tax_PagesOfEntries_OverTheWire()
    {
        using var user = await app.RegisterAsync();
        var office = await user.CreateIdAsync("categories", """{"name": "Office", "type": "expense", "tax_deductible": true}""");
        foreach (var (type, amount, day) in new[] { ("expense", "120", "2025-02-01"), ("income", "20", "2025-03-01"), ("expense", "5.50", "2025-04-01") })
        {
            await user.CreateAsync(
                "transactions", $$"""{"type": "{{type}}", "amount": {{amount}}, "category_id": "{{office}}", "date": "{{day}}", "payee": "Paper Ltd"}""");
        }

        var first = await user.ReadAsync("reports/tax?year=2025&limit=2");
        var second = await user.ReadAsync($"reports/tax?year=2025&limit=2&cursor={first.Json.GetProperty("next_cursor").GetString()}");
        var elsewhere = await user.SendAsync(HttpMethod.Get, $"reports/tax?year=2024&cursor={first.Json.GetProperty("next_cursor").GetString()}");

        Assert.Equal(["105.50", "105.50", "0.00"], first.Raws("deductible", "expenses", "income"));
        Assert.Equal(["5.50", "-20.00"], Amounts(first));
        Assert.Equal(["120.00"], Amounts(second));
        Assert.Equal("null", second.Raw("next_cursor"));
        Assert.Equal((400, "invalid_cursor"), (elsewhere.Status, elsewhere.Code));

        static IEnumerable<string> Amounts(Middleware.Reply reply) =>
            reply.Json.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("amount").GetRawText());
    }

    [Fact]
    public async Task Trends_SeasonInAStatement_OverTheWire()
    {
        using var user = await app.RegisterAsync();
        var lines = Enumerable.Range(0, 48).Select(month => new DateOnly(2020, 1, 10).AddMonths(month))
            .Select(day => $"{day:yyyy-MM-dd},Shop {day:MMM},-{(day.Month == 12 ? 400 : 100)}.00");
        await user.ImportAsync(System.Text.Encoding.UTF8.GetBytes($"Date,Description,Amount\n{string.Join('\n', lines)}\n"));

        var report = await user.ReadAsync("reports/trends?year=2023&horizon=12");
        var none = await user.ReadAsync("reports/trends?year=2020&account_id=" + await user.DefaultAccountAsync() + "&currency=USD&window=2");

        var prediction = report.Json.GetProperty("prediction").EnumerateArray().ToList();
        Assert.Equal("""{"month":"2024-01","expenses":100.00,"low":100.00,"high":100.00}""", prediction[0].GetRawText());
        Assert.Equal("""{"month":"2024-12","expenses":400.00,"low":400.00,"high":400.00}""", prediction[11].GetRawText());
        Assert.Equal(["true", "0", "0.00", "0.8", "12"], report.Raws("seasonality.is_found", "backtest.mape", "backtest.mae", "backtest.level", "backtest.months"));
        Assert.Equal("200.00", report.Json.GetProperty("months")[11].GetProperty("moving_average").GetRawText());
        Assert.Equal("""{"from":"2020-01","to":"2020-12","months":12,"is_too_short":false,"change_per_month":null}""", none.Raw("history"));
        Assert.Equal("null", none.Raw("seasonality"));
    }

    [Fact]
    public async Task Cashflow_RentAhead_MarksTheDaysBelowZero()
    {
        using var user = await app.RegisterAsync();
        var account = await user.DefaultAccountAsync();
        var rent = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(5);
        await user.CreateAsync("transactions", """{"type": "income", "amount": 100, "date": "2025-01-01"}""");
        await user.CreateAsync(
            "recurring",
            $$"""{"template_name": "Rent", "transaction": {"type": "expense", "amount": 250}, "frequency": "yearly", "start_date": "{{rent:yyyy-MM-dd}}"}""");

        var report = await user.ReadAsync($"reports/cashflow?days=10&account_id={account}");

        Assert.Equal(["100.00", "-150.00"], report.Raws("balance", "lowest.balance"));
        Assert.Equal($"\"{rent:yyyy-MM-dd}\"", report.Raw("lowest.date"));
        Assert.Equal($"\"{rent:yyyy-MM-dd}\"", report.Raw("first_below_zero"));
        Assert.InRange(report.Json.GetProperty("days_below_zero").GetInt32(), 5, 6);
        var flows = report.Json.GetProperty("days").EnumerateArray().SelectMany(day => day.GetProperty("flows").EnumerateArray());
        Assert.Equal("""{"name":"Rent","amount":-250.00}""", Assert.Single(flows).GetRawText());
    }

    [Fact]
    public async Task Query_MonthsAndPayees_OverTheWire()
    {
        using var user = await app.RegisterAsync();
        foreach (var (amount, day, payee) in new[] { ("10", "2025-01-01", "Café"), ("20", "2025-01-31", "Bar"), ("5.50", "2025-02-01", "café") })
        {
            await user.CreateAsync("transactions", $$"""{"type": "expense", "amount": {{amount}}, "date": "{{day}}", "payee": "{{payee}}"}""");
        }

        var months = await user.SendAsync(
            HttpMethod.Post, "reports/query", """{"group_by": ["month"], "measures": ["expenses", "count", "average"], "year": "2025"}""");
        var payees = await user.SendAsync(
            HttpMethod.Post,
            "reports/query",
            """{"group_by": ["payee"], "measures": ["sum", "max"], "from": "2025-01-01", "to": "2025-12-31", "filter": {"type": "expense", "payee": "CAFE"}}""");
        var all = await user.SendAsync(HttpMethod.Post, "reports/query", """{"year": "2025"}""");

        Assert.Equal(
            """[{"month":"2025-01","expenses":30.00,"count":2,"average":15.00},{"month":"2025-02","expenses":5.50,"count":1,"average":5.50}]""",
            months.Raw("groups"));
        Assert.Equal(["true", "null", "null", """{"expenses":35.50,"count":3,"average":11.83}"""], months.Raws("is_complete", "next_cursor", "scanned", "total"));
        Assert.Equal("""[{"payee":"Café","sum":10.00,"max":10.00},{"payee":"café","sum":5.50,"max":5.50}]""", payees.Raw("groups"));
        Assert.Equal("""{"from":"2025-01-01","to":"2025-02-01","rows":3}""", payees.Raw("scanned"));
        Assert.Equal("""[{"sum":35.50,"count":3}]""", all.Raw("groups"));
    }

    [Theory]
    [InlineData("""{"group_by": ["day"]}""", "group_by[0]")]
    [InlineData("""{"group_by": ["month", "month"], "measures": []}""", "group_by,measures")]
    [InlineData("""{"group_by": ["month", "type", "tag", "payee"], "measures": ["median"]}""", "group_by,measures[0]")]
    [InlineData("""{"year": "2025", "filter": {"category_id": "no-such", "kind": 1}}""", "filter.kind")]
    [InlineData("""{"year": "2025", "filter": {"category_id": "no-such"}}""", "filter.category_id")]
    [InlineData("""{"from": "2025-02-01", "to": "2025-01-01", "currency": "usd"}""", "currency,to")]
    public async Task Query_WrongInput_NamesTheFields(string body, string fields)
    {
        using var user = await app.RegisterAsync();

        var reply = await user.SendAsync(HttpMethod.Post, "reports/query", body);

        Assert.Equal((400, "validation_failed", fields), (reply.Status, reply.Code, string.Join(',', reply.FaultyFields().Order())));
    }

    [Theory]
    [InlineData("reports/cashflow?days=90")]
    [InlineData("reports/trends?year=2025")]
    [InlineData("reports/summary?year=2025")]
    [InlineData("reports/category?year=2025")]
    [InlineData("reports/networth?year=2025")]
    [InlineData("reports/tax?year=2025")]
    public async Task Reports_Any_SayWhatTheyCost(string path)
    {
        using var user = await app.RegisterAsync();
        await user.CreateAsync("transactions", """{"type": "expense", "amount": 1, "date": "2025-02-10"}""");

        var first = await user.ReadAsync(path);
        var second = await user.ReadAsync(path);

        Assert.Matches("^total;dur=[0-9]+[.][0-9], storage;dur=[0-9]+[.][0-9]$", first.Header("Server-Timing"));
        Assert.InRange(int.Parse(first.Header("X-Storage-Calls")!, null), 1, 9);
        Assert.Equal("1", second.Header("X-Storage-Calls"));
        Assert.Equal(first.Header("ETag"), second.Header("ETag"));
    }

    [Theory]
    [InlineData("reports/tax?year=2025&limit=0", "limit")]
    [InlineData("reports/cashflow?days=367", "days")]
    [InlineData("reports/cashflow?month=2020-01", "month")]
    [InlineData("reports/trends?window=1&horizon=13", "horizon,window")]
    [InlineData("reports/networth?from=2000-01-01&to=2025-01-01&interval=day", "interval")]
    [InlineData("reports/networth?interval=decade", "interval")]
    [InlineData("reports/income-vs-expense?from=2025-02-30", "from")]
    [InlineData("reports/category?month=2025-13", "month")]
    [InlineData("reports/category?from=2025-02-01&to=2025-01-01", "to")]
    [InlineData("reports/category?year=2025&account_id=nothing&currency=XXY", "account_id,currency")]
    [InlineData("reports/category?year=2025&type=expense", "type")]
    public async Task Reports_WrongInput_NamesTheFields(string path, string fields)
    {
        using var user = await app.RegisterAsync();

        var reply = await user.SendAsync(HttpMethod.Get, path);

        Assert.Equal((400, "validation_failed", fields), (reply.Status, reply.Code, string.Join(',', reply.FaultyFields().Order())));
    }
}
