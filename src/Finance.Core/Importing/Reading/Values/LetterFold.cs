namespace Finance.Core.Importing.Reading.Values;

/// <summary>
/// Letters without case and accents, so that <c>Buchungstag</c>, <c>BUCHUNGSTAG</c> and <c>Libellé</c>, <c>LIBELLE</c> are one word
/// each.
/// </summary>
internal static class LetterFold
{
    private const string Accented = "àáâãäåāăąçćčďđèéêëēęěğìíîïīıķľĺłļñńňņòóôõöøőōŕřśšşșťţțùúûüūůűųýÿźżžæœßð";
    private const string Plain = "aaaaaaaaacccddeeeeeeegiiiiiikllllnnnnoooooooorrsssstttuuuuuuuuyyzzzaosd";

    /// <summary>Writes the folded text, as much as fits; answers its length.</summary>
    public static int Fold(ReadOnlySpan<char> text, Span<char> folded)
    {
        var length = 0;
        foreach (var letter in text)
        {
            if (length == folded.Length)
            {
                break;
            }

            folded[length++] = Fold(letter);
        }

        return length;
    }

    public static char Fold(char letter)
    {
        var small = char.ToLowerInvariant(letter);
        if (small < 128)
        {
            return small;
        }

        var at = Accented.IndexOf(small, StringComparison.Ordinal);
        return at < 0 ? small : Plain[at];
    }
}
