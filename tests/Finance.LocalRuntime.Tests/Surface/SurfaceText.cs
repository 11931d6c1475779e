using System.Globalization;
using System.Reflection;

namespace Finance.LocalRuntime.Tests.Surface;

/// <summary>Writes the public members a type declares, one a line, in the form of the lists beside this file.</summary>
internal static class SurfaceText
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(double)] = "double",
    };

    public static string Name(Type type) => type.FullName!.Replace('+', '.');

    public static IEnumerable<string> Members(Type type) => type.IsEnum
        ? Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}")
        : type.GetConstructors(Declared).Select(constructor => Parameters(constructor))
            .Concat(type.GetProperties(Declared).Select(Property))
            .Concat(type.GetMethods(Declared).Where(IsOfInterest).Select(Method));

    private static bool IsOfInterest(MethodInfo method) =>
        method.Name is not (nameof(Equals) or nameof(GetHashCode) or nameof(ToString))
        && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal));

    private static string Property(PropertyInfo property)
    {
        var isStatic = property.GetMethod!.IsStatic ? "static " : "";
        var index = property.GetIndexParameters();
        var name = index.Length > 0 ? $"this[{string.Join(", ", index.Select(Parameter))}]" : property.Name;
        return $"{isStatic}{name} : {TypeText(property.PropertyType)} {{get;{(property.SetMethod?.IsPublic == true ? "set;" : "")}}}";
    }

    private static string Method(MethodInfo method)
    {
        var isStatic = method.IsStatic ? "static " : "";
        var generic = method.IsGenericMethod ? $"<{string.Join(',', method.GetGenericArguments().Select(TypeText))}>" : "";
        var where = string.Concat((method.IsGenericMethod ? method.GetGenericArguments() : []).Select(Constraints));
        return $"{isStatic}{TypeText(method.ReturnType)} {method.Name}{generic}{Parameters(method)}{where}";
    }

    private static string Constraints(Type parameter)
    {
        var isClass = parameter.GenericParameterAttributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint);
        string[] all = [.. isClass ? (string[])["class"] : [], .. parameter.GetGenericParameterConstraints().Select(TypeText)];
        return all.Length == 0 ? "" : $" where {parameter.Name}: {string.Join(',', all)}";
    }

    private static string Parameters(MethodBase method) => $"({string.Join(", ", method.GetParameters().Select(Parameter))})";

    private static string Parameter(ParameterInfo parameter)
    {
        var type = parameter.IsOut ? "out " + TypeText(parameter.ParameterType.GetElementType()!) : TypeText(parameter.ParameterType);
        return $"{type} {parameter.Name}{(parameter.HasDefaultValue ? "=" + Default(parameter) : "")}";
    }

    private static string Default(ParameterInfo parameter) => parameter.DefaultValue switch
    {
        null when parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null => "default",
        null => "null",
        bool value => value ? "true" : "false",
        var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string TypeText(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword;
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return TypeText(underlying) + "?";
        if (type.IsArray)
            return TypeText(type.GetElementType()!) + "[]";
        var name = type.IsNested && !type.IsGenericParameter ? $"{type.DeclaringType!.Name}.{type.Name}" : type.Name;
        return type.IsGenericType
            ? $"{name[..name.IndexOf('`')]}<{string.Join(',', type.GetGenericArguments().Select(TypeText))}>"
            : name;
    }
}
