namespace Finance.Core.Importing.Reading.Csv;

/// <summary>What the lines above the table say.</summary>
internal static class CsvPreamble
{
    /// <summary>The account's number: an IBAN anywhere above the table, or what stands beside words for an account.</summary>
    public static string? AccountIn(IReadOnlyList<CsvRow> preamble)
    {
        foreach (var cell in preamble.SelectMany(row => row.Cells).SelectMany(cell => cell.Split([':', '=', '/'])))
        {
            if (Iban(cell) is { } iban)
            {
                return iban;
            }
        }

        foreach (var row in preamble)
        {
            var parts = row.Cells
                .SelectMany(cell => cell.Split(':', 2, StringSplitOptions.TrimEntries))
                .Where(cell => cell.Length > 0)
                .ToList();
            for (var index = 0; index + 1 < parts.Count; index++)
            {
                var isLabel = HeaderWords.Find(parts[index]).Any(meaning =>
                    meaning.IsWhole && meaning.Role is ColumnRole.OwnAccount or ColumnRole.CounterpartyAccount);
                if (isLabel && parts[index + 1].AsSpan().ContainsAnyInRange('0', '9') && parts[index + 1].Length <= 40)
                {
                    return parts[index + 1];
                }
            }
        }

        return null;
    }

    // ISO 13616: country, two check digits, and modulo 97 over letters as numbers.
    private static string? Iban(string text)
    {
        var letters = string.Concat(text.Where(char.IsAsciiLetterOrDigit));
        if (letters.Length is < 15 or > 34 || !char.IsAsciiLetterUpper(letters[0]) || !char.IsAsciiLetterUpper(letters[1]))
        {
            return null;
        }

        var remainder = 0;
        foreach (var letter in letters[4..] + letters[..4])
        {
            var value = char.IsAsciiDigit(letter) ? letter - '0' : char.ToUpperInvariant(letter) - 'A' + 10;
            remainder = ((remainder * (value > 9 ? 100 : 10)) + value) % 97;
        }

        return remainder == 1 ? letters : null;
    }
}
