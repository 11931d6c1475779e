using System.Diagnostics;
using Finance.Core;
using Finance.Functions.Http.Writing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Middleware;

internal static class InvocationExtensions
{
    private const string HttpTrigger = "httpTrigger";

    internal static bool IsHttp(this FunctionContext context) =>
        context.FunctionDefinition.InputBindings.Values
            .Any(binding => binding.Type.Equals(HttpTrigger, StringComparison.OrdinalIgnoreCase));

    /// <exception cref="InvalidOperationException">The worker gives no request to an HTTP function: nothing may run unchecked.</exception>
    internal static HttpContext RequireHttp(this FunctionContext context) => context.GetHttpContext()
        ?? throw new InvalidOperationException("An HTTP function has no request. Is ConfigureFunctionsWebApplication() called first?");

    /// <summary>The W3C trace id of the invocation: the client's, the host's, or a new one; the same for all that is done in it.</summary>
    internal static string TraceId(this FunctionContext context)
    {
        if (context.Items.TryGetValue(typeof(ActivityTraceId), out var known))
        {
            return (string)known;
        }

        var isPartOfATrace = ActivityContext.TryParse(context.TraceContext.TraceParent, null, out var parent);
        var id = (isPartOfATrace ? parent.TraceId : ActivityTraceId.CreateRandom()).ToHexString();
        context.Items[typeof(ActivityTraceId)] = id;
        return id;
    }

    /// <summary>Answers a problem document instead of running the function.</summary>
    internal static void Refuse(this FunctionContext context, Error error, string? challenge = null) =>
        context.GetInvocationResult().Value = new ProblemResult(error, context.TraceId(), challenge);
}
