using Finance.Functions.Tests.Middleware;

namespace Finance.Functions.Tests.App;

[Collection(AppCollection.Name)]
public sealed class TransferTests(AppFixture app)
{
    [Fact]
    public async Task Post_ToAnotherUser_BothSeeTheirSideOfIt()
    {
        using var alice = await app.RegisterAsync();
        using var bob = await app.RegisterAsync();
        var (sender, receiver) = (await NameAsync(alice), await NameAsync(bob));

        var sent = await alice.SendAsync(
            HttpMethod.Post, "transfers", $$"""{"to": "{{receiver}}", "amount": "12.50", "description": "Lunch", "notes": "mine"}""");

        Assert.Equal(201, sent.Status);
        Assert.Equal(["\"completed\"", "\"sent\"", $"\"{receiver}\"", "12.50", "\"Lunch\"", "null"],
            sent.Raws("status", "direction", "counterparty.username", "amount", "description", "reason"));
        Assert.Equal(sent.Body, (await alice.ReadAsync(sent.Header("Location")!)).Body);
        var received = (await bob.ReadAsync("transfers?direction=received")).Json.GetProperty("items")[0];
        Assert.Equal((sent.Raw("id"), sender), (received.GetProperty("id").GetRawText(), received.GetProperty("counterparty").GetProperty("username").GetString()));
        var entry = await bob.ReadAsync($"transactions/{received.GetProperty("transaction_id").GetString()}");
        Assert.Equal(["\"income\"", "12.50", $"\"{sender}\"", "\"Lunch\"", "null", sent.Raw("id")],
            entry.Raws("type", "amount", "payee", "description", "notes", "transfer_id"));
        Assert.DoesNotContain(alice.Id.ToString(), entry.Body + received.GetRawText(), StringComparison.Ordinal);
        var told = await bob.ReadAsync("notifications?kind=user_transfer");
        Assert.Equal("1", told.Raw("total_count"));
        await alice.VerifyAsync();
        await bob.VerifyAsync();
    }

    [Fact]
    public async Task Post_SameKeyAgain_SendsOnce()
    {
        using var alice = await app.RegisterAsync();
        using var bob = await app.RegisterAsync();
        var body = $$"""{"to": "{{await NameAsync(bob)}}", "amount": 3}""";

        var first = await alice.SendAsync(HttpMethod.Post, "transfers", body, ("Idempotency-Key", "once"));
        var again = await alice.SendAsync(HttpMethod.Post, "transfers", body, ("Idempotency-Key", "once"));
        var other = await alice.SendAsync(HttpMethod.Post, "transfers", body.Replace('3', '4'), ("Idempotency-Key", "once"));

        Assert.Equal((201, first.Body, "true"), (again.Status, again.Body, again.Header("Idempotency-Replayed")));
        Assert.Equal((409, "idempotency_key_reused"), (other.Status, other.Code));
        Assert.Equal("1", (await bob.ReadAsync("transfers")).Raw("total_count"));
    }

    [Theory]
    [InlineData("""{"amount": 1}""", "to")]
    [InlineData("""{"to": "nobody-has-this-name", "amount": 1}""", "to")]
    [InlineData("""{"to": "", "amount": 1}""", "to")]
    [InlineData("""{"to": "bob", "amount": 1, "to_account_id": "x"}""", "to_account_id")]
    [InlineData("""{"to": "bob"}""", "amount")]
    [InlineData("""{"to": "bob", "amount": 1, "date": "soon"}""", "date")]
    public async Task Post_WrongField_IsRefusedByName(string body, string field)
    {
        using var alice = await app.RegisterAsync();

        var reply = await alice.SendAsync(HttpMethod.Post, "transfers", body);

        Assert.Equal((400, field), (reply.Status, Assert.Single(reply.FaultyFields())));
        Assert.Equal("0", (await alice.ReadAsync("transfers")).Raw("total_count"));
    }

    [Fact]
    public async Task PutAndDelete_EntryAndTransfer_StayAsBothHaveThem()
    {
        using var alice = await app.RegisterAsync();
        using var bob = await app.RegisterAsync();
        using var stranger = await app.RegisterAsync();
        var path = await alice.CreateAsync("transfers", $$"""{"to": "{{await NameAsync(bob)}}", "amount": 3}""");
        var entry = $"transactions/{(await alice.ReadAsync(path)).Json.GetProperty("transaction_id").GetString()}";

        Assert.Equal((409, "transfer_entry"), Of(await alice.SendAsync(HttpMethod.Put, entry, """{"amount": 4}""")));
        Assert.Equal((409, "transfer_entry"), Of(await alice.SendAsync(HttpMethod.Delete, entry)));
        Assert.Equal(200, (await alice.SendAsync(HttpMethod.Put, entry, """{"notes": "June"}""")).Status);
        Assert.Equal((409, "transfer_ended"), Of(await alice.SendAsync(HttpMethod.Delete, path)));
        Assert.Equal((404, "not_found"), Of(await stranger.SendAsync(HttpMethod.Get, path)));
        Assert.Equal((404, "not_found"), Of(await stranger.SendAsync(HttpMethod.Delete, path)));
        Assert.Equal((400, "validation_failed"), Of(await alice.SendAsync(HttpMethod.Get, "transfers?status=lost")));
        await alice.VerifyAsync();
    }

    private static (int Status, string? Code) Of(Reply reply) => (reply.Status, reply.Code);

    private static async Task<string> NameAsync(UserClient user) => (await user.ReadAsync("auth/user")).Json.GetProperty("username").GetString()!;
}
