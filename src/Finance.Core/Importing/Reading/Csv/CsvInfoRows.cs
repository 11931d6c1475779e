using Finance.Core.Importing.Reading.Text;
using Finance.Core.Importing.Reading.Values;

namespace Finance.Core.Importing.Reading.Csv;

/// <summary>
/// Tells rows that state something about the statement (totals, balances carried forward, closing remarks) from entries that are broken.
/// Only what cannot be an entry is passed over; everything else is an error that the import shows.
/// </summary>
internal static class CsvInfoRows
{
    private static readonly string[] Words =
    [
        "total", "totals", "subtotal", "sub total", "sum", "summe", "gesamt", "gesamtsumme", "zwischensumme", "somme", "suma", "totale",
        "totali", "totaal", "razem",
        "summa", "opening balance", "closing balance", "starting balance", "ending balance", "beginning balance",
        "balance brought forward", "brought forward",
        "balance carried forward", "carried forward", "previous balance", "current balance", "account balance", "available balance",
        "ledger balance",
        "anfangssaldo", "endsaldo", "kontostand", "saldo", "alter kontostand", "neuer kontostand", "schlusssaldo", "eröffnungssaldo",
        "solde", "solde initial",
        "ancien solde", "nouveau solde", "solde au", "saldo inicial", "saldo final", "saldo anterior", "saldo iniziale", "saldo finale",
        "saldo do dia", "s a l d o",
        "beginsaldo", "eindsaldo", "saldo poczatkowe", "saldo koncowe", "ingående saldo", "utgående saldo", "übertrag", "uebertrag",
        "balance",
    ];

    private static readonly string[] Normalised = [.. Words.Select(HeaderWords.Normalise).Distinct()];

    public static bool IsInfo(CsvRows rows, CsvPlan plan, TextDecoder decoder)
    {
        if (rows.Fault is not null)
        {
            return false;
        }

        if (IsHeaderAgain(rows, plan, decoder))
        {
            return true;
        }

        var (hasDate, hasAmount, isNamed) = (false, false, false);
        for (var index = 0; index < rows.FieldCount; index++)
        {
            var cell = decoder.Read(rows.Field(index)) ?? "";
            var isDate = DateText.Forms(cell).IsDate;
            hasDate |= isDate;
            hasAmount |= !isDate && IsAmount(cell) && index != plan.Balance;
            isNamed |= !isDate && IsNamed(cell);
        }

        if (!hasDate && rows.FieldCount >= plan.MinFields && rows.Field(plan.Date).ContainsAnyInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        // A remark has neither day nor money; a total says that it is one, where an entry would have its day. A row with its day and money
        // is an entry, whatever it is called.
        var hasOwnDate = hasDate && plan.Date < rows.FieldCount && DateText.Forms(decoder.Read(rows.Field(plan.Date)) ?? "").IsDate;
        return hasOwnDate ? isNamed && !HasMoney(rows, plan) : isNamed || (!hasDate && !hasAmount && rows.FieldCount < plan.MinFields);
    }

    // Statements that were joined into one file repeat their header.
    private static bool IsHeaderAgain(CsvRows rows, CsvPlan plan, TextDecoder decoder) =>
        rows.FieldCount >= plan.MinFields
        && decoder.Read(rows.Field(plan.Date)) == plan.NameOf(plan.Date)
        && (plan.Amount < 0 || decoder.Read(rows.Field(plan.Amount)) == plan.NameOf(plan.Amount));

    private static bool HasMoney(CsvRows rows, CsvPlan plan)
    {
        foreach (var column in (ReadOnlySpan<int>)[plan.Amount, plan.Debit, plan.Credit])
        {
            if (column >= 0 && column < rows.FieldCount && rows.Field(column).ContainsAnyInRange((byte)'1', (byte)'9'))
            {
                return true;
            }
        }

        return rows.FieldCount < plan.MinFields;
    }

    private static bool IsNamed(string cell)
    {
        if (cell.Length is < 3 or > 80)
        {
            return false;
        }

        var words = HeaderWords.Normalise(cell);
        foreach (var name in Normalised)
        {
            if (words.StartsWith(name, StringComparison.Ordinal) && (words.Length == name.Length || words[name.Length] == ' '))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAmount(string cell) => cell.AsSpan().ContainsAnyInRange('0', '9')
        && (AmountCell.TryRead(cell, '.', out _, out _) == AmountFault.None
            || AmountCell.TryRead(cell, ',', out _, out _) == AmountFault.None);
}
