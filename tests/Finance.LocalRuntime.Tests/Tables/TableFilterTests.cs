using System.Text;
using Azure.Data.Tables;

namespace Finance.LocalRuntime.Tests.Tables;

public sealed class TableFilterTests
{
    [Fact]
    public void CreateQueryFilter_EachType_IsItsLiteral()
    {
        var utc = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

        Assert.Equal("A eq null", TableClient.CreateQueryFilter($"A eq {null}"));
        Assert.Equal("A eq 'O''Brien'", TableClient.CreateQueryFilter($"A eq {"O'Brien"}"));
        Assert.Equal("A eq ''''", TableClient.CreateQueryFilter($"A eq {'\''}"));
        Assert.Equal("A eq 'a''b'", TableClient.CreateQueryFilter($"A eq {new StringBuilder("a'b")}"));
        Assert.Equal("A eq true or A eq false", TableClient.CreateQueryFilter($"A eq {true} or A eq {false}"));
        Assert.Equal("A eq -5", TableClient.CreateQueryFilter($"A eq {-5}"));
        Assert.Equal("A eq -9223372036854775808L", TableClient.CreateQueryFilter($"A eq {long.MinValue}"));
        Assert.Equal("A eq 1.5", TableClient.CreateQueryFilter($"A eq {1.5}"));
        Assert.Equal("A eq datetime'2026-01-02T03:04:05Z'", TableClient.CreateQueryFilter($"A eq {utc}"));
        Assert.Equal(
            "A eq datetime'2026-01-02T01:04:05.0000001Z'",
            TableClient.CreateQueryFilter($"A eq {new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)).AddTicks(1)}"));
        Assert.Equal(
            "A eq guid'0f8fad5b-d9cb-469f-a165-70867728950e'",
            TableClient.CreateQueryFilter($"A eq {Guid.Parse("0F8FAD5B-D9CB-469F-A165-70867728950E")}"));
        Assert.Equal("A eq X'00FF10'", TableClient.CreateQueryFilter($"A eq {new byte[] { 0, 255, 16 }}"));
    }

    [Fact]
    public void CreateQueryFilter_TextThatLooksLikeOData_StaysText() =>
        Assert.Equal("A eq 'x'' or ''1'' eq ''1'", TableClient.CreateQueryFilter($"A eq {"x' or '1' eq '1"}"));

    [Fact]
    public void CreateQueryFilter_OtherType_Throws() =>
        Assert.Throws<ArgumentException>(() => TableClient.CreateQueryFilter($"A eq {TimeSpan.Zero}"));
}
