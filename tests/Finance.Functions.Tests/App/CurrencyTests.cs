using Finance.Core.Currencies;
using Finance.Functions.Currencies;
using Microsoft.Extensions.Configuration;

namespace Finance.Functions.Tests.App;

[Collection(AppCollection.Name)]
public sealed class CurrencyTests(AppFixture app)
{
    [Fact]
    public async Task Currencies_All_SayTheirDecimalsAndRates()
    {
        using var user = await app.RegisterAsync();
        await app.FetchRatesAsync();
        await user.SendAsync(HttpMethod.Put, "currencies/rates", """{"date": "2025-06-12", "base": "USD", "currency": "KWD", "rate": 0.3}""");

        var list = await user.ReadAsync("currencies");

        var items = list.Json.GetProperty("items").EnumerateArray().ToDictionary(item => item.GetProperty("code").GetString()!, item => item.GetRawText());
        Assert.Equal(items.Count, list.Json.GetProperty("total_count").GetInt32());
        Assert.Equal(
            """{"code":"JPY","name":"Yen","exponent":0,"has_rates":true,"published_from":"2025-05-29","published_to":"2025-06-12","has_manual_rates":false}""",
            items["JPY"]);
        Assert.Equal(
            """{"code":"KWD","name":"Kuwaiti dinar","exponent":3,"has_rates":true,"published_from":null,"published_to":null,"has_manual_rates":true}""",
            items["KWD"]);
        Assert.Contains("\"has_rates\":false", items["XAF"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rates_OfADay_AreThoseOfTheLastPublishedOne()
    {
        using var user = await app.RegisterAsync();
        await app.FetchRatesAsync();

        var list = await user.ReadAsync("currencies/rates?date=2025-06-14&base=EUR");
        var cached = await user.SendAsync(HttpMethod.Get, "currencies/rates?date=2025-06-14&base=EUR", ("If-None-Match", list.Header("ETag")!));
        var early = await user.ReadAsync("currencies/rates?date=2025-05-28");

        Assert.Equal(
            """
            {"base":"EUR","date":"2025-06-14","rates":[
            {"currency":"GBP","rate":0.8,"as_of":"2025-06-12","source":"ecb","stale":false},
            {"currency":"JPY","rate":150,"as_of":"2025-06-12","source":"ecb","stale":false},
            {"currency":"USD","rate":1.25,"as_of":"2025-06-12","source":"ecb","stale":false}]}
            """.ReplaceLineEndings(""),
            list.Body);
        Assert.Equal(304, cached.Status);
        Assert.Equal(["\"USD\"", "\"2025-05-28\"", "[]"], early.Raws("base", "date", "rates"));
    }

    [Fact]
    public async Task Convert_Amount_SaysTheRateItTook()
    {
        using var user = await app.RegisterAsync();
        await app.FetchRatesAsync();

        var crossed = await user.SendAsync(
            HttpMethod.Post, "currencies/convert", """{"amount": 10.01, "from": "USD", "to": "JPY", "date": "2025-07-01"}""");
        var same = await user.SendAsync(HttpMethod.Post, "currencies/convert", """{"amount": "5", "from": "JPY", "to": "JPY", "date": "2025-07-01"}""");

        Assert.Equal(
            """{"transaction_id":null,"amount":10.01,"from":"USD","converted":1201,"to":"JPY","date":"2025-07-01","rate":120,"as_of":"2025-06-12","source":"ecb","stale":true}""",
            crossed.Body);
        Assert.Equal((200, "5", "1", "null"), (same.Status, same.Raw("converted"), same.Raw("rate"), same.Raw("source")));
    }

    [Theory]
    [InlineData("""{"amount": 1, "from": "KWD", "to": "USD"}""", 409, "rate_unavailable", null)]
    [InlineData("""{"amount": 1, "from": "USD", "to": "EUR", "date": "2025-05-28"}""", 409, "rate_unavailable", null)]
    [InlineData("""{"amount": 1.005, "from": "USD", "to": "EUR"}""", 400, "validation_failed", "amount")]
    [InlineData("""{"amount": 1, "from": "usd", "to": "XXY"}""", 400, "validation_failed", "from,to")]
    [InlineData("""{"amount": 1, "from": "USD"}""", 400, "validation_failed", "to")]
    [InlineData("""{"amount": 1, "from": "USD", "to": "EUR", "date": "yesterday", "day": 1}""", 400, "validation_failed", "date,day")]
    public async Task Convert_CannotBe_IsRefusedByName(string body, int status, string code, string? fields)
    {
        using var user = await app.RegisterAsync();
        await app.FetchRatesAsync();

        var reply = await user.SendAsync(HttpMethod.Post, "currencies/convert", body);

        Assert.Equal((status, code), (reply.Status, reply.Code));
        Assert.Equal(fields, fields is null ? null : string.Join(',', reply.FaultyFields().Order()));
    }

    [Fact]
    public async Task ConvertTransaction_OfAForeignAccount_AtTheRateOfItsDay()
    {
        using var user = await app.RegisterAsync();
        await app.FetchRatesAsync();
        var yen = await user.CreateIdAsync("accounts", """{"name": "Yen", "type": "cash", "currency": "JPY"}""");
        var entry = await user.CreateIdAsync(
            "transactions", $$"""{"type": "expense", "amount": 1200, "account_id": "{{yen}}", "date": "2025-06-01"}""");

        var inBase = await user.SendAsync(HttpMethod.Post, "transactions/convert", $$"""{"transaction_id": "{{entry}}"}""");
        var inEuro = await user.SendAsync(HttpMethod.Post, "transactions/convert", $$"""{"transaction_id": "{{entry}}", "currency": "EUR"}""");
        using var stranger = await app.RegisterAsync();
        var others = await stranger.SendAsync(HttpMethod.Post, "transactions/convert", $$"""{"transaction_id": "{{entry}}"}""");

        Assert.Equal(
            $$"""{"transaction_id":"{{entry}}","amount":1200,"from":"JPY","converted":11.00,"to":"USD","date":"2025-06-01","rate":0.00916666666667,"as_of":"2025-05-29","source":"ecb","stale":false}""",
            inBase.Body);
        Assert.Equal("10.00", inEuro.Raw("converted"));
        Assert.Equal((404, "not_found"), (others.Status, others.Code));
    }

    [Fact]
    public async Task RatesByHand_PutAndDelete_CountForTheirUserOnly()
    {
        using var user = await app.RegisterAsync();
        using var other = await app.RegisterAsync();
        await app.FetchRatesAsync();
        const string Rate = """{"date": "2025-06-12", "base": "EUR", "currency": "USD", "rate": 1.5}""";

        var put = await user.SendAsync(HttpMethod.Put, "currencies/rates", Rate);
        var again = await user.SendAsync(HttpMethod.Put, "currencies/rates", Rate);
        var stale = await user.SendAsync(HttpMethod.Put, "currencies/rates", Rate, ("If-Match", "\"v1\""));
        Assert.Equal("1.5,manual", await UsdAsync(user));
        Assert.Equal("1.25,ecb", await UsdAsync(other));
        var deleted = await user.SendAsync(HttpMethod.Delete, "currencies/rates?date=2025-06-12&base=USD&currency=EUR");
        var gone = await user.SendAsync(HttpMethod.Delete, "currencies/rates?date=2025-06-12&base=USD&currency=EUR");

        Assert.Equal("""{"date":"2025-06-12","base":"EUR","currency":"USD","rate":1.5,"source":"manual"}""", put.Body);
        Assert.Equal((200, put.Header("ETag")), (again.Status, again.Header("ETag")));
        Assert.Equal((412, "precondition_failed"), (stale.Status, stale.Code));
        Assert.Equal("""{"id":"2025-06-12-EUR-USD","deleted":true,"date":"2025-06-12","base":"EUR","currency":"USD","rate":1.5}""", deleted.Body);
        Assert.Equal((404, "not_found"), (gone.Status, gone.Code));
        Assert.Equal("1.25,ecb", await UsdAsync(user));
    }

    [Theory]
    [InlineData("PUT", "currencies/rates", """{"date": "2025-06-12", "base": "EUR", "currency": "EUR", "rate": 0}""", "currency,rate")]
    [InlineData("PUT", "currencies/rates", """{"date": "2025-06-12", "base": "EUR", "currency": "USD", "rate": "1.5"}""", "rate")]
    [InlineData("PUT", "currencies/rates", """{"base": "EUR"}""", "currency,date,rate")]
    [InlineData("DELETE", "currencies/rates?date=2025-06-12", null, "base,currency")]
    [InlineData("GET", "currencies/rates?day=2025-06-12&base=euro", null, "base,day")]
    public async Task Rates_WrongInput_NamesTheFields(string method, string path, string? body, string fields)
    {
        using var user = await app.RegisterAsync();

        var reply = await user.SendAsync(new HttpMethod(method), path, body);

        Assert.Equal((400, "validation_failed", fields), (reply.Status, reply.Code, string.Join(',', reply.FaultyFields().Order())));
    }

    [Fact]
    public async Task RatesTimer_SourceAwayOrBroken_EndsWellAndLeavesWhatIsKnown()
    {
        using var user = await app.RegisterAsync();
        await app.FetchRatesAsync();

        app.Rates.IsAway = true;
        await app.RunTimerAsync("Rates");
        app.Rates.IsAway = false;
        app.Rates.Files[RateServer.Latest] = "<html><body>Maintenance</body></html>";
        await app.RunTimerAsync("Rates");

        Assert.Equal("1.25,ecb", await UsdAsync(user));
        app.PublishRates();
    }

    [Fact]
    public async Task RatesTimer_DayThatWasCorrected_IsReplacedAtOnce()
    {
        using var user = await app.RegisterAsync();
        await app.FetchRatesAsync();

        app.Rates.Files[RateServer.Latest] = app.Rates.Files[RateServer.Latest].Replace("'1.25'", "'1.3'", StringComparison.Ordinal);
        await app.RunTimerAsync("Rates");
        var corrected = await UsdAsync(user);
        app.PublishRates();
        await app.FetchRatesAsync();

        Assert.Equal(("1.3,ecb", "1.25,ecb"), (corrected, await UsdAsync(user)));
    }

    [Fact]
    public async Task ReadAsync_ServerThatAnswersNothing_SourceIsAway()
    {
        var settings = new Dictionary<string, string?> { ["Rates:BaseAddress"] = "http://127.0.0.1:9" };
        var options = RateOptions.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        using var source = new EcbRateSource(options);

        var trouble = await Assert.ThrowsAsync<RateSourceException>(() => source.ReadAsync(RateFile.Latest, new DateOnly(2026, 6, 15), default));

        Assert.False(trouble.IsMissing);
    }

    [Fact]
    public async Task Transaction_MadeInAnotherCurrency_ShowsTheRateItWasMadeAt()
    {
        using var user = await app.RegisterAsync();

        var path = await user.CreateAsync(
            "transactions", """{"type": "expense", "amount": 10.50, "foreign_amount": "1500", "foreign_currency": "JPY"}""");
        var read = await user.ReadAsync(path);
        var listed = await user.ReadAsync("transactions");
        var dearer = await user.SendAsync(HttpMethod.Put, path, """{"amount": 12}""");
        var none = await user.SendAsync(HttpMethod.Put, path, """{"foreign_amount": null, "foreign_currency": null}""");
        var half = await user.SendAsync(HttpMethod.Put, path, """{"foreign_amount": 3}""");
        var wrong = await user.SendAsync(HttpMethod.Put, path, """{"foreign_amount": 3, "foreign_currency": "Yen"}""");

        Assert.Equal("""{"amount":1500,"currency":"JPY","rate":0.007}""", read.Raw("foreign"));
        Assert.Equal(read.Raw("foreign"), listed.Json.GetProperty("items")[0].GetProperty("foreign").GetRawText());
        Assert.Equal(("0.008", "null"), (dearer.Raw("foreign.rate"), none.Raw("foreign")));
        Assert.Equal((400, "foreign_currency"), (half.Status, string.Join(',', half.FaultyFields())));
        Assert.Equal((400, "foreign_currency"), (wrong.Status, string.Join(',', wrong.FaultyFields())));
    }

    [Fact]
    public async Task Reports_ThreeCurrencies_AnswerInOneAndSayTheirRates()
    {
        using var user = await app.RegisterAsync();
        await app.FetchRatesAsync();
        var yen = await user.CreateIdAsync("accounts", """{"name": "Yen", "type": "cash", "currency": "JPY", "opening_balance": 1200}""");
        var dinar = await user.CreateIdAsync("accounts", """{"name": "Dinar", "type": "cash", "currency": "KWD"}""");
        await user.CreateAsync("transactions", $$"""{"type": "expense", "amount": 600, "account_id": "{{yen}}", "date": "2025-06-14"}""");
        await user.CreateAsync("transactions", $$"""{"type": "expense", "amount": 0.125, "account_id": "{{dinar}}", "date": "2025-06-14"}""");
        await user.CreateAsync("transactions", """{"type": "expense", "amount": 2, "date": "2025-06-14"}""");

        var apart = await user.ReadAsync("reports/summary?month=2025-06");
        await user.SendAsync(HttpMethod.Put, "currencies/rates", """{"date": "2025-06-01", "base": "USD", "currency": "KWD", "rate": 0.25}""");
        var summary = await user.ReadAsync("reports/summary?month=2025-06");
        var monthly = await user.ReadAsync("reports/monthly?month=2025-06&currency=EUR");

        Assert.Equal(["7.00", "3.00"], apart.Raws("expenses", "net_worth"));
        Assert.Equal(
            """[{"income":0.000,"expenses":0.125,"net":-0.125,"net_worth":-0.125,"transaction_count":1,"currency":"KWD"}]""", apart.Raw("unconverted"));
        Assert.Equal(["7.50", "2.50", "[]"], summary.Raws("expenses", "net_worth", "unconverted"));
        Assert.Equal(["5.00", "600", "\"JPY\""], summary.Raws("largest_expense.amount", "largest_expense.original_amount", "largest_expense.original_currency"));
        Assert.Equal(
            """
            [{"from":"JPY","to":"USD","first_day":"2025-05-29","last_day":"2025-06-12","source":"ecb","stale_days":1},
            {"from":"KWD","to":"USD","first_day":"2025-06-01","last_day":"2025-06-01","source":"manual","stale_days":2}]
            """.ReplaceLineEndings(""),
            summary.Raw("rates_used"));
        Assert.Equal(["\"EUR\"", "6.00"], monthly.Raws("currency", "expenses"));
    }

    private static async Task<string> UsdAsync(UserClient user)
    {
        var list = await user.ReadAsync("currencies/rates?date=2025-06-14&base=EUR");
        var usd = list.Json.GetProperty("rates").EnumerateArray().Single(rate => rate.GetProperty("currency").GetString() == "USD");
        return $"{usd.GetProperty("rate").GetRawText()},{usd.GetProperty("source").GetString()}";
    }
}
