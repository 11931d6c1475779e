using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Finance.LocalRuntime.Hosting;

/// <summary>Runs one invocation through the app's middleware to its function.</summary>
internal sealed class InvocationRunner
{
    private static readonly ActivitySource Source = new("Microsoft.Azure.Functions.Worker");

    private readonly FunctionExecutionDelegate _pipeline;
    private readonly TimeSpan? _timeout;

    public InvocationRunner(RuntimeContext runtime)
    {
        FunctionExecutionDelegate pipeline = LoadedFunction.ExecuteAsync;
        for (var i = runtime.Middleware.Count - 1; i >= 0; i--)
            pipeline = runtime.Middleware[i](pipeline);
        _pipeline = pipeline;
        _timeout = runtime.Host.FunctionTimeout;
    }

    /// <param name="function">What to run.</param>
    /// <param name="services">The invocation's scope; the caller disposes it.</param>
    /// <param name="bindingData">Route values or path tokens.</param>
    /// <param name="addFeatures">Adds what the trigger brings.</param>
    /// <param name="abandoned">Fires when nobody waits for the outcome any more.</param>
    /// <param name="traceParent">The caller's W3C trace parent, if it sent one.</param>
    /// <exception cref="Exception">Whatever left the outermost middleware.</exception>
    public async Task RunAsync(
        LoadedFunction function,
        IServiceProvider services,
        IReadOnlyDictionary<string, object?> bindingData,
        Action<IInvocationFeatures> addFeatures,
        CancellationToken abandoned,
        string? traceParent = null)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(abandoned);
        if (_timeout is { } timeout)
            stop.CancelAfter(timeout);
        using var activity = StartActivity(traceParent);
        var context = new LocalFunctionContext(function, services, bindingData, activity, stop.Token);
        addFeatures(context.Features);
        await _pipeline(context);
    }

    private static Activity StartActivity(string? traceParent)
    {
        var activity = Source.CreateActivity("Invoke", ActivityKind.Server) ?? new Activity("Invoke");
        activity.SetIdFormat(ActivityIdFormat.W3C);
        if (Activity.Current is null && ActivityContext.TryParse(traceParent, null, isRemote: true, out _))
            activity.SetParentId(traceParent!);
        return activity.Start();
    }
}
