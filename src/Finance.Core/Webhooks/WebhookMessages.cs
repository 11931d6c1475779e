using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Finance.Core.Notifications;

namespace Finance.Core.Webhooks;

/// <summary>Notifications as webhooks are told them.</summary>
internal static class WebhookMessages
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static WebhookMessage Of(Webhook webhook, Notification notification, DateTimeOffset now)
    {
        var (id, at, body) = (IdOf(webhook.Id, notification.Number), now.ToUnixTimeSeconds(), Body(notification));
        return new WebhookMessage(new Uri(webhook.Url), id, at, WebhookSignature.Of(webhook.Secret, id, at, body), body);
    }

    /// <summary>Names a notification at one webhook, whenever it is sent there.</summary>
    internal static string IdOf(string webhookId, long sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"msg_{webhookId}_{sequence}");

    private static string At(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static byte[] Body(Notification notification)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("type", SnakeCase.Of(notification.Kind));
            json.WriteString("timestamp", At(notification.CreatedAt));
            json.WriteStartObject("data");
            json.WriteString("id", notification.Id);
            json.WriteNumber("sequence", notification.Number);
            json.WriteString("kind", SnakeCase.Of(notification.Kind));
            json.WriteString("title", notification.Title);
            json.WriteString("detail", notification.Detail);
            json.WriteString("subject_id", notification.SubjectId);
            json.WriteString("created_at", At(notification.CreatedAt));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
