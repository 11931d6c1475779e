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
