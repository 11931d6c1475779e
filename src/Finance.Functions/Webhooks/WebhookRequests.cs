using Finance.Core.Notifications;
using Finance.Core.Webhooks;
using Finance.Functions.Http.Reading;

namespace Finance.Functions.Webhooks;

/// <summary>What clients send about webhooks.</summary>
internal static class WebhookRequests
{
    private const int MaxUrl = 2000;
    private const int MaxDescription = 200;
    private static readonly int MaxKinds = Enum.GetValues<NotificationKind>().Length;

    internal static NewWebhook New(RequestInput input) => new()
    {
        Url = input.Body.Required("url", Read.Text(MaxUrl)),
        Description = input.Body.Optional("description", Read.Text(MaxDescription)),
        Kinds = input.Body.Optional("kinds", Kinds, []),
    };

    internal static WebhookPatch Patch(RequestInput input) => new()
    {
        Url = input.Body.Change("url", Read.Text(MaxUrl)),
        Description = input.Body.ChangeOrClear("description", Read.Text(MaxDescription)),
        Kinds = input.Body.Change("kinds", Kinds),
        Active = input.Body.Change("active", Read.Bool),
    };

    internal static int From(RequestInput input) => input.Query.Required("from", Read.Int(int.MinValue, int.MaxValue));

    private static ValueReader<IReadOnlyList<NotificationKind>> Kinds { get; } = Read.List(Read.Enum<NotificationKind>(), MaxKinds);
}
