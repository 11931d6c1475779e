using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Finance.Functions.OpenApi;

/// <summary>The documentation comments of assemblies, as text.</summary>
internal sealed partial class XmlComments
{
    private readonly Dictionary<string, XElement> _members = new(StringComparer.Ordinal);

    /// <param name="files">What the compiler wrote beside the assemblies.</param>
    internal XmlComments(params IEnumerable<string> files)
    {
        foreach (var member in files.SelectMany(file => XDocument.Load(file).Descendants("member")))
        {
            _members[member.Attribute("name")!.Value] = member;
        }
    }

    internal string? SummaryOf(Type type) => Text(Member($"T:{NameOf(type)}")?.Element("summary"));

    internal string? SummaryOf(MethodInfo method) => Text(Member(NameOf(method))?.Element("summary"));

    internal string? RemarksOf(MethodInfo method) => Text(Member(NameOf(method))?.Element("remarks"));

    internal string? ParameterOf(MethodInfo method, string name) => Text(Parameter(Member(NameOf(method)), name));

    internal string? SummaryOf(FieldInfo member) => Text(Member($"F:{NameOf(member.DeclaringType!)}.{member.Name}")?.Element("summary"));

    /// <summary>What a property is said to be: by itself, or as the parameter of a record.</summary>
    internal string? SummaryOf(PropertyInfo property)
    {
        var type = property.DeclaringType!;
        return Text(Member($"P:{NameOf(type)}.{property.Name}")?.Element("summary"))
            ?? Text(Parameter(Member($"T:{NameOf(type)}"), property.Name));
    }

    private static string NameOf(Type type)
    {
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return definition.FullName!.Replace('+', '.');
    }

    private static string NameOf(MethodInfo method)
    {
        var parameters = string.Join(',', method.GetParameters().Select(parameter => parameter.ParameterType.FullName));
        return $"M:{NameOf(method.DeclaringType!)}.{method.Name}({parameters})";
    }

    private static XElement? Parameter(XElement? member, string name) =>
        member?.Elements("param").FirstOrDefault(parameter => parameter.Attribute("name")?.Value == name);

    private XElement? Member(string name) => _members.GetValueOrDefault(name);

    private static string? Text(XElement? element)
    {
        if (element is null)
        {
            return null;
        }

        var text = string.Concat(element.Nodes().Select(node => node switch
        {
            XText words => words.Value,
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement { Name.LocalName: "paramref" } name => $"`{SnakeCase(name.Attribute("name")!.Value)}`",
            XElement see when see.Attribute("cref") is { } reference => $"`{SnakeCase(LastOf(reference.Value))}`",
            XElement other => other.Value,
            _ => "",
        }));
        return Blank().Replace(text, " ").Trim() is { Length: > 0 } words ? words : null;
    }

    private static string LastOf(string reference) => reference[(reference.LastIndexOf('.') + 1)..];

    private static string SnakeCase(string name) => Core.SnakeCase.Of(name);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
