using Finance.Core;
using Finance.Core.Notifications;
using Finance.Functions.Http.Reading;

namespace Finance.Functions.Notifications;

/// <summary>What clients send about notifications.</summary>
internal static class NotificationRequests
{
    internal static NotificationFilter Filter(RequestInput input) => new(
        input.Query.Optional("kind", Read.Enum<NotificationKind>()),
        input.Query.Optional("unread", Read.Bool.Says("Only those that were not read."), false));

    /// <returns>Ids; null where all are meant.</returns>
    internal static IReadOnlyList<string>? Several(RequestInput input)
    {
        var ids = input.Body.Optional("ids", Ids);
        var all = input.Body.Optional("all", Read.Bool.Says("Marks all that are there.").Like(true), false);
        if (all == ids is not null)
        {
            input.Body.Errors.Add("ids", "is required unless \"all\" is true, and only then.");
        }

        return ids;
    }

    /// <summary>The kinds that an object names, each with the channels that it names.</summary>
    internal static IReadOnlyDictionary<NotificationKind, ChannelsPatch> Preferences(ObjectFields fields)
    {
        var patch = new Dictionary<NotificationKind, ChannelsPatch>();
        foreach (var kind in Enum.GetValues<NotificationKind>())
        {
            if (fields.Change(SnakeCase.Of(kind), Read.Object(Channels)).Or(null) is { } channels)
            {
                patch.Add(kind, channels);
            }
        }

        return patch;
    }

    private static ChannelsPatch Channels(ObjectFields fields) =>
        new(fields.Change("in_app", Read.Bool), fields.Change("webhook", Read.Bool));

    private static ValueReader<IReadOnlyList<string>> Ids { get; } = Read.List(Read.Id, NotificationService.MaxAtOnce, 1)
        .Says("Those that were read.");
}
