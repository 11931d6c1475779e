using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Summaries;

namespace Finance.Core.Audits;

/// <summary>The sums of a ledger as they are stored, whatever is remembered of them.</summary>
internal sealed class StoredSums
{
    internal Dictionary<int, YearSummary> Years { get; } = [];

    internal Dictionary<Month, DaysSummary> Days { get; } = [];

    internal TagCounts Tags { get; private set; } = new();

    internal List<int> UnreadableYears { get; } = [];

    internal List<Month> UnreadableDays { get; } = [];

    internal bool AreTagsUnreadable { get; private set; }

    internal static async Task<StoredSums> ReadAsync(LedgerReader reader, UserId owner, CancellationToken cancellationToken)
    {
        var sums = new StoredSums();
        var (from, to) = (LedgerKeys.YearPrefix, KeyText.After(LedgerKeys.YearPrefix));
        await foreach (var row in reader.RangeAsync(owner, from, to, cancellationToken: cancellationToken))
        {
            sums.ReadYear(row);
        }

        (from, to) = (LedgerKeys.DaysPrefix, KeyText.After(LedgerKeys.DaysPrefix));
        await foreach (var row in reader.RangeAsync(owner, from, to, cancellationToken: cancellationToken))
        {
            sums.ReadDays(row);
        }

        if (await reader.FindAsync(owner, LedgerKeys.Tags, cancellationToken) is { } tags)
        {
            sums.ReadTags(tags);
        }

        return sums;
    }

    private void ReadYear(Row row)
    {
        var year = LedgerKeys.YearOf(row.Key);
        try
        {
            Years.Add(year, YearSummaryRow.Read(row, year));
        }
        catch (Exception damage) when (RowDamage.Is(damage))
        {
            UnreadableYears.Add(year);
        }
    }

    private void ReadDays(Row row)
    {
        var month = LedgerKeys.MonthOf(row.Key);
        try
        {
            if (DaysSummary.Read(row, month) is { } days)
            {
                Days.Add(month, days);
            }
            else
            {
                UnreadableDays.Add(month);
            }
        }
        catch (Exception damage) when (RowDamage.Is(damage))
        {
            UnreadableDays.Add(month);
        }
    }

    private void ReadTags(Row row)
    {
        try
        {
            Tags = TagCounts.Read(row);
        }
        catch (Exception damage) when (RowDamage.Is(damage))
        {
            AreTagsUnreadable = true;
        }
    }
}

/// <summary>What reading a row throws when the row is not of the shape that this code writes.</summary>
internal static class RowDamage
{
    internal static bool Is(Exception exception) => exception
        is InvalidRowException
        or FormatException
        or ArgumentException
        or OverflowException
        or IndexOutOfRangeException
        or KeyNotFoundException
        or System.Text.Json.JsonException;
}
