namespace Finance.LocalRuntime.Hosting;

/// <summary>
/// The system's clock, except inside a run that was asked to happen at another instant: there it stands still. Time spans, timers and
/// delays stay real, so that a standing clock hangs nothing.
/// </summary>
internal sealed class InvocationClock : TimeProvider
{
    private static readonly AsyncLocal<DateTimeOffset?> Standing = new();

    public override DateTimeOffset GetUtcNow() => Standing.Value ?? base.GetUtcNow();

    /// <summary>Stops the clock for the asynchronous flow that follows, until the return value is disposed.</summary>
    public static IDisposable StandAt(DateTimeOffset instant)
    {
        var former = Standing.Value;
        Standing.Value = instant.ToUniversalTime();
        return new Restart(former);
    }

    private sealed class Restart(DateTimeOffset? former) : IDisposable
    {
        public void Dispose() => Standing.Value = former;
    }
}
