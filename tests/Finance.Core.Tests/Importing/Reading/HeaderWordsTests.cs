using Finance.Core.Importing.Reading;
using Finance.Core.Importing.Reading.Csv;

namespace Finance.Core.Tests.Importing.Reading;

public sealed class HeaderWordsTests
{
    private const int MaxLength = 128;

    [Theory]
    [InlineData("Amount (EUR)", "amount eur")]
    [InlineData(" Libellé  opération", "libelle operation")]
    [InlineData("", "")]
    public void Normalise_Header_IsItsWordsInSmallLetters(string header, string words) => Assert.Equal(words, HeaderWords.Normalise(header));

    [Fact]
    public void Find_WordCutOffWhereLongHeadersEnd_IsNotTakenForItsBeginning()
    {
        // "Dated" would be cut to "Date".
        var header = new string('-', MaxLength - "Date".Length) + "Dated by the branch that the customer belongs to";

        Assert.Empty(HeaderWords.Find(header));
    }

    [Fact]
    public void Find_WordThatEndsWhereLongHeadersEnd_IsFound()
    {
        var header = new string('-', MaxLength - "Date".Length) + "Date of the branch that the customer belongs to";

        Assert.Contains(HeaderWords.Find(header), meaning => meaning.Role == ColumnRole.Date);
    }

    [Fact]
    public void Normalise_LongWord_IsItsBeginning() =>
        Assert.Equal(new string('x', MaxLength), HeaderWords.Normalise(new string('x', MaxLength + 1)));
}
