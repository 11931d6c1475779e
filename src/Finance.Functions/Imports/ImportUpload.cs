using Finance.Core;
using Finance.Functions.Http.Reading;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Finance.Functions.Imports;

/// <summary>The file of a request: the part <c>file</c> of a multipart body, or the body itself.</summary>
internal sealed class ImportUpload(string fileName, ReadOnlyMemory<byte> head, Stream rest)
{
    /// <summary>Files up to this size are read from the request and answered at once; larger ones go by the container.</summary>
    internal const int SmallBytes = 1 << 20;

    /// <summary>What a request may carry; larger files are sent straight to the container.</summary>
    internal const long MaxBytes = 95L << 20;

    private const int MaxNameLength = 120;
    private const string DefaultName = "statement";

    internal string FileName => fileName;

    /// <summary>The whole file when it is small, else its beginning.</summary>
    internal ReadOnlyMemory<byte> Head => head;

    internal bool IsSmall => head.Length <= SmallBytes;

    /// <summary>The file from its beginning, to be read once; fails past <see cref="MaxBytes"/>.</summary>
    internal Stream Open() => new LimitedStream(head, rest, MaxBytes);

    /// <returns>Errors: <c>malformed_body</c>.</returns>
    internal static async Task<Result<ImportUpload>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var part = await FindAsync(request, cancellationToken);
        if (!part.IsOk)
        {
            return part.Error;
        }

        var (name, content) = part.Value;
        var head = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (head.Length <= SmallBytes && await content.ReadAsync(buffer, cancellationToken) is var count and > 0)
        {
            head.Write(buffer, 0, count);
        }

        return head.Length == 0
            ? Errors.MalformedBody("The request carries no file. Send it as the part 'file' of multipart/form-data, or as the body itself.")
            : new ImportUpload(name, head.GetBuffer().AsMemory(0, (int)head.Length), content);
    }

    private static async Task<Result<(string Name, Stream Content)>> FindAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return (DefaultName, request.Body);
        }

        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > 70)
        {
            return Errors.MalformedBody("The multipart body states no boundary.");
        }

        try
        {
            var reader = new MultipartReader(boundary, request.Body);
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (section.AsFileSection() is { Name: "file", FileStream: { } content } file)
                {
                    return (SafeName(file.FileName), content);
                }
            }
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException)
        {
            return Errors.MalformedBody("The multipart body breaks off or is not well formed.");
        }

        return Errors.MalformedBody("The multipart body has no part named 'file' with a file name.");
    }

    /// <summary>A client's file name as a name in the container: no folders, nothing that a path gives a meaning.</summary>
    private static string SafeName(string name)
    {
        var last = name.Split('/', '\\')[^1];
        var safe = new string([.. last.Select(character => char.IsLetterOrDigit(character) || character is '.' or '-' or '_' ? character : '_')]).Trim('.');
        return safe.Length == 0 ? DefaultName : safe[..Math.Min(safe.Length, MaxNameLength)];
    }
}
