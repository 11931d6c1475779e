namespace Finance.LocalRuntime.Hosting;

/// <summary>Finds the folder of the solution that a build output belongs to.</summary>
internal static class RepositoryFolder
{
    /// <summary>Null when no folder above holds a solution, as after publishing.</summary>
    public static string? Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (folder.EnumerateFiles("*.sln").Any() || folder.EnumerateFiles("*.slnx").Any())
                return folder.FullName;
        }

        return null;
    }
}
