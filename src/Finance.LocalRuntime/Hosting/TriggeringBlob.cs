using System.Text;
using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Azure.Functions.Worker;

namespace Finance.LocalRuntime.Hosting;

/// <summary>The blob that called a function.</summary>
internal abstract class TriggeringBlob
{
    public abstract string Container { get; }

    public abstract string Name { get; }

    public abstract string ETag { get; }

    public abstract string BlobType { get; }

    public abstract Uri Uri { get; }

    public abstract IDictionary<string, string> Metadata { get; }

    public abstract BlobClient Client { get; }

    public abstract Task<Stream> OpenReadAsync(CancellationToken cancellationToken);

    /// <summary>Null when a blob cannot be had as this type.</summary>
    public static ParameterBinder? BinderFor(Type type)
    {
        if (type == typeof(BlobClient) || type == typeof(BlobBaseClient))
            return static context => new(Of(context).Client);
        if (type == typeof(Stream))
            return static async context => await Of(context).OpenReadAsync(context.CancellationToken);
        if (type == typeof(byte[]))
            return static async context => await ReadAllAsync(context);
        if (type == typeof(string))
            return static async context => Encoding.UTF8.GetString(await ReadAllAsync(context));
        return null;
    }

    /// <summary>The path's tokens, and what else the real host says of a blob.</summary>
    public IReadOnlyDictionary<string, object?> BindingData(IReadOnlyDictionary<string, string> tokens)
    {
        var data = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
        {
            ["BlobTrigger"] = $"{Container}/{Name}",
            ["Uri"] = JsonSerializer.Serialize(Uri),
            ["Metadata"] = JsonSerializer.Serialize(Metadata),
        };
        foreach (var (token, value) in tokens)
            data[token] = value;
        return data;
    }

    // https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-blob-trigger#poison-blobs
    public string PoisonMessage(string function) => JsonSerializer.Serialize(new Dictionary<string, string>
    {
        ["Type"] = "BlobTrigger",
        ["FunctionId"] = $"Host.Functions.{function}",
        ["BlobType"] = BlobType,
        ["ContainerName"] = Container,
        ["BlobName"] = Name,
        ["ETag"] = ETag.Trim('"'),
    });

    private static TriggeringBlob Of(FunctionContext context) => context.Features.Get<TriggeringBlob>()!;

    private static async Task<byte[]> ReadAllAsync(FunctionContext context)
    {
        await using var content = await Of(context).OpenReadAsync(context.CancellationToken);
        using var buffer = new MemoryStream();
        await content.CopyToAsync(buffer, context.CancellationToken);
        return buffer.ToArray();
    }
}
