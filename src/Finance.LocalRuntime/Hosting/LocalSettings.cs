using System.Text.Json;

namespace Finance.LocalRuntime.Hosting;

/// <summary>
/// Reads <c>local.settings.json</c> (https://learn.microsoft.com/azure/azure-functions/functions-develop-local#local-settings-file):
/// <c>Values</c> as they are, <c>ConnectionStrings</c> and <c>Host</c> under their own names.
/// </summary>
internal static class LocalSettings
{
    // A fresh clone has the sample only, and is to run as it is.
    private static readonly string[] FileNames = ["local.settings.json", "local.settings.sample.json"];

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The settings of the first of these folders that has the file; else those of the first sample; else none.</summary>
    /// <exception cref="InvalidOperationException">The file is encrypted or is not JSON.</exception>
    public static Dictionary<string, string?> Read(params ReadOnlySpan<string?> folders)
    {
        foreach (var name in FileNames)
        {
            foreach (var folder in folders)
            {
                if (folder is not null && Path.Combine(folder, name) is var path && File.Exists(path))
                    return Parse(path);
            }
        }

        return [];
    }

    private static Dictionary<string, string?> Parse(string path)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path), Lenient);
            var root = document.RootElement;
            if (root.TryGetProperty("IsEncrypted", out var encrypted) && encrypted.ValueKind == JsonValueKind.True)
                throw new InvalidOperationException($"{path} is encrypted; run 'func settings decrypt'.");
            Add(settings, root, "Values", prefix: "");
            Add(settings, root, "ConnectionStrings", "ConnectionStrings:");
            Add(settings, root, "Host", "Host:");
        }
        catch (JsonException error)
        {
            throw new InvalidOperationException($"{path} is not valid JSON: {error.Message}", error);
        }

        return settings;
    }

    private static void Add(Dictionary<string, string?> settings, JsonElement root, string section, string prefix)
    {
        if (!root.TryGetProperty(section, out var values) || values.ValueKind != JsonValueKind.Object)
            return;
        foreach (var value in values.EnumerateObject())
        {
            var key = prefix + value.Name.Replace("__", ":", StringComparison.Ordinal);
            settings[key] = value.Value.ValueKind == JsonValueKind.String ? value.Value.GetString() : value.Value.GetRawText();
        }
    }
}
