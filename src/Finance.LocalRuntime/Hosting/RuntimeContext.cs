using System.Reflection;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;

namespace Finance.LocalRuntime.Hosting;

/// <summary>What one app under the local runtime is made of, from the first line of its program on.</summary>
internal sealed class RuntimeContext
{
    private RuntimeContext(Assembly functions, HostJson host)
    {
        Functions = functions;
        Host = host;
    }

    public Assembly Functions { get; }

    public HostJson Host { get; }

    public string[] Arguments { get; private init; } = [];

    /// <summary>Started by a person or a script: speaks on the console, obeys signals, starts Azurite.</summary>
    public bool IsProgram { get; private init; }

    /// <summary>Holds <c>welcome.txt</c> and <c>host.json</c>.</summary>
    public string Folder { get; private init; } = AppContext.BaseDirectory;

    public string? RepositoryRoot { get; private init; }

    /// <summary>Settings in rising order of precedence.</summary>
    /// <summary>Which classes to look for functions in; null means all.</summary>
    public Func<Type, bool>? Include { get; private init; }

    public IReadOnlyList<Action<IConfigurationBuilder>> Sources { get; private init; } = [];

    public List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> Middleware { get; } = [];

    /// <summary>Set by <c>ConfigureFunctionsWebApplication</c>.</summary>
    public bool ServesHttp { get; set; }

    /// <summary>Where Azurite and the development issuer keep their files; null for a test that keeps none.</summary>
    public string? DataFolder(IConfiguration configuration)
    {
        var configured = configuration[RuntimeSettings.AzuriteData];
        if (!string.IsNullOrWhiteSpace(configured))
            return Path.GetFullPath(configured);
        return IsProgram ? Path.Combine(RepositoryRoot ?? Directory.GetCurrentDirectory(), ".azurite") : null;
    }

    public static RuntimeContext ForCommandLine(Assembly functions, string[] args)
    {
        var folder = AppContext.BaseDirectory;
        var root = RepositoryFolder.Find(folder);
        return new RuntimeContext(functions, HostJson.Read(Path.Combine(folder, "host.json")))
        {
            Arguments = args ?? [],
            IsProgram = true,
            Folder = folder,
            RepositoryRoot = root,
            Sources =
            [
                builder => builder.AddInMemoryCollection(RuntimeSettings.Defaults),
                builder => builder.AddInMemoryCollection(LocalSettings.Read(folder, root)),
                builder => builder.AddEnvironmentVariables(),
                builder => builder.AddCommandLine(args ?? []),
            ],
        };
    }

    public static RuntimeContext ForTest(LocalHostOptions options)
    {
        var folder = options.Folder ?? Path.GetDirectoryName(options.Functions.Location) ?? AppContext.BaseDirectory;
        var host = HostJson.Read(Path.Combine(folder, "host.json"));
        if (options.RoutePrefix is not null)
            host = host with { RoutePrefix = options.RoutePrefix.Trim('/') };
        return new RuntimeContext(options.Functions, host)
        {
            Folder = folder,
            Include = options.Include,
            Sources =
            [
                builder => builder.AddInMemoryCollection(RuntimeSettings.Defaults),
                builder => builder.AddInMemoryCollection([new(RuntimeSettings.Port, "0")]),
                builder => builder.AddInMemoryCollection(options.Settings),
            ],
        };
    }
}
