namespace Finance.Bench.Running;

/// <summary>Where the source of this program lies.</summary>
internal static class Repository
{
    internal static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>A project's build output, of the configuration that this program was built in.</summary>
    internal static string OutputOf(string project)
    {
        var own = Path.Combine(Root, "bench", "Finance.Bench", "bin");
        return Path.Combine(Root, "src", project, "bin", Path.GetRelativePath(own, AppContext.BaseDirectory));
    }

    private static string Find(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "FinanceFunctions.sln")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException("The bench runs from its folder in the repository.");
    }
}
