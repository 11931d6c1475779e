using System.Globalization;
using Finance.Core.Recurring;

namespace Finance.Core.Insights;

/// <summary>How insights name things.</summary>
internal static class InsightText
{
    private const int MonthsPerYear = 12;
    private const int WeeksPerYear = 52;
    private const int DaysPerYear = 365;

    /// <summary><c>45.50 USD</c>.</summary>
    internal static string Amount(Money money) => $"{money} {money.Currency}";

    internal static string Day(DateOnly day) => LedgerDates.Format(day);

    /// <summary>A share in per cent, to one decimal at most: <c>12.5 %</c>.</summary>
    internal static string Percent(decimal share) =>
        Math.Round(100 * share, 1, MidpointRounding.AwayFromZero).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    /// <summary><c>month</c>, <c>3 months</c>.</summary>
    internal static string Every(RecurrenceFrequency frequency, int interval)
    {
        var one = frequency switch
        {
            RecurrenceFrequency.Daily => "day",
            RecurrenceFrequency.Weekly => "week",
            RecurrenceFrequency.Monthly => "month",
            _ => "year",
        };
        return interval == 1 ? one : string.Create(CultureInfo.InvariantCulture, $"{interval} {one}s");
    }

    /// <summary>What comes so often, in a year, rounded half away from zero.</summary>
    internal static Money InYear(Money amount, RecurrenceFrequency frequency, int interval)
    {
        var times = frequency switch
        {
            RecurrenceFrequency.Daily => DaysPerYear,
            RecurrenceFrequency.Weekly => WeeksPerYear,
            RecurrenceFrequency.Monthly => MonthsPerYear,
            _ => 1,
        };
        return new Money(Money.Quotient((Int128)amount.Minor * times, interval), amount.Currency);
    }
}
