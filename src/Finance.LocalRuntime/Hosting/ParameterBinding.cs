using System.ComponentModel;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.LocalRuntime.Hosting;

internal delegate ValueTask<object?> ParameterBinder(FunctionContext context);

/// <summary>Decides, once, where each parameter of a function comes from.</summary>
internal static class ParameterBinding
{
    /// <exception cref="InvalidOperationException">Nothing can fill the parameter.</exception>
    public static ParameterBinder Create(LoadedFunction function, ParameterInfo parameter, bool isTrigger)
    {
        if (parameter.ParameterType == typeof(FunctionContext))
            return static context => new(context);
        if (parameter.ParameterType == typeof(CancellationToken))
            return static context => new(context.CancellationToken);
        if (isTrigger)
            return ForTrigger(function, parameter);
        if (function.TokenNames.Contains(parameter.Name!))
            return ForToken(parameter);
        throw Refused(function, parameter);
    }

    private static ParameterBinder ForTrigger(LoadedFunction function, ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        return function.Trigger switch
        {
            HttpTriggerAttribute when type == typeof(HttpRequest) => static context => new(context.GetHttpContext()?.Request),
            TimerTriggerAttribute when type == typeof(TimerInfo) => static context => new(context.Features.Get<TimerInfo>()),
            BlobTriggerAttribute when TriggeringBlob.BinderFor(type) is { } binder => binder,
            _ => throw Refused(function, parameter),
        };
    }

    private static ParameterBinder ForToken(ParameterInfo parameter)
    {
        var name = parameter.Name!;
        var absent = parameter.HasDefaultValue ? parameter.DefaultValue : Empty(parameter.ParameterType);
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (type == typeof(string))
            return context => new(context.BindingContext.BindingData.GetValueOrDefault(name) ?? absent);
        var converter = TypeDescriptor.GetConverter(type);
        return context => context.BindingContext.BindingData.GetValueOrDefault(name) is string text
            ? new(converter.ConvertFromInvariantString(text))
            : new(absent);
    }

    private static object? Empty(Type type) => type.IsValueType ? Activator.CreateInstance(type) : null;

    private static InvalidOperationException Refused(LoadedFunction function, ParameterInfo parameter)
        => new($"Function '{function.Name}': nothing fills the parameter '{parameter.Name}' of type {parameter.ParameterType.Name}.");
}
