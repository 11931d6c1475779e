using Finance.Core.Exporting;
using Microsoft.AspNetCore.Http;

namespace Finance.Functions.Http.Writing;

/// <summary>
/// Sends a file while it is made. What goes wrong once it has begun can no longer be said: the connection is cut, so that nobody takes what
/// arrived for the whole (https://www.rfc-editor.org/rfc/rfc9112#section-8).
/// </summary>
internal sealed class FileResult : IResult
{
    private readonly ExportFile _file;
    private readonly IAsyncEnumerator<ReadOnlyMemory<byte>> _pieces;
    private readonly bool _hasPiece;

    private FileResult(ExportFile file, IAsyncEnumerator<ReadOnlyMemory<byte>> pieces, bool hasPiece) =>
        (_file, _pieces, _hasPiece) = (file, pieces, hasPiece);

    /// <summary>Makes the first piece: whatever stands in the way from the start is still an exception here.</summary>
    internal static async Task<FileResult> OpenAsync(ExportFile file, CancellationToken cancellationToken)
    {
        var pieces = file.Content.GetAsyncEnumerator(cancellationToken);
        try
        {
            return new FileResult(file, pieces, await pieces.MoveNextAsync());
        }
        catch
        {
            await pieces.DisposeAsync();
            throw;
        }
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using var pieces = _pieces;
        var response = httpContext.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = _file.ContentType;
        response.Headers.ContentDisposition = $"attachment; filename=\"{_file.Name}\"";
        for (var isThere = _hasPiece; isThere; isThere = await pieces.MoveNextAsync())
        {
            await response.Body.WriteAsync(pieces.Current, httpContext.RequestAborted);
        }
    }
}
