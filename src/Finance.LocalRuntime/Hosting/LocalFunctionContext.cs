using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;

namespace Finance.LocalRuntime.Hosting;

/// <summary>What a function or its middleware returned; null until then.</summary>
internal sealed class InvocationOutcome
{
    public object? Value { get; set; }
}

internal sealed class LocalFunctionContext : FunctionContext
{
    private readonly LoadedFunction _function;

    public LocalFunctionContext(
        LoadedFunction function,
        IServiceProvider services,
        IReadOnlyDictionary<string, object?> bindingData,
        Activity activity,
        CancellationToken cancellationToken)
    {
        _function = function;
        InstanceServices = services;
        BindingContext = new Bindings(bindingData);
        TraceContext = new Trace(activity.Id ?? "", activity.TraceStateString ?? "");
        CancellationToken = cancellationToken;
        Features = new InvocationFeatures();
        Features.Set(new InvocationOutcome());
        Features.Set(function);
    }

    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    public override string FunctionId => _function.Definition.Id;

    public override TraceContext TraceContext { get; }

    public override BindingContext BindingContext { get; }

    // No trigger that this runtime serves takes a retry policy, and without one the real worker leaves null here.
    public override RetryContext RetryContext => null!;

    public override IServiceProvider InstanceServices { get; set; }

    public override FunctionDefinition FunctionDefinition => _function.Definition;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features { get; }

    public override CancellationToken CancellationToken { get; }

    private sealed class Bindings(IReadOnlyDictionary<string, object?> data) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData { get; } = data;
    }

    private sealed class Trace(string parent, string state) : TraceContext
    {
        public override string TraceParent { get; } = parent;

        public override string TraceState { get; } = state;
    }
}

internal sealed class InvocationFeatures : Dictionary<Type, object>, IInvocationFeatures
{
    public void Set<T>(T instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        this[typeof(T)] = instance;
    }

    public T? Get<T>() => TryGetValue(typeof(T), out var value) ? (T)value : default;
}
