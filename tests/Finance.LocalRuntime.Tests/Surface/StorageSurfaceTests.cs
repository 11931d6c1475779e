using System.Reflection;
using Azure.Data.Tables;

namespace Finance.LocalRuntime.Tests.Surface;

/// <summary>
/// What the stand-in for Microsoft's storage packages declares exists there in the same form, so that source written against it compiles
/// against them.
/// </summary>
public sealed class StorageSurfaceTests
{
    private static readonly Dictionary<string, HashSet<string>> Microsofts = Read("Surface.storage.txt");

    public static TheoryData<string> Types =>
    [
        .. typeof(TableClient).Assembly.GetExportedTypes()
            .Select(SurfaceText.Name)
            .Where(name => name.StartsWith("Azure.Data.Tables", StringComparison.Ordinal)
                || name.StartsWith("Azure.Storage", StringComparison.Ordinal)),
    ];

    [Theory]
    [MemberData(nameof(Types))]
    public void EveryMember_OfTheStandIn_IsMicrosofts(string typeName)
    {
        var type = typeof(TableClient).Assembly.GetExportedTypes().Single(exported => SurfaceText.Name(exported) == typeName);

        Assert.True(Microsofts.TryGetValue(typeName, out var members), $"{typeName} is not in Microsoft's packages.");
        Assert.Empty(SurfaceText.Members(type).Except(members!));
    }

    private static Dictionary<string, HashSet<string>> Read(string name)
    {
        var assembly = Assembly.GetExecutingAssembly();
        using var reader = new StreamReader(assembly.GetManifestResourceStream($"{assembly.GetName().Name}.{name}")!);
        var types = new Dictionary<string, HashSet<string>>();
        var members = new HashSet<string>();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('['))
                types.Add(line[1..^1], members = []);
            else if (line.Length > 0 && line[0] != '#')
                members.Add(line);
        }

        return types;
    }
}
