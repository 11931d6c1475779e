using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Finance.LocalRuntime.Hosting;

/// <summary>
/// The parts of <c>host.json</c> that the local runtime obeys
/// (https://learn.microsoft.com/azure/azure-functions/functions-host-json).
/// </summary>
internal sealed record HostJson
{
    private const int DefaultBlobParallelism = 4;

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public string RoutePrefix { get; init; } = "api";

    /// <summary>Null: no limit.</summary>
    public TimeSpan? FunctionTimeout { get; init; } = TimeSpan.FromMinutes(30);

    public int BlobParallelism { get; init; } = DefaultBlobParallelism;

    /// <summary>Level by category; the category <c>default</c> stands for all.</summary>
    public IReadOnlyDictionary<string, LogLevel> LogLevels { get; init; } = new Dictionary<string, LogLevel>();

    /// <exception cref="InvalidOperationException">The file cannot be understood.</exception>
    public static HostJson Read(string path)
    {
        if (!File.Exists(path))
            return new HostJson();
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path), Lenient);
            return Parse(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException)
        {
            throw new InvalidOperationException($"host.json cannot be understood: {error.Message}", error);
        }
    }

    private static HostJson Parse(JsonElement root)
    {
        var read = new HostJson();
        if (Find(root, "extensions", "http", "routePrefix") is { } prefix)
            read = read with { RoutePrefix = prefix.GetString()?.Trim('/') ?? "" };
        if (Find(root, "functionTimeout") is { } timeout)
            read = read with { FunctionTimeout = ParseTimeout(timeout.GetString()) };
        if (Find(root, "extensions", "blobs", "maxDegreeOfParallelism") is { } parallelism)
            read = read with { BlobParallelism = Math.Max(1, parallelism.GetInt32()) };
        if (Find(root, "logging", "logLevel") is { } levels)
            read = read with { LogLevels = levels.EnumerateObject().ToDictionary(level => level.Name, level => ParseLevel(level.Value)) };
        return read;
    }

    private static JsonElement? Find(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return null;
        }

        return element.ValueKind == JsonValueKind.Null ? null : element;
    }

    private static TimeSpan? ParseTimeout(string? text)
        => text is null or "-1" ? null : TimeSpan.Parse(text, CultureInfo.InvariantCulture);

    private static LogLevel ParseLevel(JsonElement value)
        => Enum.TryParse<LogLevel>(value.GetString(), ignoreCase: true, out var level)
            ? level
            : throw new FormatException($"'{value}' is not a log level.");
}
