namespace Finance.Core.Ledgers;

/// <summary>Lets one caller at a time into each ledger, in the order they came, within this process.</summary>
internal sealed class KeyedQueue
{
    private readonly Dictionary<UserId, Waiters> _waiters = [];

    internal async Task<IDisposable> EnterAsync(UserId key, CancellationToken cancellationToken)
    {
        Waiters waiters;
        lock (_waiters)
        {
            if (!_waiters.TryGetValue(key, out waiters!))
            {
                _waiters.Add(key, waiters = new Waiters());
            }

            waiters.Count++;
        }

        try
        {
            await waiters.Turn.WaitAsync(cancellationToken);
        }
        catch
        {
            Leave(key, waiters);
            throw;
        }

        return new Turn(this, key, waiters);
    }

    private void Leave(UserId key, Waiters waiters)
    {
        lock (_waiters)
        {
            if (--waiters.Count == 0)
            {
                _waiters.Remove(key);
                waiters.Turn.Dispose();
            }
        }
    }

    private sealed class Waiters
    {
        internal SemaphoreSlim Turn { get; } = new(1, 1);

        internal int Count { get; set; }
    }

    private sealed class Turn(KeyedQueue queue, UserId key, Waiters waiters) : IDisposable
    {
        private bool _left;

        public void Dispose()
        {
            if (_left)
            {
                return;
            }

            _left = true;
            waiters.Turn.Release();
            queue.Leave(key, waiters);
        }
    }
}
