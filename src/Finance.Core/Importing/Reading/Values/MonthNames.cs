using System.Collections.Frozen;

namespace Finance.Core.Importing.Reading.Values;

/// <summary>Months as statements name them, in full or cut after three letters or more, in the languages of the header words.</summary>
internal static class MonthNames
{
    private static readonly string[][] Names =
    [
        ["january", "januar", "janvier", "enero", "gennaio", "janeiro", "januari", "styczen", "stycznia", "janner", "jaenner"],
        ["february", "februar", "fevrier", "febrero", "febbraio", "fevereiro", "februari", "luty", "lutego"],
        ["march", "marz", "maerz", "mrz", "mars", "marzo", "marco", "maart", "mrt", "marzec", "marca", "marts"],
        ["april", "avril", "abril", "aprile", "kwiecien", "kwietnia"],
        ["may", "mai", "mayo", "maggio", "maio", "mei", "maj", "maja"],
        ["june", "juni", "juin", "junio", "giugno", "junho", "czerwiec", "czerwca"],
        ["july", "juli", "juillet", "julio", "luglio", "julho", "lipiec", "lipca"],
        ["august", "aout", "agosto", "augustus", "augusti", "sierpien", "sierpnia"],
        ["september", "septembre", "septiembre", "settembre", "setembro", "wrzesien", "wrzesnia"],
        ["october", "oktober", "octobre", "octubre", "ottobre", "outubro", "pazdziernik", "pazdziernika"],
        ["november", "novembre", "noviembre", "novembro", "listopad", "listopada"],
        ["december", "dezember", "decembre", "diciembre", "dicembre", "dezembro", "desember", "grudzien", "grudnia"],
    ];

    private static readonly FrozenDictionary<string, int> Months = Build();

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> ByName =
        Months.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The month, 1 to 12, or 0 when the word names none or could name two.</summary>
    public static int Find(ReadOnlySpan<char> word)
    {
        Span<char> folded = stackalloc char[24];
        var length = LetterFold.Fold(word, folded);
        return length is >= 3 and <= 16 && ByName.TryGetValue(folded[..length], out var month) ? month : 0;
    }

    private static FrozenDictionary<string, int> Build()
    {
        var months = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < Names.Length; index++)
        {
            foreach (var name in Names[index])
            {
                for (var length = 3; length < name.Length; length++)
                {
                    var cut = name[..length];
                    months[cut] = months.TryGetValue(cut, out var other) && other != index + 1 ? 0 : index + 1;
                }
            }
        }

        for (var index = 0; index < Names.Length; index++)
        {
            foreach (var name in Names[index])
            {
                months[name] = index + 1;
            }
        }

        return months.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
