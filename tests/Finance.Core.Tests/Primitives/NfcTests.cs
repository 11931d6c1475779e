namespace Finance.Core.Tests.Primitives;

public sealed class NfcTests
{
    // From https://www.unicode.org/Public/UCD/latest/ucd/NormalizationTest.txt and the examples of https://www.unicode.org/reports/tr15/.
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("Cafe\u0301", "Caf\u00E9")]
    [InlineData("\u212B", "\u00C5")]
    [InlineData("A\u030A", "\u00C5")]
    [InlineData("\u2126", "\u03A9")]
    [InlineData("s\u0323\u0307", "\u1E69")]
    [InlineData("s\u0307\u0323", "\u1E69")]
    [InlineData("\u1E0B\u0323", "\u1E0D\u0307")]
    [InlineData("q\u0307\u0323", "q\u0323\u0307")]
    [InlineData("\u0958", "\u0915\u093C")]
    [InlineData("\uFB2C", "\u05E9\u05BC\u05C1")]
    [InlineData("\u1100\u1161", "\uAC00")]
    [InlineData("\u1100\u1161\u11A8", "\uAC01")]
    [InlineData("\uAC00\u11A8", "\uAC01")]
    [InlineData("\uAC00\u11A7", "\uAC00\u11A7")]
    [InlineData("\uF900", "\u8C48")]
    [InlineData("\uD834\uDD5E", "\uD834\uDD57\uD834\uDD65")]
    [InlineData("\u0344", "\u0308\u0301")]
    [InlineData("\u0300\u00E0", "\u0300\u00E0")]
    [InlineData("a\u0315\u0300\u05AE\u0300b", "\u00E0\u05AE\u0300\u0315b")]
    [InlineData("\uD83D\uDE00 e\u0301", "\uD83D\uDE00 \u00E9")]
    public void Normalize_KnownCases_AnswersFormC(string text, string expected)
    {
        var normalized = Nfc.Normalize(text);

        Assert.Equal(expected, normalized);
        Assert.Equal(expected, Nfc.Normalize(normalized));
    }

    [Fact]
    public void Normalize_ComposedText_AnswersTheSameObject()
    {
        var text = "Überweisung für 😀 – 東京 가";

        Assert.Same(text, Nfc.Normalize(text));
    }
}
