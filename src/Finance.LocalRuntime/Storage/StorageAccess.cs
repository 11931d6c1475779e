using Azure.Core;
using Azure.Core.Pipeline;

namespace Finance.LocalRuntime.Storage;

/// <summary>One service of one account and the right to use it; shared by every client made from the same client.</summary>
internal sealed class StorageAccess
{
    private static readonly string[] TokenScopes = ["https://storage.azure.com/.default"];

    private readonly string? _sas;

    private StorageAccess(Uri endpoint, string? sas, AccountKey? key, HttpPipeline pipeline, string version)
    {
        Endpoint = endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/');
        _sas = string.IsNullOrEmpty(sas) ? null : sas;
        AccountName = key?.AccountName ?? AccountNameOf(endpoint);
        Key = key;
        Pipeline = pipeline;
        Version = version;
    }

    /// <summary>
    /// The service's address without query and closing slash, for example <c>http://127.0.0.1:10002/devstoreaccount1</c>.
    /// </summary>
    public string Endpoint { get; }

    public string AccountName { get; }

    /// <summary>Null when access is by token or by a shared access signature.</summary>
    public AccountKey? Key { get; }

    public HttpPipeline Pipeline { get; }

    /// <summary>Sent as <c>x-ms-version</c>.</summary>
    public string Version { get; }

    public static StorageAccess ByKey(Uri endpoint, AccountKey key, StorageDialect dialect, ClientOptions options) =>
        new(endpoint, null, key, BuildPipeline(dialect, options, dialect.Sign(key)), dialect.Version);

    public static StorageAccess ByToken(Uri endpoint, TokenCredential credential, StorageDialect dialect, ClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(credential);
        if (endpoint.Scheme != Uri.UriSchemeHttps)
            throw new ArgumentException("Cannot use a TokenCredential without HTTPS.", nameof(endpoint));
        var policy = new BearerTokenAuthenticationPolicy(credential, TokenScopes);
        return new(endpoint, null, null, BuildPipeline(dialect, options, policy), dialect.Version);
    }

    /// <summary>By the signature given, or else the one in the address's query; with neither, as anybody.</summary>
    public static StorageAccess BySignature(Uri endpoint, string? sas, StorageDialect dialect, ClientOptions options) =>
        new(endpoint, sas ?? endpoint.Query.TrimStart('?'), null, BuildPipeline(dialect, options, null), dialect.Version);

    public static StorageAccess ByConnectionString(
        StorageConnectionString settings, Uri endpoint, StorageDialect dialect, ClientOptions options) =>
        settings.Key is { } key
            ? ByKey(endpoint, key, dialect, options)
            : BySignature(endpoint, settings.SharedAccessSignature, dialect, options);

    /// <param name="method">The verb.</param>
    /// <param name="path">Percent-encoded, with its leading slash.</param>
    /// <param name="query">Percent-encoded, without a question mark; null for none.</param>
    public HttpMessage CreateMessage(RequestMethod method, string path, string? query = null)
    {
        var message = Pipeline.CreateMessage();
        var request = message.Request;
        request.Method = method;
        request.Uri.Reset(query is null
            ? Address(path)
            : new Uri(string.Concat(Endpoint, path, "?", _sas is null ? query : $"{query}&{_sas}")));
        request.Headers.Add("x-ms-version", Version);
        return message;
    }

    /// <summary>An address of the service, with the shared access signature where access is by one.</summary>
    public Uri Address(string path) => new(_sas is null ? Endpoint + path : string.Concat(Endpoint, path, "?", _sas));

    /// <summary>Whether the account's name is the first segment of the path, as on an emulator or behind an IP address.</summary>
    public static bool IsPathStyle(Uri endpoint) =>
        endpoint.HostNameType != UriHostNameType.Dns || !endpoint.Host.Contains('.', StringComparison.Ordinal);

    private static string AccountNameOf(Uri endpoint) => IsPathStyle(endpoint)
        ? endpoint.AbsolutePath.Trim('/').Split('/')[0]
        : endpoint.Host[..endpoint.Host.IndexOf('.', StringComparison.Ordinal)];

    private static HttpPipeline BuildPipeline(StorageDialect dialect, ClientOptions options, HttpPipelinePolicy? authentication)
    {
        var pipeline = new HttpPipelineOptions(options) { RequestFailedDetailsParser = dialect.Errors };
        if (authentication is not null)
            pipeline.PerRetryPolicies.Add(authentication);
        pipeline.PerRetryPolicies.Add(BodyBufferPolicy.Instance);
        return HttpPipelineBuilder.Build(pipeline);
    }
}
