using System.Collections.Concurrent;

namespace Finance.LocalRuntime.Tests.Hosting;

public sealed record BlobCall(string UserId, string AccountId, string Name, string Content, string Trigger, string Metadata);

/// <summary>Notes every call of a blob function, and lets a test delay or fail it.</summary>
public sealed class BlobRecorder
{
    private readonly Lock _counting = new();
    private int _running;

    public ConcurrentQueue<BlobCall> All { get; } = new();

    public Task Wait { get; set; } = Task.CompletedTask;

    /// <summary>Whether the call of that number, from 1, fails.</summary>
    public Func<int, bool> Fails { get; set; } = _ => false;

    public int MostAtOnce { get; private set; }

    public async Task RecordAsync(BlobCall call)
    {
        int number;
        lock (_counting)
        {
            MostAtOnce = Math.Max(MostAtOnce, ++_running);
            All.Enqueue(call);
            number = All.Count;
        }

        await Wait;
        lock (_counting)
            _running--;
        if (Fails(number))
            throw new InvalidTimeZoneException("as the test asked");
    }

    public async Task CountAsync(int count)
    {
        for (var i = 0; All.Count < count; i++)
        {
            Assert.True(i < 1500, $"{All.Count} of {count} calls");
            await Task.Delay(20);
        }
    }
}
