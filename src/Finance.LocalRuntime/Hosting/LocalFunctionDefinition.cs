using System.Collections.Immutable;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Azure.Functions.Worker;

namespace Finance.LocalRuntime.Hosting;

internal sealed class LocalFunctionDefinition : FunctionDefinition
{
    private const string ReturnBinding = "$return";

    public LocalFunctionDefinition(string name, MethodInfo method, ParameterInfo triggerParameter, string triggerType)
    {
        Name = name;
        PathToAssembly = method.DeclaringType!.Assembly.Location;
        EntryPoint = $"{method.DeclaringType.FullName}.{method.Name}";
        Id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{name}\n{EntryPoint}")))[..16];
        Parameters =
        [
            .. method.GetParameters().Select(parameter => new FunctionParameter(
                parameter.Name!,
                parameter.ParameterType,
                parameter.HasDefaultValue,
                parameter.HasDefaultValue ? parameter.DefaultValue : null)),
        ];
        InputBindings = Binding(triggerParameter.Name!, triggerType, BindingDirection.In);
        OutputBindings = triggerType == HttpTriggerType
            ? Binding(ReturnBinding, "http", BindingDirection.Out)
            : ImmutableDictionary<string, BindingMetadata>.Empty;
    }

    public const string HttpTriggerType = "httpTrigger";
    public const string TimerTriggerType = "timerTrigger";
    public const string BlobTriggerType = "blobTrigger";

    public override ImmutableArray<FunctionParameter> Parameters { get; }

    public override string PathToAssembly { get; }

    public override string EntryPoint { get; }

    public override string Id { get; }

    public override string Name { get; }

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; }

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings { get; }

    private static ImmutableDictionary<string, BindingMetadata> Binding(string name, string type, BindingDirection direction)
        => ImmutableDictionary<string, BindingMetadata>.Empty.Add(name, new Metadata(name, type, direction));

    private sealed class Metadata(string name, string type, BindingDirection direction) : BindingMetadata
    {
        public override string Name { get; } = name;

        public override string Type { get; } = type;

        public override BindingDirection Direction { get; } = direction;
    }
}
