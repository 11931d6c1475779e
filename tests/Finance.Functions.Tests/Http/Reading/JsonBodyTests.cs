using System.Text;
using Finance.Functions.Http.Reading;
using Microsoft.AspNetCore.Http;

namespace Finance.Functions.Tests.Http.Reading;

public sealed class JsonBodyTests
{
    [Theory]
    [InlineData("{\"a\": NaN}", "Line 1, position 7: NaN and Infinity are no numbers.")]
    [InlineData("{\n  \"ä\": 1,\n  \"b\": -Infinity }", "Line 3, position 9: NaN and Infinity are no numbers.")]
    [InlineData("{'a': 1}", "Line 1, position 2: names and texts stand in double quotes.")]
    [InlineData("{\"a\": 1,}", "Line 1, position 9: there is a comma before the closing bracket.")]
    [InlineData("{\"a\": ", "Line 1, position 7: the JSON ends before it is complete.")]
    [InlineData("{\"ä\":\n\"€\" x", "Line 2, position 5: 'x' has no place here.")]
    [InlineData("{\"a\": 01}", "Line 1, position 8: '1' has no place here.")]
    [InlineData("{\"a\": \"b\nc\"}", "Line 1, position 9: a control character has no place here.")]
    [InlineData("{\"a\": 1} {}", "Line 1, position 10: '{' has no place here.")]
    [InlineData("{\"a\": // no\n1}", "Line 1, position 7: '/' has no place here.")]
    [InlineData("{\"a\": \"\\ud83d\"}", "Line 1, position 7: a \\u escape is half of a surrogate pair.")]
    [InlineData("{\"a\": \"\\ude00\\ud83d\"}", "Line 1, position 7: a \\u escape is half of a surrogate pair.")]
    [InlineData("{\"\\udc00\": 1}", "Line 1, position 2: a \\u escape is half of a surrogate pair.")]
    [InlineData("[]", "The body must be a JSON object: { … }.")]
    [InlineData("null", "The body must be a JSON object: { … }.")]
    public void Parse_MalformedJson_SaysWhereAndWhyInPlainWords(string json, string detail)
    {
        var error = Reading.Body(json, _ => 0).Error;

        Assert.Equal(("malformed_body", detail), (error?.Code, error?.Detail));
    }

    [Fact]
    public void Parse_InvalidUtf8_IsRefused()
    {
        var error = Reading.Bytes([.. "{\"a\": \""u8, 0xC3, 0x28, .. "\"}"u8], _ => 0).Error;

        Assert.Equal("The body is not valid UTF-8.", error?.Detail);
    }

    [Fact]
    public void Parse_Nested17Deep_IsRefused()
    {
        var json = string.Concat(Enumerable.Repeat("{\"a\":", 17)) + "1" + new string('}', 17);

        Assert.Contains("more than 16 deep", Reading.Body(json, _ => 0).Error?.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_ByteOrderMark_IsSkipped() =>
        Assert.Equal(1, Reading.Bytes([0xEF, 0xBB, 0xBF, .. "{\"a\": 1}"u8], body => body.Required("a", Read.Int(0, 9))).Value);

    [Fact]
    public void Parse_EscapedPair_IsOneCharacter() =>
        Assert.Equal("\\😀", Reading.Body("""{"a": "\\\ud83d\uDE00"}""", body => body.Required("a", Read.Text(2))).Value);

    [Theory]
    [InlineData("application/json", null, true)]
    [InlineData("application/json; charset=utf-8", null, true)]
    [InlineData("Application/JSON; charset=\"UTF-8\"", null, true)]
    [InlineData("application/json; charset=utf-16", null, false)]
    [InlineData("text/plain", null, false)]
    [InlineData("application/x-www-form-urlencoded", null, false)]
    [InlineData(null, null, false)]
    [InlineData("application/json", "gzip", false)]
    [InlineData("application/json", "identity", true)]
    public async Task ReadAsync_MediaType_MustBeJsonInUtf8(string? type, string? encoding, bool isTaken)
    {
        var request = Request("{}"u8.ToArray(), type);
        if (encoding is not null)
        {
            request.Headers.ContentEncoding = encoding;
        }

        var body = await JsonBody.ReadAsync(request, 100, default);

        Assert.Equal(isTaken ? null : "unsupported_media_type", body.Error?.Code);
    }

    [Fact]
    public async Task ReadAsync_NoBody_NeedsNoMediaType() =>
        Assert.True((await JsonBody.ReadAsync(Request([], null), 100, default)).Value.IsEmpty);

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public async Task ReadAsync_BodyOfUnknownLength_IsCutAtTheLimit(int length, bool isTaken)
    {
        var body = await JsonBody.ReadAsync(Request(new byte[length], "application/json"), 100, default);

        Assert.Equal(isTaken ? null : "payload_too_large", body.Error?.Code);
    }

    [Fact]
    public async Task ReadAsync_LargerThanOneBuffer_ComesWhole()
    {
        var json = Encoding.UTF8.GetBytes($"{{\"a\": \"{new string('x', 100_000)}\"}}");

        var body = await JsonBody.ReadAsync(Request(json, "application/json"), 1 << 20, default);

        Assert.Equal(json, body.Value.ToArray());
    }

    private static HttpRequest Request(byte[] body, string? type) => new DefaultHttpContext
    {
        Request = { Method = "POST", Body = new MemoryStream(body), ContentType = type },
    }.Request;
}
