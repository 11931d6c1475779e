using System.Runtime.CompilerServices;
using Azure;

namespace Finance.LocalRuntime.Storage;

/// <summary>The pages of a listing or query; each is asked for when the one before it has been used up.</summary>
internal abstract class StoragePages<T>(int? maxPerPage, CancellationToken cancellationToken) : AsyncPageable<T>(cancellationToken)
    where T : notnull
{
    public override async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (var page in PagesAsync(null, null, cancellationToken))
        {
            foreach (var value in page.Values)
                yield return value;
        }
    }

    public override IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null) =>
        PagesAsync(continuationToken, pageSizeHint);

    /// <param name="continuationToken">Null or empty for the first page.</param>
    /// <param name="pageSize">The most values a page may hold; null for the service's own limit.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    protected abstract Task<Page<T>> GetPageAsync(string? continuationToken, int? pageSize, CancellationToken cancellationToken);

    private async IAsyncEnumerable<Page<T>> PagesAsync(
        string? continuationToken, int? pageSizeHint, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken, cancellationToken);
        do
        {
            var page = await GetPageAsync(continuationToken, pageSizeHint ?? maxPerPage, both.Token);
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (!string.IsNullOrEmpty(continuationToken));
    }
}
