using System.Diagnostics;
using Finance.Functions.Middleware;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Finance.Functions.Telemetry;

/// <summary>Outermost around every function: one span and one duration for each run, HTTP or not.</summary>
internal sealed class TelemetryMiddleware(FunctionPolicies policies, ProcessTally tally, TimeProvider time) : IFunctionsWorkerMiddleware
{
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next) =>
        context.IsHttp() ? AnswerAsync(context, next) : RunAsync(context, next);

    private Task AnswerAsync(FunctionContext context, FunctionExecutionDelegate next)
    {
        var (http, start) = (context.RequireHttp(), time.GetTimestamp());
        var (method, route) = (http.Request.Method, policies.Of(context).Route);
        var span = FinanceTelemetry.Source.StartActivity($"{method} {route}", ActivityKind.Server, ParentOf(context));
        span?.SetTag("http.request.method", method).SetTag("http.route", route).SetTag("faas.name", context.FunctionDefinition.Name);

        // What a function returns is sent after all middleware; only then the status is known.
        http.Response.OnCompleted(() =>
        {
            End(http.Response.StatusCode, span, new TagList { { "http.request.method", method }, { "http.route", route } }, start);
            return Task.CompletedTask;
        });
        return next(context);
    }

    private void End(int status, Activity? span, TagList tags, long start)
    {
        tally.CountAnswer(status);
        tags.Add("http.response.status_code", status);
        span?.SetTag("http.response.status_code", status);
        if (status >= StatusCodes.Status500InternalServerError)
        {
            tags.Add("error.type", $"{status}");
            span?.SetTag("error.type", $"{status}").SetStatus(ActivityStatusCode.Error);
        }

        span?.Dispose();
        if (FinanceTelemetry.Requests.Enabled)
        {
            FinanceTelemetry.Requests.Record(time.GetElapsedTime(start).TotalSeconds, tags);
        }
    }

    private async Task RunAsync(FunctionContext context, FunctionExecutionDelegate next)
    {
        var (name, start) = (context.FunctionDefinition.Name, time.GetTimestamp());
        using var span = FinanceTelemetry.Source.StartActivity(name, ActivityKind.Internal, ParentOf(context));
        span?.SetTag("faas.name", name);
        var tags = new TagList { { "faas.name", name } };
        try
        {
            await next(context);
        }
        catch (Exception exception)
        {
            var type = exception.GetType().Name;
            tags.Add("error.type", type);
            span?.SetTag("error.type", type).SetStatus(ActivityStatusCode.Error);
            throw;
        }
        finally
        {
            if (FinanceTelemetry.Runs.Enabled)
            {
                FinanceTelemetry.Runs.Record(time.GetElapsedTime(start).TotalSeconds, tags);
            }
        }
    }

    /// <summary>
    /// The host's span. Where the host has one that it tells nobody of, the client's; where there is no client's either, the span is told
    /// in the host's trace, which is the one that answers and logs name.
    /// </summary>
    private static ActivityContext ParentOf(FunctionContext context)
    {
        if (Activity.Current is { Source.Name.Length: 0 } mute)
        {
            while (mute.Parent is { } outer)
            {
                mute = outer;
            }

            return mute.ParentId is null
                ? new ActivityContext(mute.TraceId, mute.SpanId, ActivityTraceFlags.Recorded)
                : new ActivityContext(mute.TraceId, mute.ParentSpanId, mute.ActivityTraceFlags, mute.TraceStateString, isRemote: true);
        }

        return ActivityContext.TryParse(context.TraceContext.TraceParent, context.TraceContext.TraceState, isRemote: true, out var parent)
            ? parent
            : default;
    }
}
