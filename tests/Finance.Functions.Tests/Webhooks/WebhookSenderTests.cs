using System.Net;
using System.Net.Sockets;
using System.Text;
using Finance.Core.Webhooks;
using Finance.Functions.Webhooks;

namespace Finance.Functions.Tests.Webhooks;

public sealed class WebhookSenderTests
{
    private static readonly WebhookOptions Public = new(AllowPrivateAddresses: false);
    private static readonly WebhookOptions Anywhere = new(AllowPrivateAddresses: true);

    [Fact]
    public async Task SendAsync_Message_ArrivesAsItIs()
    {
        await using var receiver = await Receiver.StartAsync();
        using var sender = new WebhookSender(Anywhere);

        var answer = await sender.SendAsync(Message(new Uri(receiver.Address, "/hook?key=1")), default);

        Assert.Equal((200, null), (answer.Status, answer.Fault));
        var received = Assert.Single(receiver.All);
        Assert.Equal(("POST", "/hook", "{\"a\":1}"), (received.Method, received.Path, Encoding.UTF8.GetString(received.Body)));
        Assert.Equal("application/json", received.Headers["content-type"]);
        Assert.Equal(("msg_1", "1750000000", "v1,c2ln"), (
            received.Headers["webhook-id"], received.Headers["webhook-timestamp"], received.Headers["webhook-signature"]));
        Assert.StartsWith("Finance-Functions/", received.Headers["user-agent"], StringComparison.Ordinal);
        Assert.DoesNotContain("traceparent", received.Headers.Keys);
    }

    [Theory]
    [InlineData(204, null)]
    [InlineData(302, WebhookFault.Redirect)]
    [InlineData(308, WebhookFault.Redirect)]
    [InlineData(400, WebhookFault.Status)]
    [InlineData(410, WebhookFault.Status)]
    [InlineData(500, WebhookFault.Status)]
    public async Task SendAsync_Answered_TellsTheStatusAndFollowsNothing(int status, WebhookFault? fault)
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Respond = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        };
        using var sender = new WebhookSender(Anywhere);

        var answer = await sender.SendAsync(Message(receiver.Address), default);

        Assert.Equal((status, fault), (answer.Status, answer.Fault));
        Assert.Single(receiver.All);
    }

    [Fact]
    public async Task SendAsync_EndlessAnswer_ReadsTheHeadAlone()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var written = WriteUntilClosedAsync(listener);
        using var sender = new WebhookSender(Anywhere);

        var answer = await sender.SendAsync(Message(new Uri($"http://{listener.LocalEndpoint}/")), default);

        Assert.Equal(200, answer.Status);
        Assert.InRange(await written.WaitAsync(TimeSpan.FromSeconds(20)), 1, 64 * 1024 * 1024);
    }

    [Fact]
    public async Task SendAsync_NoAnswer_TimesOut()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Respond = async context =>
            await Task.Delay(TimeSpan.FromSeconds(30), context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using var sender = new WebhookSender(Anywhere, Dns.GetHostAddressesAsync, TimeSpan.FromMilliseconds(300));

        var answer = await sender.SendAsync(Message(receiver.Address), default);

        Assert.Equal((null, WebhookFault.Timeout), (answer.Status, answer.Fault));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("1.1.1.1", "127.0.0.1")]
    [InlineData("10.0.0.1", "8.8.8.8")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("169.254.169.254")]
    public async Task SendAsync_NameThatLeadsToAPrivateAddress_IsBlockedBeforeConnecting(params string[] addresses)
    {
        await using var receiver = await Receiver.StartAsync();
        using var sender = Resolving(Public, addresses);

        var answer = await sender.SendAsync(Message(new Uri($"https://hooks.example:{receiver.Address.Port}/")), default);

        Assert.Equal((null, WebhookFault.Blocked), (answer.Status, answer.Fault));
        Assert.Empty(receiver.All);
    }

    [Theory]
    [InlineData("http://hooks.example/")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://localhost/")]
    [InlineData("https://user@hooks.example/")]
    public async Task SendAsync_AddressThatWasAllowedOnce_IsBlocked(string url)
    {
        using var sender = Resolving(Public, "1.1.1.1");

        Assert.Equal(WebhookFault.Blocked, (await sender.SendAsync(Message(new Uri(url)), default)).Fault);
    }

    [Fact]
    public async Task SendAsync_Name_IsLookedUpOnceAndConnectedToWhatItLedTo()
    {
        await using var receiver = await Receiver.StartAsync();
        var lookups = 0;
        using var sender = new WebhookSender(
            Anywhere,
            (host, _) =>
            {
                Assert.Equal("hooks.example", host);
                lookups++;
                return Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
            },
            TimeSpan.FromSeconds(10));

        var answer = await sender.SendAsync(Message(new Uri($"http://hooks.example:{receiver.Address.Port}/")), default);

        Assert.Equal((200, 1), (answer.Status, lookups));
        Assert.Equal($"hooks.example:{receiver.Address.Port}", receiver.All[0].Headers["host"]);
    }

    [Fact]
    public async Task SendAsync_UnknownHost_IsTold()
    {
        using var sender = new WebhookSender(
            Public, (_, _) => throw new SocketException((int)SocketError.HostNotFound), TimeSpan.FromSeconds(10));

        Assert.Equal(WebhookFault.UnknownHost, (await sender.SendAsync(Message(new Uri("https://nowhere.example/")), default)).Fault);
    }

    [Fact]
    public async Task SendAsync_NobodyListens_IsUnreachable()
    {
        var closed = await Receiver.StartAsync();
        var address = closed.Address;
        await closed.DisposeAsync();
        using var sender = new WebhookSender(Anywhere);

        Assert.Equal(WebhookFault.Unreachable, (await sender.SendAsync(Message(address), default)).Fault);
    }

    [Fact]
    public async Task SendAsync_NoTlsOnTheFarSide_IsTold()
    {
        await using var receiver = await Receiver.StartAsync();
        using var sender = new WebhookSender(Anywhere);

        var answer = await sender.SendAsync(Message(new Uri($"https://127.0.0.1:{receiver.Address.Port}/")), default);

        Assert.Equal(WebhookFault.Tls, answer.Fault);
        Assert.Empty(receiver.All);
    }

    [Fact]
    public async Task SendAsync_AnswerThatIsNoHttp_IsTold()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var talking = TalkAsync(listener);
        using var sender = new WebhookSender(Anywhere);

        var answer = await sender.SendAsync(Message(new Uri($"http://{listener.LocalEndpoint}/")), default);
        await talking;

        Assert.Equal(WebhookFault.Protocol, answer.Fault);
    }

    private static async Task TalkAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync();
        var stream = client.GetStream();
        await stream.ReadAtLeastAsync(new byte[4096], 1);
        await stream.WriteAsync("SSH-2.0-OpenSSH_9.6\r\nand more of it\r\n\r\n"u8.ToArray());
    }

    /// <returns>How many bytes went before the other side closed.</returns>
    private static async Task<long> WriteUntilClosedAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync();
        var stream = client.GetStream();
        await stream.ReadAtLeastAsync(new byte[4096], 1);
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"u8.ToArray());
        var bytes = new byte[64 * 1024];
        for (var written = 0L; ; written += bytes.Length)
        {
            try
            {
                await stream.WriteAsync(bytes);
            }
            catch (IOException)
            {
                return written;
            }
        }
    }

    private static WebhookSender Resolving(WebhookOptions options, params string[] addresses) => new(
        options, (_, _) => Task.FromResult<IPAddress[]>([.. addresses.Select(IPAddress.Parse)]), TimeSpan.FromSeconds(10));

    private static WebhookMessage Message(Uri url) => new(url, "msg_1", 1_750_000_000, "v1,c2ln", "{\"a\":1}"u8.ToArray());
}
