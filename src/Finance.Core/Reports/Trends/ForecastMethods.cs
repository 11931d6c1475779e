namespace Finance.Core.Reports.Trends;

/// <summary>Ways to predict months from those before them.</summary>
public enum ForecastMethod
{
    /// <summary>The median of the last year.</summary>
    Typical,

    /// <summary>The mean of the last three months.</summary>
    Recent,

    /// <summary>The last year, going on as it has changed from the years before.</summary>
    Trend,

    /// <summary>The same month of the year before.</summary>
    LastYear,

    /// <summary>The last year's level and how far each month usually lies from it.</summary>
    Seasonal,

    /// <summary>The same, going on as it has changed from the years before.</summary>
    SeasonalTrend,

    /// <summary>The last year's level times what each month usually is of it.</summary>
    SeasonalShare,

    /// <summary>The same, going on as it has changed from the years before.</summary>
    SeasonalShareTrend,
}

/// <summary>Predicts months by one method, in minor units. Pure; whole numbers and medians, so that one odd month does not decide.</summary>
internal static class ForecastMethods
{
    internal const int MonthsPerYear = 12;
    private const int FewMonths = 3;
    private const int TwoYears = 2 * MonthsPerYear;

    internal static IReadOnlyList<ForecastMethod> All { get; } = Enum.GetValues<ForecastMethod>();

    internal static bool IsSeasonal(ForecastMethod method) => method >= ForecastMethod.LastYear;

    /// <param name="history">The months before, oldest first.</param>
    /// <returns>Null where the history is too short for the method.</returns>
    internal static long[]? Predict(ForecastMethod method, ReadOnlySpan<long> history, int horizon)
    {
        if (history.Length < MinMonths(method))
        {
            return null;
        }

        return method switch
        {
            ForecastMethod.Typical => Flat(Robust.Median([.. LastYear(history)]), 0, horizon),
            ForecastMethod.Recent => Flat(Mean(history[^FewMonths..]), 0, horizon),
            ForecastMethod.Trend => Flat(LevelOf(history, YearlyChange(history)), YearlyChange(history), horizon),
            ForecastMethod.LastYear => Repeat(history, horizon),
            ForecastMethod.Seasonal or ForecastMethod.SeasonalTrend =>
                ByOffset(history, horizon, method == ForecastMethod.SeasonalTrend),
            _ => ByShare(history, horizon, method == ForecastMethod.SeasonalShareTrend),
        };
    }

    /// <summary>What a year makes of a month, by the median of all that are a year apart; 0 below two years.</summary>
    internal static long YearlyChange(ReadOnlySpan<long> history)
    {
        var changes = new List<long>();
        for (var at = MonthsPerYear; history.Length >= TwoYears && at < history.Length; at++)
        {
            changes.Add(checked(history[at] - history[at - MonthsPerYear]));
        }

        return Robust.Median(changes);
    }

    private static int MinMonths(ForecastMethod method) => method switch
    {
        ForecastMethod.Typical or ForecastMethod.Recent => FewMonths,
        ForecastMethod.LastYear => MonthsPerYear,
        _ => TwoYears,
    };

    private static ReadOnlySpan<long> LastYear(ReadOnlySpan<long> history) =>
        history.Length > MonthsPerYear ? history[^MonthsPerYear..] : history;

    private static long Mean(ReadOnlySpan<long> months)
    {
        Int128 sum = 0;
        foreach (var month in months)
        {
            sum += month;
        }

        return Money.Quotient(sum, months.Length);
    }

    private static long[] Repeat(ReadOnlySpan<long> history, int horizon)
    {
        var months = new long[horizon];
        for (var step = 0; step < horizon; step++)
        {
            months[step] = history[history.Length - MonthsPerYear + (step % MonthsPerYear)];
        }

        return months;
    }

    private static long[] Flat(long level, long yearlyChange, int horizon)
    {
        var months = new long[horizon];
        for (var step = 0; step < horizon; step++)
        {
            months[step] = checked(level + Drift(yearlyChange, step + 1));
        }

        return months;
    }

    private static long Drift(long yearlyChange, int months) => Money.Quotient((Int128)yearlyChange * months, MonthsPerYear);

    /// <summary>Where the last year stands at its end, seasons taken out.</summary>
    private static long LevelOf(ReadOnlySpan<long> history, long yearlyChange)
    {
        var levels = new List<long>();
        for (var back = 0; back < Math.Min(MonthsPerYear, history.Length); back++)
        {
            levels.Add(checked(history[^(back + 1)] + Drift(yearlyChange, back)));
        }

        return Robust.Median(levels);
    }

    private static long[]? ByOffset(ReadOnlySpan<long> history, int horizon, bool drifts)
    {
        var seasons = Seasons.Offsets(history);
        var level = new long[history.Length];
        for (var at = 0; at < level.Length; at++)
        {
            level[at] = checked(history[at] - seasons[at % MonthsPerYear]);
        }

        var change = drifts ? YearlyChange(history) : 0;
        var months = Flat(LevelOf(level, change), change, horizon);
        for (var step = 0; step < horizon; step++)
        {
            months[step] = checked(months[step] + seasons[(history.Length + step) % MonthsPerYear]);
        }

        return months;
    }

    private static long[]? ByShare(ReadOnlySpan<long> history, int horizon, bool drifts)
    {
        if (Seasons.Shares(history) is not { } seasons || Array.Exists(seasons, share => share < Seasons.LeastShare))
        {
            return null;
        }

        var level = new long[history.Length];
        for (var at = 0; at < level.Length; at++)
        {
            level[at] = Round(history[at] / seasons[at % MonthsPerYear]);
        }

        var change = drifts ? YearlyChange(level) : 0;
        var months = Flat(LevelOf(level, change), change, horizon);
        for (var step = 0; step < horizon; step++)
        {
            months[step] = Round(months[step] * seasons[(history.Length + step) % MonthsPerYear]);
        }

        return months;
    }

    private static long Round(decimal value) => (long)Math.Round(value, MidpointRounding.AwayFromZero);
}
