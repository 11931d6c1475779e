namespace Finance.Core.Importing.Reading.Csv;

/// <summary>Descriptions that say which way the money went, whatever account it is: a payment received, wages.</summary>
internal static class SignWords
{
    private static readonly string[] Received =
    [
        "payment thank you", "thank you for your payment", "autopay thank you", "payment received", "payments and credits",
        "paiement merci", "payroll",
        "salary", "wages", "gehalt", "lohn", "zahlung erhalten", "salaire", "nomina", "stipendio", "salario", "salaris", "loon",
        "wynagrodzenie", "lon", "palkka",
        "pago recibido", "gracias por su pago", "pagamento recebido", "paiement recu",
    ];

    /// <summary>False for money that came in, null where the words do not say.</summary>
    public static bool? Find(CsvRow row, IReadOnlyList<StatementColumn> columns)
    {
        foreach (var column in columns)
        {
            if (column.Role is not (ColumnRole.Payee or ColumnRole.Memo or ColumnRole.Category)
                || row.Cells[column.Index] is not { Length: > 2 } cell)
            {
                continue;
            }

            var words = $" {HeaderWords.Normalise(cell)} ";
            if (Array.Exists(Received, phrase => words.Contains($" {phrase} ", StringComparison.Ordinal)))
            {
                return false;
            }
        }

        return null;
    }
}
