using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.DependencyInjection;

namespace Finance.LocalRuntime.Hosting;

/// <summary>A function of the app: what triggers it, and how to call it.</summary>
internal sealed class LoadedFunction
{
    private readonly MethodInfo _method;
    private readonly ObjectFactory? _createInstance;
    private readonly ParameterBinder[] _binders;
    private readonly Func<object?, Task<object?>> _awaitResult;

    /// <exception cref="InvalidOperationException">A parameter is of a kind that its trigger does not offer.</exception>
    public LoadedFunction(string name, MethodInfo method, ParameterInfo triggerParameter, TriggerBindingAttribute trigger)
    {
        _method = method;
        Trigger = trigger;
        TokenNames = TriggerTokens.NamesIn(name, trigger);
        Definition = new LocalFunctionDefinition(name, method, triggerParameter, TriggerTokens.TypeOf(trigger));
        _createInstance = method.IsStatic ? null : ActivatorUtilities.CreateFactory(method.DeclaringType!, Type.EmptyTypes);
        _binders = [.. method.GetParameters().Select(parameter => ParameterBinding.Create(this, parameter, parameter == triggerParameter))];
        _awaitResult = AwaitableResult.For(method.ReturnType);
    }

    public LocalFunctionDefinition Definition { get; }

    public string Name => Definition.Name;

    public TriggerBindingAttribute Trigger { get; }

    /// <summary>Names of the values that the trigger's route or path yields.</summary>
    public IReadOnlySet<string> TokenNames { get; }

    /// <summary>Binds, constructs, calls, and leaves the result in the context.</summary>
    public static async Task ExecuteAsync(FunctionContext context)
    {
        var function = context.Features.Get<LoadedFunction>()!;
        var arguments = new object?[function._binders.Length];
        for (var i = 0; i < arguments.Length; i++)
            arguments[i] = await function._binders[i](context);

        var instance = function._createInstance?.Invoke(context.InstanceServices, null);
        var returned = function._method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        context.Features.Get<InvocationOutcome>()!.Value = await function._awaitResult(returned);
    }
}

/// <summary>What the different triggers call their parts.</summary>
internal static class TriggerTokens
{
    public static string TypeOf(TriggerBindingAttribute trigger) => trigger switch
    {
        HttpTriggerAttribute => LocalFunctionDefinition.HttpTriggerType,
        TimerTriggerAttribute => LocalFunctionDefinition.TimerTriggerType,
        BlobTriggerAttribute => LocalFunctionDefinition.BlobTriggerType,
        _ => throw new InvalidOperationException($"The trigger {trigger.GetType().Name} is not one that the local runtime serves."),
    };

    public static IReadOnlySet<string> NamesIn(string functionName, TriggerBindingAttribute trigger)
    {
        IEnumerable<string> names = trigger switch
        {
            HttpTriggerAttribute http => HttpRoute.ParameterNames(http.Route ?? functionName),
            BlobTriggerAttribute blob => BlobPathPattern.Parse(blob.BlobPath).TokenNames,
            _ => [],
        };
        return names.ToHashSet(StringComparer.OrdinalIgnoreCase);
    }
}

/// <summary>Turns whatever a function returns into a task of its value.</summary>
internal static class AwaitableResult
{
    private static readonly MethodInfo TaskValueMethod = Method(nameof(TaskValue));
    private static readonly MethodInfo ValueTaskValueMethod = Method(nameof(ValueTaskValue));

    public static Func<object?, Task<object?>> For(Type returnType)
    {
        if (returnType == typeof(Task))
            return NoValue;
        if (returnType == typeof(ValueTask))
            return static returned => NoValue(((ValueTask)returned!).AsTask());
        if (!returnType.IsGenericType)
            return Task.FromResult;
        var definition = returnType.GetGenericTypeDefinition();
        var unwrap = definition == typeof(Task<>) ? TaskValueMethod : definition == typeof(ValueTask<>) ? ValueTaskValueMethod : null;
        return unwrap is null
            ? Task.FromResult
            : unwrap.MakeGenericMethod(returnType.GetGenericArguments()).CreateDelegate<Func<object?, Task<object?>>>();
    }

    private static MethodInfo Method(string name)
        => typeof(AwaitableResult).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;

    private static async Task<object?> NoValue(object? returned)
    {
        if (returned is Task task)
            await task;
        return null;
    }

    private static async Task<object?> TaskValue<T>(object? returned) => returned is Task<T> task ? await task : null;

    private static async Task<object?> ValueTaskValue<T>(object? returned) => await (ValueTask<T>)returned!;
}
