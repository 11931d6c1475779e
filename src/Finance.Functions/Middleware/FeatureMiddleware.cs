using Finance.Core;
using Finance.Functions.Features;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Finance.Functions.Middleware;

/// <summary>Answers routes of features that are switched off as if they were not there, and says so.</summary>
internal sealed class FeatureMiddleware(FeatureOptions features, FunctionPolicies policies) : IFunctionsWorkerMiddleware
{
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (policies.Of(context).Feature is not { } feature || features.IsOn(feature))
        {
            return next(context);
        }

        context.Refuse(Errors.FeatureDisabled());
        return Task.CompletedTask;
    }
}
