using System.Collections.Frozen;
using Finance.Core.Importing.Reading.Values;

namespace Finance.Core.Importing.Reading.Csv;

/// <summary>Words of a column that says for each row whether money came or went.</summary>
internal static class Indicators
{
    private static readonly FrozenDictionary<string, bool> Words = Build();

    private static readonly FrozenDictionary<string, bool>.AlternateLookup<ReadOnlySpan<char>> ByWord =
        Words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <param name="isDebit">Whether money left the account.</param>
    public static bool TryRead(ReadOnlySpan<char> cell, out bool isDebit)
    {
        Span<char> folded = stackalloc char[24];
        cell = cell.Trim();
        isDebit = false;
        return cell.Length is > 0 and <= 20 && ByWord.TryGetValue(folded[..LetterFold.Fold(cell, folded)], out isDebit);
    }

    private static FrozenDictionary<string, bool> Build()
    {
        string[] debits =
        [
            "d", "dr", "db", "dbit", "debit", "debet", "debits", "s", "soll", "belastung", "lastschrift", "ausgang", "ausgabe", "af",
            "uit", "out", "outgoing",
            "outflow", "withdrawal", "debito", "dare", "debe", "cargo", "egreso", "salida", "saida", "uscita", "obciazenie", "wn",
            "uttag", "ut", "ud", "expense",
            "-", "\u2212", "dbt", "money out", "minus", "dt", "addebito", "v", "vydaj", "utgift",
            "purchase", "purchases", "sale", "card purchase", "cash withdrawal", "atm withdrawal", "fee", "charge", "achat", "compra",
            "acquisto", "kauf",
            "cash advance",
        ];
        string[] credits =
        [
            "c", "cr", "k", "cdt", "credit", "kredit", "credits", "h", "haben", "gutschrift", "eingang", "einnahme", "bij", "in",
            "incoming", "inflow",
            "deposit", "credito", "avere", "haber", "abono", "ingreso", "entrada", "entrata", "uznanie", "ma", "insattning", "inn",
            "ind", "income",
            "+", "crdt", "money in", "plus", "ct", "accredito", "p", "prijem", "inkomst",
            "refund", "return", "deposits", "interest earned", "direct deposit", "remboursement", "reembolso", "rimborso", "erstattung",
        ];
        return debits.Select(word => (word, true)).Concat(credits.Select(word => (word, false)))
            .ToFrozenDictionary(pair => pair.word, pair => pair.Item2, StringComparer.Ordinal);
    }
}
