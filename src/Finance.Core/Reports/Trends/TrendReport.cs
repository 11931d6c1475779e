namespace Finance.Core.Reports.Trends;

/// <summary>The answer of <c>/api/reports/trends</c>: where incomes and expenses have been going, and where expenses are going.</summary>
public sealed record TrendReport
{
    public required ReportPeriod Period { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>The only account that counts; null when all do.</summary>
    public string? AccountId { get; init; }

    /// <summary>The months of the period, oldest first.</summary>
    public required IReadOnlyList<TrendMonth> Months { get; init; }

    /// <summary>The same by calendar year; of a year that the period cuts, its months in it.</summary>
    public required IReadOnlyList<TrendYear> Years { get; init; }

    /// <summary>What was learnt from; null where there is no month with entries that is over.</summary>
    public required TrendHistory? History { get; init; }

    /// <summary>Null where the history is shorter than two years.</summary>
    public required Seasonality? Seasonality { get; init; }

    /// <summary>The months after the history; empty where it is too short to predict anything, or to say how wrong that would be.</summary>
    public required IReadOnlyList<PredictedMonth> Prediction { get; init; }

    /// <summary>Null where there is no prediction.</summary>
    public required Backtest? Backtest { get; init; }

    /// <inheritdoc cref="FinancialSummary.Unconverted"/>
    public required IReadOnlyList<UnconvertedTotals> Unconverted { get; init; }

    /// <inheritdoc cref="FinancialSummary.RatesUsed"/>
    public required IReadOnlyList<RateUse> RatesUsed { get; init; }
}

/// <param name="MovingAverage">Average expenses of this month and those before it; null where the ledger does not reach back so far.</param>
/// <param name="IsComplete">The month is over, and all of it is in the period.</param>
public sealed record TrendMonth(
    Month Month,
    Money Income,
    Money Expenses,
    Money Net,
    decimal? SavingsRate,
    Money? MovingAverage,
    bool IsComplete);

public sealed record TrendYear(int Year, Money Income, Money Expenses, Money Net, decimal? SavingsRate);

/// <summary>The months whose expenses were learnt from: whole ones that are over, at most ten years.</summary>
/// <param name="IsTooShort">There are fewer than <see cref="Forecaster.MinMonths"/>: nothing is predicted.</param>
/// <param name="ChangePerMonth">What a month's expenses differ from those of the month before, by their difference to the year before; null below two years.</param>
public sealed record TrendHistory(Month From, Month To, int Months, bool IsTooShort, Money? ChangePerMonth);

/// <summary>How the months of a year differ.</summary>
/// <param name="IsFound">Whether knowing the season would have made predictions better by a fifth and more.</param>
/// <param name="Strength">How much smaller the error would have been, to four decimals: 0 for not at all, 1 for none left.</param>
/// <param name="Indices">January first: expenses of the month to those of an average one, to four decimals.</param>
public sealed record Seasonality(bool IsFound, decimal Strength, IReadOnlyList<SeasonIndex> Indices);

/// <param name="Month">1 to 12.</param>
public readonly record struct SeasonIndex(int Month, decimal Index);

/// <param name="Low">Four of five months should lie from here</param>
/// <param name="High">to here, by the errors that predictions of the past would have had.</param>
public readonly record struct PredictedMonth(Month Month, Money Expenses, Money Low, Money High);

/// <summary>
/// How good predictions of the user's own past would have been: for each of the last months, from nothing but the months before it, the way to
/// predict chosen from these too.
/// </summary>
/// <param name="Method">How the prediction is made.</param>
/// <param name="Mape">Mean of |error| / |expenses|, to four decimals; null where all were zero.</param>
/// <param name="Mae">Mean |error|.</param>
/// <param name="Coverage">Share of the months that lay between low and high, to four decimals; null where none could be told.</param>
/// <param name="Level">The share that should.</param>
/// <param name="Months">How many months were predicted.</param>
public sealed record Backtest(ForecastMethod Method, decimal? Mape, Money Mae, decimal? Coverage, decimal Level, int Months);
