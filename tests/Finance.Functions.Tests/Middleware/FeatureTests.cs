using Finance.Core.Nightly;
using Finance.Functions.Features;
using Finance.Functions.Webhooks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Finance.Functions.Tests.Middleware;

public sealed class FeatureTests
{
    [Fact]
    public async Task Call_FeatureThatIsOff_Is404AndSaysSo()
    {
        var host = new PipelineHost { Settings = { ["Features:Receipts"] = "false" } };
        await host.InitializeAsync();

        var off = await host.SendAsync(HttpMethod.Get, "/api/optional");
        var anonymous = await host.SendAsAsync(null, HttpMethod.Get, "/api/optional");
        var on = await host.SendAsync(HttpMethod.Get, "/api/number");
        await host.DisposeAsync();

        Assert.Equal((404, "feature_disabled"), (off.Status, off.Code));
        Assert.Equal((401, 200), (anonymous.Status, on.Status));
    }

    [Fact]
    public async Task Call_SharingIsOff_NoLedgerCanBeNamed()
    {
        var host = new PipelineHost { Settings = { ["Features:Sharing"] = "false" } };
        await host.InitializeAsync();

        var shared = await host.SendAsync(HttpMethod.Get, "/api/number", null, ("X-Ledger", Guid.NewGuid().ToString()));
        var own = await host.SendAsync(HttpMethod.Get, "/api/number");
        await host.DisposeAsync();

        Assert.Equal((404, "feature_disabled"), (shared.Status, shared.Code));
        Assert.Equal(200, own.Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AddWebhooks_OnOrOff_TheNightDeliversOrLeavesThem(bool isOn)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Features:Webhooks", isOn ? "true" : "false")]).Build();

        var services = new ServiceCollection().AddWebhooks(settings);

        Assert.Equal(isOn, services.Any(service => service.ServiceType == typeof(INightlyChore)));
    }

    [Fact]
    public async Task Call_NothingSaid_IsOn()
    {
        var host = new PipelineHost();
        await host.InitializeAsync();

        var reply = await host.SendAsync(HttpMethod.Get, "/api/optional");
        await host.DisposeAsync();

        Assert.Equal(200, reply.Status);
    }

    [Theory]
    [InlineData("Features:Recipts", "false")]
    [InlineData("Features:1", "false")]
    [InlineData("Features:Receipts", "off")]
    public void Read_NoFeatureOrNoAnswer_FailsAtStart(string setting, string value) => Assert.Throws<InvalidOperationException>(
        () => FeatureOptions.Read(new ConfigurationBuilder().AddInMemoryCollection([new(setting, value)]).Build()));
}
