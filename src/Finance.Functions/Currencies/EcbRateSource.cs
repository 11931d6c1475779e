using System.Net;
using Finance.Core.Currencies;

namespace Finance.Functions.Currencies;

/// <summary>The reference rates of the European Central Bank, from its public files.</summary>
internal sealed class EcbRateSource(RateOptions options) : IRateSource, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = Patience,
    };

    public async Task<IReadOnlyList<PublishedDay>> ReadAsync(RateFile file, DateOnly today, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var address = new Uri(options.BaseAddress, NameOf(file));
        try
        {
            using var response = await _http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            if (!response.IsSuccessStatusCode)
            {
                throw new RateSourceException($"{address} answered {(int)response.StatusCode}.")
                {
                    IsMissing = response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone,
                };
            }

            // A body that trickles in is cut off too; readers of XML take no token.
            using var cut = patience.Token.UnsafeRegister(static cut => ((HttpResponseMessage)cut!).Dispose(), response);
            await using var text = await response.Content.ReadAsStreamAsync(patience.Token);
            return await EcbFile.ReadAsync(text, today, patience.Token);
        }
        catch (Exception trouble) when (!cancellationToken.IsCancellationRequested
            && (patience.IsCancellationRequested || trouble is HttpRequestException or IOException))
        {
            throw new RateSourceException($"{address} did not answer.", trouble);
        }
    }

    public void Dispose() => _http.Dispose();

    private static string NameOf(RateFile file) => file switch
    {
        RateFile.Latest => "eurofxref-daily.xml",
        RateFile.Recent => "eurofxref-hist-90d.xml",
        _ => "eurofxref-hist.xml",
    };
}
