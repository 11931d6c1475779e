using System.Text;
using Microsoft.Azure.Functions.Worker;

namespace Finance.LocalRuntime.Hosting;

/// <summary>The blob that called a function.</summary>
internal abstract class TriggeringBlob
{
    public abstract Task<Stream> OpenReadAsync(CancellationToken cancellationToken);

    /// <summary>Null when a blob cannot be had as this type.</summary>
    public static ParameterBinder? BinderFor(Type type)
    {
        if (type == typeof(Stream))
            return static async context => await Of(context).OpenReadAsync(context.CancellationToken);
        if (type == typeof(byte[]))
            return static async context => await ReadAllAsync(context);
        if (type == typeof(string))
            return static async context => Encoding.UTF8.GetString(await ReadAllAsync(context));
        return null;
    }

    private static TriggeringBlob Of(FunctionContext context) => context.Features.Get<TriggeringBlob>()!;

    private static async Task<byte[]> ReadAllAsync(FunctionContext context)
    {
        await using var content = await Of(context).OpenReadAsync(context.CancellationToken);
        using var buffer = new MemoryStream();
        await content.CopyToAsync(buffer, context.CancellationToken);
        return buffer.ToArray();
    }
}
