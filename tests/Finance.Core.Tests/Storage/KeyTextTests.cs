using Finance.Core.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace Finance.Core.Tests.Storage;

public sealed class KeyTextTests
{
    [Theory]
    [InlineData("a", "b")]
    [InlineData("t~", "t\u007f")]
    [InlineData("é", "ê")]
    [InlineData("\ud7ff", "\ud800\udc00")]
    [InlineData("\U0001F600", "\U0001F601")]
    [InlineData("\U0010FFFF", "\ue000")]
    [InlineData("a\uffff", "b")]
    public void After_Prefix_IsTheNextTextThatDoesNotBeginWithIt(string prefix, string expected) =>
        Assert.Equal(expected, KeyText.After(prefix));

    [Fact]
    public void After_AnyPrefix_LiesAboveEveryKeyThatBeginsWithIt()
    {
        var text = Gen.Choose(0x20, 0xFFFE).Where(code => code is < 0xD800 or > 0xDFFF).Select(code => char.ConvertFromUtf32(code))
            .Or(Gen.Choose(0x10000, 0x10FFFF).Select(char.ConvertFromUtf32)).NonEmptyListOf().Select(parts => string.Concat(parts));

        Prop.ForAll(text.ToArbitrary(), text.ToArbitrary(), (prefix, rest) =>
        {
            var after = KeyText.After(prefix);
            var key = prefix + rest;
            return string.CompareOrdinal(prefix, after) < 0
                && string.CompareOrdinal(key, after) < 0
                && string.CompareOrdinal(prefix + "\uffff\uffff", after) < 0
                && (string.CompareOrdinal(rest, prefix) < 0 || string.CompareOrdinal(rest, after) >= 0
                    || rest.StartsWith(prefix, StringComparison.Ordinal));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Prefix_EmptyPrefix_IsTheWholePartition() => Assert.Equal(new RowQuery("p", null, null), RowQuery.Prefix("p", ""));
}
