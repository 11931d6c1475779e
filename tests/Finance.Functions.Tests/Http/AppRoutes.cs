using System.Reflection;
using Finance.Functions.Middleware;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Tests.Http;

/// <param name="Path">With its parameters: <c>/api/accounts/{id}</c>.</param>
internal sealed record AppRoute(string Method, string Path, bool IsOpen)
{
    public override string ToString() => $"{Method} {Path}";
}

/// <summary>Every route that the functions of the app declare.</summary>
internal static class AppRoutes
{
    internal static IReadOnlyList<AppRoute> All { get; } =
    [
        .. from type in typeof(FinanceSetup).Assembly.GetTypes()
           from method in type.GetMethods()
           from parameter in method.GetParameters()
           let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
           where trigger is not null
           from verb in trigger.Methods!
           select new AppRoute(verb.ToUpperInvariant(), $"/api/{trigger.Route}", method.IsDefined(typeof(OpenToAnyoneAttribute))),
    ];
}
