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
        Url = input.Body.Required("url", Url),
        Description = input.Body.Optional("description", Description),
        Kinds = input.Body.Optional("kinds", Kinds, []),
    };

    internal static WebhookPatch Patch(RequestInput input) => new()
    {
        Url = input.Body.Change("url", Url),
        Description = input.Body.ChangeOrClear("description", Description),
        Kinds = input.Body.Change("kinds", Kinds),
        Active = input.Body.Change("active", Read.Bool.Says("False pauses it; true starts it again.")),
    };

    internal static int From(RequestInput input) => input.Query.Required("from", Read.Int(int.MinValue, int.MaxValue)
        .Says("The sequence of the first notification that is sent again."));

    private static ValueReader<IReadOnlyList<NotificationKind>> Kinds { get; } = Read.List(Read.Enum<NotificationKind>(), MaxKinds)
        .Says("The kinds that are delivered; empty for all.")
        .Like(new[] { "budget_threshold", "low_balance" });

    private static ValueReader<string> Url { get; } = Read.Text(MaxUrl)
        .Says("Where deliveries are posted; https, and no private address unless the deployment allows it.")
        .Like("https://hooks.example.com/finance");

    private static ValueReader<string> Description { get; } = Read.Text(MaxDescription)
        .Says("What it is for.")
        .Like("Household board");
}
