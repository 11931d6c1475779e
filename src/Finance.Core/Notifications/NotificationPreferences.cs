using System.Collections.Immutable;

namespace Finance.Core.Notifications;

/// <summary>Where a user wants to be told of what. Kinds that are not named are told everywhere.</summary>
public sealed record NotificationPreferences
{
    private readonly ImmutableSortedDictionary<NotificationKind, NotificationChannels> _channels;

    private NotificationPreferences(ImmutableSortedDictionary<NotificationKind, NotificationChannels> channels) => _channels = channels;

    public static NotificationPreferences Default { get; } = new(ImmutableSortedDictionary<NotificationKind, NotificationChannels>.Empty);

    public NotificationChannels this[NotificationKind kind] => _channels.GetValueOrDefault(kind, NotificationChannels.All);

    public NotificationPreferences With(NotificationKind kind, NotificationChannels channels) => new(
        channels == NotificationChannels.All ? _channels.Remove(kind) : _channels.SetItem(kind, channels));

    public NotificationPreferences With(IEnumerable<KeyValuePair<NotificationKind, ChannelsPatch>> patch) =>
        patch.Aggregate(this, (sum, change) => sum.With(change.Key, change.Value.Over(sum[change.Key])));

    public bool Equals(NotificationPreferences? other) => other is not null && _channels.SequenceEqual(other._channels);

    public override int GetHashCode() => _channels.Aggregate(0, (hash, entry) => HashCode.Combine(hash, entry.Key, entry.Value));

    /// <summary>Kinds that are not told everywhere: <c>low_balance=1 import_finished=0</c>; null for none.</summary>
    internal string? ToText() =>
        _channels.IsEmpty ? null : string.Join(' ', _channels.Select(entry => $"{SnakeCase.Of(entry.Key)}={(int)entry.Value}"));

    internal static NotificationPreferences FromText(string? text) => (text?.Split(' ') ?? []).Aggregate(Default, (sum, entry) =>
    {
        var at = entry.IndexOf('=', StringComparison.Ordinal);
        return sum.With(SnakeCase.Parse<NotificationKind>(entry[..at]), (NotificationChannels)(entry[at + 1] - '0'));
    });
}

/// <summary>An update of where a user wants to be told of one kind: what is absent stays as it is.</summary>
public sealed record ChannelsPatch(Optional<bool> InApp, Optional<bool> Webhook)
{
    internal NotificationChannels Over(NotificationChannels current) =>
        (InApp.Or(current.HasFlag(NotificationChannels.InApp)) ? NotificationChannels.InApp : NotificationChannels.None)
        | (Webhook.Or(current.HasFlag(NotificationChannels.Webhook)) ? NotificationChannels.Webhook : NotificationChannels.None);
}
