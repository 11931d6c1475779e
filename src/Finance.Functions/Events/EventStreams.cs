using System.Collections.Concurrent;
using Finance.Core;

namespace Finance.Functions.Events;

/// <summary>How many streams each user has open in this process.</summary>
public sealed class EventStreams
{
    /// <summary>A few tabs and a phone.</summary>
    public const int PerUser = 8;

    private readonly ConcurrentDictionary<UserId, int> _open = new();

    /// <summary>Takes a place for a stream; disposing it gives it back.</summary>
    /// <returns>Null where the user has none left.</returns>
    internal IDisposable? TryTake(UserId user)
    {
        var open = _open.AddOrUpdate(user, 1, static (_, count) => count + 1);
        var place = new Place(this, user);
        if (open <= PerUser)
        {
            return place;
        }

        place.Dispose();
        return null;
    }

    private void Give(UserId user)
    {
        if (_open.AddOrUpdate(user, 0, static (_, count) => count - 1) == 0)
        {
            // Only what is still none: another stream may have begun meanwhile.
            _open.TryRemove(KeyValuePair.Create(user, 0));
        }
    }

    private sealed class Place(EventStreams streams, UserId user) : IDisposable
    {
        private int _isGiven;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isGiven, 1) == 0)
            {
                streams.Give(user);
            }
        }
    }
}
