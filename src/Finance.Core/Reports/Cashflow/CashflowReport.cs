using Finance.Core.Accounts;

namespace Finance.Core.Reports.Cashflow;

/// <summary>The answer of <c>/api/reports/cashflow</c>: what balances are going to be, day by day.</summary>
public sealed record CashflowReport
{
    /// <summary>The days that are shown.</summary>
    public required ReportPeriod Period { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>The only account that counts; null where <see cref="Accounts"/> were not chosen by one.</summary>
    public string? AccountId { get; init; }

    /// <summary>The accounts whose balances are added up: the one asked for, or those that one pays from and that are open.</summary>
    public required IReadOnlyList<Account> Accounts { get; init; }

    /// <summary>At the end of today.</summary>
    public required Money Balance { get; init; }

    public required IReadOnlyList<CashflowDay> Days { get; init; }

    /// <summary>The day with the lowest balance; the first of several.</summary>
    public required CashflowDay Lowest { get; init; }

    /// <summary>What was learnt from.</summary>
    public required CashflowHistory History { get; init; }

    /// <summary>Null where the history is too short to tell.</summary>
    public required CashflowBacktest? Backtest { get; init; }

    /// <summary>Balances that have no rate today, by currency; what moves in them is not projected.</summary>
    public required IReadOnlyList<Money> Unconverted { get; init; }

    /// <inheritdoc cref="FinancialSummary.RatesUsed"/>
    public required IReadOnlyList<RateUse> RatesUsed { get; init; }
}

/// <summary>Balances at the end of a day, converted at today's rates.</summary>
/// <param name="Known">By what recurs and what is entered ahead, and nothing else.</param>
/// <param name="P10">One in ten such days should be below,</param>
/// <param name="P50">half of them,</param>
/// <param name="P90">nine in ten.</param>
/// <param name="Flows">What is known to come on the day.</param>
public sealed record CashflowDay(DateOnly Date, Money Known, Money P10, Money P50, Money P90, IReadOnlyList<CashflowItem> Flows)
{
    /// <summary>Half of such days and more are below zero.</summary>
    public bool IsBelowZero => P50.Minor < 0;

    /// <summary>One in ten such days is.</summary>
    public bool MayBeBelowZero => P10.Minor < 0;
}

/// <param name="Name">The recurring template that brings it; null for what is entered ahead.</param>
public readonly record struct CashflowItem(string? Name, Money Amount);

/// <param name="Months">Months up to today that were learnt from, at most 24.</param>
/// <param name="IsTooShort">There are fewer than three: only what is known is projected, and all of a day's figures are the same.</param>
public sealed record CashflowHistory(int Months, bool IsTooShort);

/// <summary>How projections of the user's own past would have done, each made from the months before it alone.</summary>
/// <param name="Coverage">Share of the days whose balance lay from P10 to P90, to four decimals.</param>
/// <param name="Level">The share that should.</param>
/// <param name="Projections">How many were made, one from each of the last months on.</param>
/// <param name="Days">Days that were looked at in all of them.</param>
public sealed record CashflowBacktest(decimal Coverage, decimal Level, int Projections, int Days);
