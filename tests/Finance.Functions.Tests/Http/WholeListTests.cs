using Finance.Core;
using Finance.Functions.Http;

namespace Finance.Functions.Tests.Http;

public sealed class WholeListTests
{
    [Theory]
    [InlineData("a b c d e", "d e")]
    [InlineData("a x b y c d e", "d e")]
    [InlineData("a b d e", "d e")]
    [InlineData("x a b c", "")]
    [InlineData("a", "")]
    public void PageOf_ListThatChangedMeanwhile_GoesOnAfterWhatWasShown(string later, string expected)
    {
        var first = WholeList.PageOf("a b c d e".Split(' '), new PageRequest(3, null), item => item);

        var second = WholeList.PageOf(later.Split(' '), new PageRequest(3, first.Next), item => item);

        Assert.Equal(["a", "b", "c"], first.Items);
        Assert.Equal(5, first.TotalCount);
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), second.Items);
        Assert.Null(second.Next);
    }

    [Fact]
    public void PageOf_NothingLeft_IsTheEnd() => Assert.Null(WholeList.PageOf(["a", "b"], new PageRequest(2, null), item => item).Next);
}
