using System.Globalization;
using Finance.Core.Importing.Reading.Values;

namespace Finance.Core.Importing.Reading.Csv;

/// <summary>
/// Finds the table among account details above it and totals below: by its header's words, or else by rows that have a date and an
/// amount.
/// </summary>
internal static class CsvTableFinder
{
    private const int HeaderSearch = 100;

    /// <summary>The table, or null when the sample holds none; a name that the choices use and the file lacks is an error.</summary>
    public static (CsvTable? Table, string? Missing) Find(CsvSample sample, ReadingChoices choices)
    {
        var rows = sample.Rows;
        var header = HeaderIndex(rows, choices);
        if (header is null && choices.HeaderLine > 0)
        {
            return (null, string.Create(CultureInfo.InvariantCulture, $"line {choices.HeaderLine}"));
        }

        var first = header + 1 ?? FirstEntry(rows);
        if (header is null && first < 0)
        {
            return (null, null);
        }

        if (header is null && choices.HeaderLine is null && LooksLikeHeader(rows, first))
        {
            header = first - 1;
        }

        var names = header is null ? [] : TrimEnd(rows[header.Value].Cells);
        var table = rows.Skip(first).ToList();
        var common = CommonWidth(table);
        var width = names.Length > 0 ? names.Length : common;
        if (width < 2)
        {
            return (null, null);
        }

        names = names.Length > 0 ? names : [.. Enumerable.Repeat("", width)];
        var profiles = Profiles(table, width);
        var (columns, missing, question) = CsvColumns.Assign(names, profiles, table, choices);
        var good = table.Count(row => row.IsSound && IsGood(row, columns, isAmountOpen: question is not null));
        var headerLine = header is null ? 0 : (int)rows[header.Value].Line;
        var minimum = header is null ? width : names.Length;
        var result = new CsvTable(
            sample, headerLine, names, Math.Max(width, common), minimum, columns, [.. rows.Take(header ?? first)], table, good, question);
        return (result, missing);
    }

    private static int? HeaderIndex(IReadOnlyList<CsvRow> rows, ReadingChoices choices)
    {
        var search = Math.Min(rows.Count, HeaderSearch);
        if (choices.HeaderLine is { } line)
        {
            var at = line <= 0 ? -1 : rows.ToList().FindIndex(row => row.Line == line);
            return at < 0 ? null : at;
        }

        for (var index = 0; index < search; index++)
        {
            if (rows[index].IsSound && (IsHeader(rows[index].Cells) || NamesAll(rows[index].Cells, choices)))
            {
                return index;
            }
        }

        return null;
    }

    private static bool IsHeader(string[] cells)
    {
        if (cells.Length < 2 || cells.Any(IsValue))
        {
            return false;
        }

        var meanings = cells.SelectMany(cell => HeaderWords.Find(cell)).ToList();
        return meanings.Any(meaning => meaning.Role == ColumnRole.Date || meaning.Role == ColumnRole.ValueDate)
            && meanings.Any(meaning => meaning.Role is ColumnRole.Amount or ColumnRole.Debit or ColumnRole.Credit)
            && !cells.Any(cell => cell.Length > 60);
    }

    private static bool NamesAll(string[] cells, ReadingChoices choices)
    {
        var names = choices.Columns?.Values
            .Where(name => !int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .ToList();
        return names is { Count: > 0 }
            && names.TrueForAll(name => cells.Any(cell => HeaderWords.Normalise(cell) == HeaderWords.Normalise(name)));
    }

    // Unknown words right above the first entry, and as many of them as the entry has fields.
    private static bool LooksLikeHeader(IReadOnlyList<CsvRow> rows, int first)
    {
        if (first == 0 || !rows[first - 1].IsSound)
        {
            return false;
        }

        var above = TrimEnd(rows[first - 1].Cells);
        return Math.Abs(above.Length - TrimEnd(rows[first].Cells).Length) <= 1 && above.Length > 1
            && !above.Any(IsValue) && above.Count(cell => cell.Length > 0) >= above.Length - 1;
    }

    private static int FirstEntry(IReadOnlyList<CsvRow> rows)
    {
        for (var index = 0; index < rows.Count; index++)
        {
            var cells = rows[index].Cells;
            var date = Array.FindIndex(cells, cell => DateText.Forms(cell).IsDate);
            if (date >= 0 && cells.Where((cell, at) => at != date && IsAmount(cell)).Any())
            {
                return index;
            }
        }

        return -1;
    }

    private static bool IsGood(CsvRow row, IReadOnlyList<StatementColumn> columns, bool isAmountOpen)
    {
        var (hasDate, hasAmount) = (false, isAmountOpen);
        foreach (var column in columns)
        {
            if (column.Index >= row.Cells.Length)
            {
                continue;
            }

            hasDate |= column.Role == ColumnRole.Date && DateText.Forms(row.Cells[column.Index]).IsDate;
            hasAmount |= column.Role is ColumnRole.Amount or ColumnRole.Debit or ColumnRole.Credit && IsAmount(row.Cells[column.Index]);
        }

        return hasDate && hasAmount;
    }

    private static bool IsValue(string cell) =>
        cell.AsSpan().ContainsAnyInRange('0', '9') && (IsAmount(cell) || DateText.Forms(cell).IsDate);

    private static bool IsAmount(string cell) =>
        AmountCell.TryRead(cell, '.', out _, out _) == AmountFault.None || AmountCell.TryRead(cell, ',', out _, out _) == AmountFault.None;

    private static int CommonWidth(List<CsvRow> rows) => rows
        .Where(row => row.IsSound)
        .GroupBy(row => row.Cells.Length)
        .OrderByDescending(group => group.Count())
        .Select(group => group.Key)
        .FirstOrDefault();

    private static ColumnProfile[] Profiles(List<CsvRow> rows, int width)
    {
        var profiles = Enumerable.Range(0, width).Select(_ => new ColumnProfile()).ToArray();
        foreach (var row in rows.Where(row => row.Cells.Length >= width))
        {
            for (var index = 0; index < width; index++)
            {
                profiles[index].Add(row.Cells[index]);
            }
        }

        return profiles;
    }

    private static string[] TrimEnd(string[] cells)
    {
        var length = cells.Length;
        while (length > 0 && cells[length - 1].Length == 0)
        {
            length--;
        }

        return cells[..length];
    }
}
