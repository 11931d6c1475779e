using System.Text;
using Finance.Functions.Telemetry;
using Finance.LocalRuntime;

namespace Finance.Functions.Tests.App;

[Collection(AppCollection.Name)]
public sealed class TelemetryTests(AppFixture app)
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Span = "b7ad6b7169203331";

    [Fact]
    public void AddTelemetry_NoExporterNamed_AddsNothingOfIt()
    {
        var builder = LocalHost.CreateBuilder(new LocalHostOptions { Functions = typeof(FinanceSetup).Assembly });

        builder.AddTelemetry();

        Assert.DoesNotContain(
            builder.Services, service => IsOpenTelemetry(service.ServiceType) || IsOpenTelemetry(service.ImplementationType));
        Assert.DoesNotContain(builder.Services, service => service.ServiceType == typeof(TallyMeter));
    }

    [Fact]
    public async Task Export_Collector_GetsSpansMetricsAndLogsOfOneTrace()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await UseAsync(collector);
        var (traces, metrics, logs) = (collector.TextOf("traces"), collector.TextOf("metrics"), collector.TextOf("logs"));

        Assert.All(
            [
                "POST /api/transactions", "http.route", "http.response.status_code", "commit ledger", "find ledger", "db.operation.name",
                "Nightly",
            ],
            text => Assert.Contains(text, traces, StringComparison.Ordinal));
        Assert.Contains(Bytes(Trace), traces, StringComparison.Ordinal);
        Assert.Contains(Bytes(Span), traces, StringComparison.Ordinal);
        Assert.All(
            [
                "http.server.request.duration", "db.client.operation.duration", "faas.invoke_duration", "finance.ledger.commits",
                "finance.ledger.conflicts", "finance.import.rows", "verdict", "finance.nightly.users", "finance.nightly.lag",
                "finance.webhook.attempts", "finance.requests.rate_limited",
            ],
            text => Assert.Contains(text, metrics, StringComparison.Ordinal));
        Assert.Contains("Nightly run ended", logs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_Anything_HoldsNothingPersonal()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        var user = await UseAsync(collector);
        var all = collector.TextOf("traces") + collector.TextOf("metrics") + collector.TextOf("logs");

        Assert.All(
            [user.Name, user.Id.ToString(), user.Id.ToString("N"), "Blue Door Coffee", "1234.56", "123456", "@example.com"],
            text => Assert.DoesNotContain(text, all, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Does a little of everything in an app that exports, and ends it, so that all has been sent.</summary>
    private async Task<UserClient> UseAsync(OtlpReceiver collector)
    {
        var name = $"telemetry{Guid.NewGuid():N}"[..20];
        await using var host = await AppFixture.StartAsync(app.ConnectionString, settings: new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        });
        var user = new UserClient(name, LocalHost.UserIdOf(name), host.Address, host.IssueToken(name));
        await user.PostAsync("auth/register", new { username = name, email = $"{name}@example.com" });
        user.Http.DefaultRequestHeaders.Add("traceparent", $"00-{Trace}-{Span}-01");
        await user.PostAsync("transactions", new { type = "expense", amount = 1234.56m, payee = "Blue Door Coffee" });
        await user.ImportAsync("Date,Payee,Amount\n2026-01-02,Blue Door Coffee,-1234.56\n2026-01-13,Blue Door Coffee,-2.00\n"u8.ToArray());
        await user.SendAsync(HttpMethod.Delete, "transactions/none");
        Assert.Null(await host.RunTimerAsync("Nightly"));
        return user;
    }

    private static bool IsOpenTelemetry(Type? type) => type?.FullName?.StartsWith("OpenTelemetry", StringComparison.Ordinal) == true;

    private static string Bytes(string hex) => Encoding.Latin1.GetString(Convert.FromHexString(hex));
}
