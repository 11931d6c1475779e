using Finance.Core;
using Finance.Functions.Features;
using Finance.Functions.Http.Reading;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Finance.Functions.Middleware;

/// <summary>Answers routes of features that are switched off as if they were not there, and says so.</summary>
internal sealed class FeatureMiddleware(FeatureOptions features, FunctionPolicies policies) : IFunctionsWorkerMiddleware
{
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (!Needed(context).All(features.IsOn))
        {
            context.Refuse(Errors.FeatureDisabled());
            return Task.CompletedTask;
        }

        return next(context);
    }

    /// <summary>The features that a call needs: the function's own, and sharing where it names a ledger.</summary>
    private IEnumerable<Feature> Needed(FunctionContext context)
    {
        if (policies.Of(context).Feature is { } own)
        {
            yield return own;
        }

        if (context.RequireHttp().Request.Headers.ContainsKey(LedgerHeader.Name))
        {
            yield return Feature.Sharing;
        }
    }
}
