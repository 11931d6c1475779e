using Finance.Functions.Http.Reading;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Finance.Functions.Tests.Http.Reading;

public sealed class IdempotencyKeyTests
{
    [Theory]
    [InlineData("8e03978e-40d5-43dd-bc93-6894a57f9324", true)]
    [InlineData("\"quoted\"", true)]
    [InlineData("", false)]
    [InlineData("with space", false)]
    [InlineData("ümlaut", false)]
    public void Read_VisibleAscii_IsTaken(string key, bool isTaken) => Assert.Equal(isTaken, Read(key).IsOk);

    [Fact]
    public void Read_LongestKey_IsTakenAndNoLonger()
    {
        Assert.True(Read(new string('k', 255)).IsOk);
        Assert.False(Read(new string('k', 256)).IsOk);
    }

    [Fact]
    public void Read_TwoKeys_AreRefused() => Assert.False(Read(new StringValues(["a", "b"])).IsOk);

    [Fact]
    public void Read_NoKey_IsNull() => Assert.Null(IdempotencyKey.Read(Request("POST", "/a", "")).Value);

    [Fact]
    public void Fingerprint_SameRequest_IsTheSame() =>
        Assert.Equal(
            IdempotencyKey.Fingerprint(Request("POST", "/a", "?b"), "c"u8),
            IdempotencyKey.Fingerprint(Request("POST", "/a", "?b"), "c"u8));

    [Theory]
    [InlineData("PUT", "/a", "?b", "c")]
    [InlineData("POST", "/b", "?b", "c")]
    [InlineData("POST", "/a", "?c", "c")]
    [InlineData("POST", "/a", "?b", "d")]
    [InlineData("POST", "/a", "", "?bc")]
    [InlineData("POST", "/a?b", "", "c")]
    public void Fingerprint_AnyPartDiffers_Differs(string method, string path, string query, string body) => Assert.NotEqual(
        IdempotencyKey.Fingerprint(Request("POST", "/a", "?b"), "c"u8),
        IdempotencyKey.Fingerprint(Request(method, path, query), System.Text.Encoding.UTF8.GetBytes(body)));

    private static Core.Result<string?> Read(StringValues key)
    {
        var request = Request("POST", "/a", "");
        request.Headers[IdempotencyKey.Header] = key;
        return IdempotencyKey.Read(request);
    }

    private static HttpRequest Request(string method, string path, string query) =>
        new DefaultHttpContext { Request = { Method = method, Path = path, QueryString = new QueryString(query) } }.Request;
}
