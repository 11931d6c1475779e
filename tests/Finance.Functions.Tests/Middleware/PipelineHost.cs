using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Finance.Functions.Http;
using Finance.LocalRuntime;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Finance.Functions.Tests.Middleware;

/// <summary>The test functions behind the app's own middleware, on a real server with real tokens.</summary>
public sealed class PipelineHost : IAsyncLifetime
{
    private LocalHost? _host;

    internal LocalHost Host => _host ?? throw new InvalidOperationException("The host has not been started.");

    internal PipelineService Service { get; } = new();

    internal Dictionary<string, string?> Settings { get; } = [];

    internal TimeProvider Time { get; init; } = TimeProvider.System;

    public async Task InitializeAsync() => _host = await LocalHost.StartAsync(
        new LocalHostOptions
        {
            Functions = typeof(PipelineFunctions).Assembly,
            Include = type => type == typeof(PipelineFunctions),
            RoutePrefix = "api",
            Settings = Settings,
        },
        builder =>
        {
            builder.ConfigureFunctionsWebApplication();
            builder.UseHttp();
            builder.Services.AddHttp(builder.Configuration, typeof(PipelineFunctions).Assembly);
            builder.Services.AddSingleton(Service);
            builder.Services.AddSingleton(Time);
            builder.Services.AddSingleton<Core.Storage.ITableStore>(new Testing.InMemoryTableStore());
        });

    public Task DisposeAsync() => _host?.DisposeAsync().AsTask() ?? Task.CompletedTask;

    /// <summary>Sends a request as alice.</summary>
    internal Task<Reply> SendAsync(HttpMethod method, string path, string? json = null, params (string Name, string Value)[] headers) =>
        SendAsAsync(Host.IssueToken("alice"), method, path, json, headers);

    internal Task<Reply> SendAsAsync(
        string? token, HttpMethod method, string path, string? json = null, params (string Name, string Value)[] headers) =>
        Host.SendAsync(token, method, path, json, headers);
}

internal static class Sending
{
    /// <param name="token">Null for none.</param>
    /// <param name="json">Null for no body.</param>
    internal static async Task<Reply> SendAsync(
        this LocalHost host,
        string? token,
        HttpMethod method,
        string path,
        string? json = null,
        params (string Name, string Value)[] headers)
    {
        using var client = host.CreateClient();
        using var request = new HttpRequestMessage(method, path);
        request.Content = json is null ? null : new StringContent(json, new UTF8Encoding(false), "application/json");
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await client.SendAsync(request);
        return await Reply.ReadAsync(response);
    }
}

/// <summary>An answer, read whole.</summary>
internal sealed record Reply(int Status, string Body, IReadOnlyDictionary<string, string> Headers)
{
    internal JsonElement Json => JsonDocument.Parse(Body).RootElement;

    internal string? Code => Json.TryGetProperty("code", out var code) ? code.GetString() : null;

    internal string? Header(string name) => Headers.GetValueOrDefault(name);

    internal static async Task<Reply> ReadAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode,
        await response.Content.ReadAsStringAsync(),
        response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));
}
