namespace Finance.Core.Reports;

/// <summary>Which months a report shows one by one.</summary>
internal static class ReportMonths
{
    /// <summary>In a longer period months without anything are left out, so that three centuries are no longer than what they hold.</summary>
    internal const int MaxWithEmptyOnes = 120;

    /// <summary>The months of a period, oldest first; of one longer than ten years those that hold anything.</summary>
    internal static IReadOnlyList<Month> Of(ReportPeriod period, ConvertedTotals totals)
    {
        var count = Month.Of(period.Days.To).Index - Month.Of(period.Days.From).Index + 1;
        return count <= MaxWithEmptyOnes ? [.. period.Days.Months()] : [.. totals.Months.Keys.Order()];
    }
}
