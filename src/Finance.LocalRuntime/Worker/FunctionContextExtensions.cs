using Finance.LocalRuntime.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker;

public static class FunctionContextExtensions
{
    /// <summary>The request being answered; null for timer and blob functions.</summary>
    public static HttpContext? GetHttpContext(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Items.TryGetValue(AspNetCoreIntegration.HttpContextKey, out var value) ? value as HttpContext : null;
    }
}

public static class FunctionContextLoggerExtensions
{
    public static ILogger<T> GetLogger<T>(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.InstanceServices.GetRequiredService<ILogger<T>>();
    }

    public static ILogger GetLogger(this FunctionContext context, string categoryName)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.InstanceServices.GetRequiredService<ILoggerFactory>().CreateLogger(categoryName);
    }
}

public static class FunctionContextBindingFeatureExtensions
{
    public static InvocationResult GetInvocationResult(this FunctionContext context) => new OutcomeResult(OutcomeOf(context));

    /// <exception cref="InvalidOperationException">The result is of another type.</exception>
    public static InvocationResult<T> GetInvocationResult<T>(this FunctionContext context)
    {
        var outcome = OutcomeOf(context);
        return outcome.Value is T
            ? new OutcomeResult<T>(outcome)
            : throw new InvalidOperationException(
                $"Requested type({typeof(T)}) does not match the type of Invocation result({outcome.Value?.GetType()})");
    }

    private static InvocationOutcome OutcomeOf(FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<InvocationOutcome>()
            ?? throw new InvalidOperationException("The invocation has no result: its context does not come from the runtime.");
    }

    private sealed class OutcomeResult(InvocationOutcome outcome) : InvocationResult
    {
        public override object? Value
        {
            get => outcome.Value;
            set => outcome.Value = value;
        }
    }

    private sealed class OutcomeResult<T>(InvocationOutcome outcome) : InvocationResult<T>
    {
        public override T? Value
        {
            get => (T?)outcome.Value;
            set => outcome.Value = value;
        }
    }
}
