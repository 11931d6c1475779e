using System.Globalization;

namespace Finance.Functions.Tests.App;

[Collection(AppCollection.Name)]
public sealed class DetectedTests(AppFixture app)
{
    [Fact]
    public async Task Get_MonthlyPayments_OffersATemplateThatCanBePosted()
    {
        using var user = await SubscriberAsync();

        var list = await user.ReadAsync("recurring/detected");
        var found = Assert.Single(list.Json.GetProperty("items").EnumerateArray());
        var posted = await user.SendAsync(HttpMethod.Post, "recurring", found.GetProperty("template").GetRawText());

        Assert.Equal("1", list.Raw("total_count"));
        Assert.Equal(
            ["\"Netflix\"", "\"monthly\"", "1", "12.99", "12.99", "4", "true", "\"USD\""],
            new[] { "payee", "frequency", "interval", "amount", "amount_max", "occurrences", "is_subscription", "currency" }
                .Select(name => found.GetProperty(name).GetRawText()));
        Assert.Equal(4, found.GetProperty("evidence").GetArrayLength());
        Assert.True(posted.Status == 201, posted.Body);
        Assert.Equal(found.GetProperty("next_date").GetRawText(), posted.Raw("next_occurrence"));
        Assert.Equal("0", (await user.ReadAsync("recurring/detected")).Raw("total_count"));
    }

    [Fact]
    public async Task Accept_Detected_CreatesTheTemplateOnce()
    {
        using var user = await SubscriberAsync();
        var path = $"recurring/detected/{await DetectedAsync(user)}/accept";

        var accepted = await user.SendAsync(HttpMethod.Post, path, null, ("Idempotency-Key", "accept"));
        var again = await user.SendAsync(HttpMethod.Post, path, null, ("Idempotency-Key", "accept"));
        var late = await user.SendAsync(HttpMethod.Post, path);

        Assert.Equal((201, 201, accepted.Body), (accepted.Status, again.Status, again.Body));
        Assert.Equal(accepted.Body, (await user.ReadAsync(accepted.Header("Location")!)).Body);
        Assert.Equal((404, "not_found"), (late.Status, late.Code));
        Assert.Equal("1", (await user.ReadAsync("recurring")).Raw("total_count"));
    }

    [Fact]
    public async Task Dismiss_Detected_HidesItUntilItIsTakenBack()
    {
        using var user = await SubscriberAsync();
        var id = await DetectedAsync(user);

        var dismissed = await user.SendAsync(HttpMethod.Post, $"recurring/detected/{id}/dismiss");
        var hidden = await user.ReadAsync("recurring/detected");
        var listed = await user.ReadAsync("recurring/detected?dismissed=true");
        var restored = await user.SendAsync(HttpMethod.Delete, $"recurring/detected/{id}/dismiss");
        var twice = await user.SendAsync(HttpMethod.Delete, $"recurring/detected/{id}/dismiss");

        Assert.Equal([$"\"{id}\"", "\"Netflix\"", "true"], dismissed.Raws("id", "name", "dismissed"));
        Assert.Equal(("0", "1"), (hidden.Raw("total_count"), listed.Raw("total_count")));
        Assert.Equal(["false", "true"], restored.Raws("dismissed", "deleted"));
        Assert.Equal((404, "not_found"), (twice.Status, twice.Code));
        Assert.Equal("1", (await user.ReadAsync("recurring/detected")).Raw("total_count"));
    }

    [Fact]
    public async Task Detected_WrongInput_IsRefused()
    {
        using var user = await app.RegisterAsync();
        using var other = await SubscriberAsync();
        var theirs = await DetectedAsync(other);

        Assert.Equal(["on", "days"], (await user.SendAsync(HttpMethod.Get, "recurring/detected?on=2026-02-30&days=3")).FaultyFields());
        Assert.Equal(404, (await user.SendAsync(HttpMethod.Post, $"recurring/detected/{theirs}/dismiss")).Status);
        Assert.Equal(404, (await user.SendAsync(HttpMethod.Post, $"recurring/detected/{theirs}/accept")).Status);
        var body = await other.SendAsync(HttpMethod.Post, $"recurring/detected/{theirs}/accept", """{"name": "x"}""");
        Assert.Equal((400, "name"), (body.Status, Assert.Single(body.FaultyFields())));
        Assert.Equal("0", (await user.ReadAsync("recurring/detected")).Raw("total_count"));
    }

    private static async Task<string> DetectedAsync(UserClient user) =>
        (await user.ReadAsync("recurring/detected")).Json.GetProperty("items")[0].GetProperty("id").GetString()!;

    /// <summary>Somebody who has paid the same on the same day of the last four months.</summary>
    private async Task<UserClient> SubscriberAsync()
    {
        var user = await app.RegisterAsync();
        var last = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-5);
        var day = Math.Min(last.Day, 28);
        for (var back = 3; back >= 0; back--)
        {
            var month = last.AddMonths(-back);
            var date = new DateOnly(month.Year, month.Month, day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            await user.CreateAsync("transactions", $$"""{"type": "expense", "amount": 12.99, "payee": "Netflix", "date": "{{date}}"}""");
        }

        return user;
    }
}
