using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Finance.LocalRuntime.Hosting;

/// <summary>The functions of an app, found by their attributes.</summary>
internal sealed class FunctionCatalog
{
    private const BindingFlags Anywhere = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private FunctionCatalog(IReadOnlyList<LoadedFunction> functions) => Functions = functions;

    public IReadOnlyList<LoadedFunction> Functions { get; }

    /// <exception cref="InvalidOperationException">Two functions share a name, or one cannot be served as declared.</exception>
    public static FunctionCatalog Load(Assembly assembly, Func<Type, bool>? include = null)
    {
        var functions = new Dictionary<string, LoadedFunction>(StringComparer.OrdinalIgnoreCase);
        foreach (var type in assembly.GetTypes().Where(type => type is { IsClass: true, ContainsGenericParameters: false }))
        {
            if (include is not null && !include(type))
                continue;
            foreach (var method in type.GetMethods(Anywhere))
            {
                if (method.GetCustomAttribute<FunctionAttribute>() is not { } attribute)
                    continue;
                if (!functions.TryAdd(attribute.Name, Load(attribute.Name, method)))
                    throw new InvalidOperationException($"Two functions are named '{attribute.Name}'.");
            }
        }

        return new FunctionCatalog([.. functions.Values]);
    }

    private static LoadedFunction Load(string name, MethodInfo method)
    {
        foreach (var parameter in method.GetParameters())
        {
            if (parameter.GetCustomAttribute<TriggerBindingAttribute>() is { } trigger)
                return new LoadedFunction(name, method, parameter, trigger);
        }

        throw new InvalidOperationException($"Function '{name}' has no trigger.");
    }
}
