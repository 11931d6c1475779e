namespace Finance.Core.Tests.Primitives;

public sealed class FoldedTextTests
{
    [Theory]
    [InlineData("CAFÉ", "cafe")]
    [InlineData("Cafe\u0301", "cafe")]
    [InlineData("Straße", "strasse")]
    [InlineData("Łódź Øre Ærø", "lodz ore aero")]
    [InlineData("İstanbul ılık", "istanbul ilik")]
    [InlineData("Ναύπλιο", "ναυπλιο")]
    [InlineData("Ёлка", "елка")]
    [InlineData("Nguyễn", "nguyen")]
    [InlineData("AT&T 24/7", "at&t 24/7")]
    [InlineData("😀 OK", "😀 ok")]
    public void Of_AnyCaseAndAccents_IsPlain(string text, string folded)
    {
        Assert.Equal(folded, FoldedText.Of(text));
    }
}
