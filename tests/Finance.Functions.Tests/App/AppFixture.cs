using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Finance.Core;
using Finance.Functions.Tests.Contract;
using Finance.LocalRuntime;
using Finance.LocalRuntime.Azurite;
using Microsoft.Azure.Functions.Worker.Builder;

namespace Finance.Functions.Tests.App;

/// <summary>The whole app on real storage, with users of its development issuer.</summary>
public sealed class AppFixture : IAsyncLifetime
{
    private AzuriteProcess _azurite = null!;
    private RateServer _rates = null!;
    private LocalHost _host = null!;
    private int _users;

    public string ConnectionString => _azurite.ConnectionString;

    public Uri Address => _host.Address;

    public async Task InitializeAsync()
    {
        _azurite = await AzuriteProcess.StartAsync();
        _rates = await RateServer.StartAsync();
        PublishRates();
        _host = await StartAsync(_azurite.ConnectionString, _rates.Address);
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _rates.DisposeAsync();
        await _azurite.DisposeAsync();
    }

    /// <summary>Where the app fetches exchange rates.</summary>
    internal RateServer Rates => _rates;

    /// <summary>A few days of rates.</summary>
    internal void PublishRates() => _rates.Publish(("2025-06-12", "USD 1.25 JPY 150 GBP 0.8"), ("2025-05-29", "USD 1.1 JPY 120"));

    internal Task FetchRatesAsync() => RunTimerAsync("Rates");

    /// <summary>Runs the nightly timer with its clock at two in the morning, UTC.</summary>
    internal Task RunNightlyAsync(DateOnly night) => RunTimerAsync("Nightly", $"?at={LedgerDates.Format(night)}T02:00:00Z");

    /// <summary>Runs a timer function now, or as its query says.</summary>
    internal async Task RunTimerAsync(string function, string query = "")
    {
        using var http = new HttpClient();
        using var response = await http.PostAsync(new Uri(Address, $"/.local/timers/{function}/run{query}"), null);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>A client of a new user who is registered.</summary>
    public async Task<UserClient> RegisterAsync(string? name = null)
    {
        var client = Client(name ?? $"user{Interlocked.Increment(ref _users)}");
        await client.PostAsync("auth/register", new { username = client.Name });
        return client;
    }

    /// <summary>A client of a user with a token, registered or not.</summary>
    public UserClient Client(string name, string? token = null) =>
        new(name, LocalHost.UserIdOf(name), _host.Address, token ?? _host.IssueToken(name));

    /// <summary>A client with the app role of administrators, who has no ledger.</summary>
    internal UserClient Administrator()
    {
        var name = $"admin{Interlocked.Increment(ref _users)}";
        return Client(name, _host.IssueToken(name, ["Admin"]));
    }

    /// <param name="rates">Where exchange rates are fetched; null for nowhere.</param>
    /// <param name="allowPrivateAddresses">Whether webhooks may lead to this machine.</param>
    /// <param name="settings">What else is set.</param>
    /// <param name="configure">What a test adds to the app.</param>
    internal static Task<LocalHost> StartAsync(
        string connectionString,
        Uri? rates = null,
        bool allowPrivateAddresses = true,
        Dictionary<string, string?>? settings = null,
        Action<FunctionsApplicationBuilder>? configure = null) => LocalHost.StartAsync(
        new LocalHostOptions
        {
            Functions = typeof(FinanceSetup).Assembly,
            Settings = new Dictionary<string, string?>(settings ?? [])
            {
                ["AzureWebJobsStorage"] = connectionString,
                ["NightlySchedule"] = "0 0 2 * * *",
                ["RatesSchedule"] = "0 30 15 * * *",
                ["Rates:BaseAddress"] = (rates ?? new Uri("http://127.0.0.1:9")).ToString(),
                ["WebhookSchedule"] = "0 0 0 1 1 *",
                ["Webhooks:AllowPrivateAddresses"] = allowPrivateAddresses ? "true" : "false",
            },
        },
        builder =>
        {
            builder.ConfigureFunctionsWebApplication();
            builder.AddFinance();
            configure?.Invoke(builder);
        });
}

[CollectionDefinition(Name)]
public sealed class AppCollection : ICollectionFixture<AppFixture>
{
    public const string Name = "app";
}

/// <summary>Calls the API as one user.</summary>
public sealed class UserClient : IDisposable
{
    private readonly HttpClient _http;

    internal UserClient(string name, Guid id, Uri address, string token)
    {
        (Name, Id) = (name, id);
        _http = new HttpClient(new ContractHandler()) { BaseAddress = new Uri(address, "/api/") };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public string Name { get; }

    public Guid Id { get; }

    public HttpClient Http => _http;

    public Task<JsonElement> GetAsync(string path) => ReadAsync(_http.GetAsync(path));

    public Task<JsonElement> PostAsync(string path, object? body = null) => ReadAsync(_http.PostAsJsonAsync(path, body ?? new { }));

    public Task<JsonElement> DeleteAsync(string path) => ReadAsync(_http.DeleteAsync(path));

    /// <summary>Sends a statement as the body itself.</summary>
    public Task<JsonElement> ImportAsync(byte[] file, string query = "") => ReadAsync(_http.PostAsync($"import{query}", new ByteArrayContent(file)));

    public async Task<string> DefaultAccountAsync() => (await GetAsync("auth/user")).GetProperty("default_account_id").GetString()!;

    /// <summary>Fails the test when the ledger differs from its own transactions.</summary>
    public async Task VerifyAsync()
    {
        var found = await PostAsync($"system/ledgers/{Id}/verify");
        Assert.True(found.GetProperty("difference_count").GetInt64() == 0, found.ToString());
    }

    public void Dispose() => _http.Dispose();

    private static async Task<JsonElement> ReadAsync(Task<HttpResponseMessage> sent)
    {
        using var response = await sent;
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {text}");
        return JsonElement.Parse(text);
    }
}
