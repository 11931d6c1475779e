using Finance.Functions.Http.Writing;
using Microsoft.AspNetCore.Http;

namespace Finance.Functions.Tests.Http.Writing;

public sealed class ETagTests
{
    [Fact]
    public void Of_VersionAndBody_AreBothInIt()
    {
        var etag = ETags.Of(12, "a"u8);

        Assert.Matches("^\"v12-[0-9a-z]{13}\"$", etag);
        Assert.NotEqual(etag, ETags.Of(13, "a"u8));
        Assert.NotEqual(etag, ETags.Of(12, "b"u8));
        Assert.Matches("^\"[0-9a-z]{13}\"$", ETags.Of(null, "a"u8));
    }

    [Fact]
    public void ReadIfMatch_TagOfAnotherBody_StillNamesTheVersion()
    {
        var match = IfMatch($"{ETags.Of(12, "a"u8)}, {ETags.Of(14, "b"u8)}");

        Assert.Equal((true, false, true), (match.Value!.Accepts(12), match.Value.Accepts(13), match.Value.Accepts(14)));
    }

    [Theory]
    [InlineData("*", true)]
    [InlineData("\"v12\"", true)]
    [InlineData("\"abc\", \"v12\"", true)]
    [InlineData("W/\"v12\"", false)]
    [InlineData("\"v12-short\"", false)]
    [InlineData("\"abc\"", false)]
    [InlineData("\"v-12\"", false)]
    [InlineData("\"v99999999999999999999\"", false)]
    public void ReadIfMatch_Tags_AcceptOrNot(string header, bool accepts12) => Assert.Equal(accepts12, IfMatch(header).Value!.Accepts(12));

    [Theory]
    [InlineData("v12")]
    [InlineData("\"v12")]
    [InlineData("\"v12\" \"v13\"")]
    [InlineData("")]
    public void ReadIfMatch_Malformed_IsRefused(string header)
    {
        var error = IfMatch(header).Error;

        Assert.Equal("validation_failed", error?.Code);
        Assert.Contains("If-Match", error!.Fields!.Keys);
    }

    [Fact]
    public void ReadIfMatch_NoHeader_IsNull() => Assert.Null(ETags.ReadIfMatch(new DefaultHttpContext().Request).Value);

    [Theory]
    [InlineData("\"v1-aaaaaaaaaaaaa\"", true)]
    [InlineData("W/\"v1-aaaaaaaaaaaaa\"", true)]
    [InlineData("\"x\", \"v1-aaaaaaaaaaaaa\"", true)]
    [InlineData("*", true)]
    [InlineData("\"v1-aaaaaaaaaaaab\"", false)]
    [InlineData("v1-aaaaaaaaaaaaa", false)]
    [InlineData("", false)]
    public void IsKnown_IfNoneMatch_ComparesTheWholeTag(string header, bool isKnown)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.IfNoneMatch = header;

        Assert.Equal(isKnown, ETags.IsKnown(request, "\"v1-aaaaaaaaaaaaa\""));
    }

    private static Core.Result<Core.Ledgers.IfMatch?> IfMatch(string header)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.IfMatch = header;
        return ETags.ReadIfMatch(request);
    }
}
