using System.Text;
using System.Text.Json;
using Finance.Core.Notifications;
using Finance.Core.Webhooks;

namespace Finance.Core.Tests.Webhooks;

public sealed class WebhookMessagesTests
{
    // The example of https://github.com/standard-webhooks/standard-webhooks/blob/main/libraries/python/tests/test_webhooks.py
    [Fact]
    public void Signature_ExampleOfTheSpecification_IsTheSame() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        WebhookSignature.Of(
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1614265330,
            "{\"test\": 2432232314}"u8));

    [Fact]
    public void NewSecret_AnyTwo_AreOf32BytesAndDiffer()
    {
        var (one, other) = (WebhookSignature.NewSecret(), WebhookSignature.NewSecret());

        Assert.StartsWith("whsec_", one, StringComparison.Ordinal);
        Assert.Equal(32, Convert.FromBase64String(one["whsec_".Length..]).Length);
        Assert.NotEqual(one, other);
    }

    [Fact]
    public void Of_Notification_HoldsWhatTheListShows()
    {
        var at = new DateTimeOffset(2026, 6, 15, 12, 0, 1, 5, TimeSpan.Zero);
        var webhook = new Webhook
        {
            Id = "abc",
            Url = "https://example.com/hook?key=1",
            Kinds = [],
            Secret = WebhookSignature.NewSecret(),
            DeliveredThrough = 0,
            CreatedAt = at,
        };
        var told = new Notification
        {
            Number = 7,
            Kind = NotificationKind.LowBalance,
            Title = "Fällt unter \"0\"",
            Detail = "Am 3. Juli.",
            SubjectId = "account",
            Channels = NotificationChannels.All,
            CreatedAt = at,
        };

        var message = WebhookMessages.Of(webhook, told, at.AddSeconds(2));

        Assert.Equal(("msg_abc_7", at.ToUnixTimeSeconds() + 2, "/hook?key=1"), (message.Id, message.At, message.Url.PathAndQuery));
        var body = JsonElement.Parse(Encoding.UTF8.GetString(message.Body.Span));
        Assert.Equal("low_balance", body.GetProperty("type").GetString());
        Assert.Equal("2026-06-15T12:00:01.005Z", body.GetProperty("timestamp").GetString());
        Assert.Equal(
            ["id", "sequence", "kind", "title", "detail", "subject_id", "created_at"],
            body.GetProperty("data").EnumerateObject().Select(member => member.Name));
        Assert.Equal(told.Title, body.GetProperty("data").GetProperty("title").GetString());
    }
}
