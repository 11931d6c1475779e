using System.Reflection;
using Finance.Functions.Features;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Middleware;

/// <summary>Lets anyone call an HTTP function. Without it a token is needed: what is forgotten stays closed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OpenToAnyoneAttribute : Attribute;

/// <summary>Takes bodies larger or smaller than <see cref="FunctionPolicy.DefaultBodyLimit"/>.</summary>
/// <param name="bytes">The largest body that is taken.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BodyLimitAttribute(long bytes) : Attribute
{
    public long Bytes => bytes;

    /// <summary>What to do with a larger body, as a sentence.</summary>
    public string? WayOut { get; init; }
}

/// <summary>Counts against the limit of what costs much: it reads or writes more than a page.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CostlyAttribute : Attribute;

/// <summary>What holds for an HTTP function before it runs.</summary>
/// <param name="BodyLimit">Bytes of the largest body that is taken.</param>
/// <param name="WayOut">What to do with a larger body, as a sentence.</param>
internal sealed record FunctionPolicy(bool IsOpen, long BodyLimit, string? WayOut)
{
    internal const long DefaultBodyLimit = 1 << 20;

    internal static FunctionPolicy Closed { get; } = new(false, DefaultBodyLimit, null);

    /// <summary>Whether calls count against the limit of what costs much, too.</summary>
    internal bool IsCostly { get; init; }

    /// <summary>What must be switched on for the function to be there; null where it always is.</summary>
    internal Feature? Feature { get; init; }

    /// <summary>The route as it is declared: <c>/api/accounts/{id}</c>.</summary>
    internal string Route { get; init; } = "";
}

/// <summary>The policies of an assembly's functions, by the attributes on their methods.</summary>
internal sealed class FunctionPolicies(Assembly assembly)
{
    private readonly Lazy<Dictionary<string, FunctionPolicy>> _policies = new(() => Load(assembly));

    /// <summary>The policy of a function; that of a function nobody knows is closed.</summary>
    internal FunctionPolicy Of(FunctionContext context) =>
        _policies.Value.GetValueOrDefault(context.FunctionDefinition.Name, FunctionPolicy.Closed);

    private static Dictionary<string, FunctionPolicy> Load(Assembly assembly)
    {
        var policies = new Dictionary<string, FunctionPolicy>(StringComparer.OrdinalIgnoreCase);
        foreach (var method in assembly.GetTypes().SelectMany(type => type.GetMethods()))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is { } function)
            {
                var isOpen = method.IsDefined(typeof(OpenToAnyoneAttribute));
                var limit = method.GetCustomAttribute<BodyLimitAttribute>();
                policies[function.Name] = new FunctionPolicy(isOpen, limit?.Bytes ?? FunctionPolicy.DefaultBodyLimit, limit?.WayOut)
                {
                    IsCostly = method.IsDefined(typeof(CostlyAttribute)),
                    Route = RouteOf(method),
                    Feature = FeatureOf(method),
                };
            }
        }

        return policies;
    }

    private static Feature? FeatureOf(MethodInfo function) =>
        (function.GetCustomAttribute<PartOfAttribute>() ?? function.DeclaringType!.GetCustomAttribute<PartOfAttribute>())?.Feature;

    private static string RouteOf(MethodInfo method) => method.GetParameters()
        .Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()?.Route)
        .FirstOrDefault(route => route is not null) is { } route ? $"/api/{route}" : "";
}
