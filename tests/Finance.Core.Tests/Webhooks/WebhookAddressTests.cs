using System.Net;
using Finance.Core.Webhooks;

namespace Finance.Core.Tests.Webhooks;

public sealed class WebhookAddressTests
{
    private static readonly WebhookOptions Public = new(AllowPrivateAddresses: false);
    private static readonly WebhookOptions Anywhere = new(AllowPrivateAddresses: true);

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("8.8.8.8")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("126.255.255.255")]
    [InlineData("128.0.0.0")]
    [InlineData("169.253.255.255")]
    [InlineData("169.255.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.167.255.255")]
    [InlineData("192.169.0.0")]
    [InlineData("198.17.255.255")]
    [InlineData("198.20.0.0")]
    [InlineData("203.0.114.0")]
    [InlineData("223.255.255.255")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("2001:4860:4860::8888")]
    [InlineData("2a00:1450:4001:81b::200e")]
    [InlineData("2001:200::1")]
    public void IsAllowed_PublicAddress_Always(string address)
    {
        Assert.True(WebhookAddress.IsAllowed(IPAddress.Parse(address), Public));
        Assert.True(WebhookAddress.IsAllowed(IPAddress.Parse(address), Anywhere));
    }

    [Theory]
    [InlineData("10.0.0.0", "private")]
    [InlineData("10.255.255.255", "private")]
    [InlineData("100.64.0.0", "provider's")]
    [InlineData("100.127.255.255", "provider's")]
    [InlineData("127.0.0.1", "loopback")]
    [InlineData("127.255.255.254", "loopback")]
    [InlineData("169.254.169.254", "cloud metadata")]
    [InlineData("172.16.0.1", "private")]
    [InlineData("172.31.255.255", "private")]
    [InlineData("192.0.0.8", "protocol assignments")]
    [InlineData("192.0.2.1", "documentation")]
    [InlineData("192.88.99.1", "6to4 relay")]
    [InlineData("192.168.1.1", "private")]
    [InlineData("198.18.0.1", "benchmark")]
    [InlineData("198.19.255.255", "benchmark")]
    [InlineData("198.51.100.7", "documentation")]
    [InlineData("203.0.113.9", "documentation")]
    [InlineData("::1", "loopback")]
    [InlineData("::ffff:127.0.0.1", "mapped loopback")]
    [InlineData("::ffff:8.8.8.8", "mapped")]
    [InlineData("64:ff9b::7f00:1", "translated loopback")]
    [InlineData("64:ff9b::808:808", "translated")]
    [InlineData("64:ff9b:1::a00:1", "translated locally")]
    [InlineData("2001::1", "Teredo")]
    [InlineData("2001:0:4136:e378:8000:63bf:3fff:fdd2", "Teredo")]
    [InlineData("2001:2::1", "benchmark")]
    [InlineData("2001:20::1", "overlay")]
    [InlineData("2001:db8::1", "documentation")]
    [InlineData("2002:7f00:1::", "6to4 loopback")]
    [InlineData("2002:808:808::1", "6to4")]
    [InlineData("3fff::1", "documentation")]
    [InlineData("fc00::1", "unique local")]
    [InlineData("fd12:3456:789a::1", "unique local")]
    [InlineData("fe80::1", "link-local")]
    [InlineData("fe80::1%2", "link-local with its zone")]
    [InlineData("febf::1", "link-local")]
    [InlineData("fec0::1", "site-local")]
    public void IsAllowed_PrivateAddress_OnlyWhereTheyAre(string address, string kind)
    {
        Assert.False(WebhookAddress.IsAllowed(IPAddress.Parse(address), Public), kind);
        Assert.True(WebhookAddress.IsAllowed(IPAddress.Parse(address), Anywhere), kind);
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.255.255.255")]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.250")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::7f00:1")]
    [InlineData("100::1")]
    [InlineData("4000::1")]
    [InlineData("5f00::1")]
    [InlineData("ff02::1")]
    public void IsAllowed_AddressOfNothing_Never(string address)
    {
        Assert.False(WebhookAddress.IsAllowed(IPAddress.Parse(address), Public));
        Assert.False(WebhookAddress.IsAllowed(IPAddress.Parse(address), Anywhere));
    }

    [Theory]
    [InlineData("https://example.com")]
    [InlineData("https://example.com:8443/hooks?key=1")]
    [InlineData("https://bücher.example/hook")]
    [InlineData("https://1.1.1.1/")]
    [InlineData("https://[2606:4700:4700::1111]/")]
    [InlineData("https://localhost.example.com/")]
    public void Read_PublicAddress_IsTaken(string url) => Assert.True(WebhookAddress.Read(url, Public).IsOk);

    [Theory]
    [InlineData("http://example.com/", "https://")]
    [InlineData("https://localhost/", "this machine")]
    [InlineData("https://LOCALHOST:7071/api", "this machine")]
    [InlineData("https://localhost./", "this machine")]
    [InlineData("https://app.localhost/", "this machine")]
    [InlineData("https://127.0.0.1/", "127.0.0.1")]
    [InlineData("https://127.1/", "127.0.0.1")]
    [InlineData("https://0x7f000001/", "127.0.0.1")]
    [InlineData("https://2130706433/", "127.0.0.1")]
    [InlineData("https://0177.0.0.1/", "127.0.0.1")]
    [InlineData("https://169.254.169.254/latest/meta-data", "169.254.169.254")]
    [InlineData("https://10.1.2.3/", "10.1.2.3")]
    [InlineData("https://[::1]/", "::1")]
    [InlineData("https://[::ffff:10.0.0.1]/", "::ffff:10.0.0.1")]
    [InlineData("https://[fe80::1]/", "fe80::1")]
    public void Read_PrivateAddress_IsRefusedUnlessAllowed(string url, string because)
    {
        var refused = WebhookAddress.Read(url, Public);

        Assert.Equal("validation_failed", refused.Error?.Code);
        Assert.Contains(because, Assert.Single(refused.Error!.Fields!["url"]), StringComparison.Ordinal);
        Assert.True(WebhookAddress.Read(url, Anywhere).IsOk);
    }

    [Theory]
    [InlineData("")]
    [InlineData("example.com")]
    [InlineData("/hooks")]
    [InlineData("ftp://example.com/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://")]
    [InlineData("https:///path")]
    [InlineData("https://user:password@example.com/")]
    [InlineData("https://user@example.com/")]
    [InlineData("https://example.com/#part")]
    [InlineData("https://0.0.0.0/")]
    [InlineData("https://[::]/")]
    public void Read_NoAddressOfAWebhook_IsNeverTaken(string url)
    {
        Assert.Equal(["url"], WebhookAddress.Read(url, Public).Error!.Fields!.Keys);
        Assert.Equal(["url"], WebhookAddress.Read(url, Anywhere).Error!.Fields!.Keys);
    }
}
