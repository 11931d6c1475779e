using Finance.Core.Accounts;

namespace Finance.Core.Reports.Worth;

/// <summary>How far apart the days are of which a net worth is told.</summary>
public enum WorthInterval
{
    Day,

    /// <summary>The last day of each week, by the user's first weekday.</summary>
    Week,
    Month,
    Quarter,
    Year,
}

/// <summary>The answer of <c>/api/reports/networth</c>.</summary>
public sealed record WorthReport
{
    public required ReportPeriod Period { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>The only account that counts; null when all do.</summary>
    public string? AccountId { get; init; }

    public required WorthInterval Interval { get; init; }

    /// <summary>At the end of the day before the period.</summary>
    public required WorthPoint Start { get; init; }

    /// <summary>At the end of each interval that ends in the period and of the period's last day, oldest first.</summary>
    public required IReadOnlyList<WorthPoint> Points { get; init; }

    /// <summary>From <see cref="Start"/> to the last point.</summary>
    public required MoneyChange Change { get; init; }

    /// <summary>What makes up the last point, the largest first, debts last; accounts that held nothing all the time and are closed are left out.</summary>
    public required IReadOnlyList<AccountWorth> Accounts { get; init; }

    /// <summary>Balances that could not be converted, each currency as on the last point that lacks it.</summary>
    public required IReadOnlyList<UnconvertedWorth> Unconverted { get; init; }

    /// <inheritdoc cref="FinancialSummary.RatesUsed"/>
    public required IReadOnlyList<RateUse> RatesUsed { get; init; }
}

/// <summary>What is owned and owed at the end of a day; assets and liabilities as in <see cref="Reports.NetWorth"/>.</summary>
/// <param name="IsFuture">The day is yet to come: only what is entered ahead is in it.</param>
/// <param name="NotIncluded">Currencies of which the day has no rate, so that their balances are missing.</param>
public sealed record WorthPoint(DateOnly Date, Money NetWorth, Money Assets, Money Liabilities, bool IsFuture, IReadOnlyList<Currency> NotIncluded);

/// <summary>An account's part in the net worth.</summary>
/// <param name="IsDebt">It is below zero at the last point, and so one of the liabilities.</param>
/// <param name="Balance">At the last point, in the account's own currency.</param>
/// <param name="Value">The same in the currency of the answer; null without a rate.</param>
/// <param name="Change">Value less that at the start; null where either has no rate.</param>
/// <param name="Values">At each point, in their order; null without a rate.</param>
public sealed record AccountWorth(Account Account, bool IsDebt, Money Balance, Money? Value, Money? Change, IReadOnlyList<Money?> Values);

/// <summary>Balances in a currency that has no rate.</summary>
/// <param name="Date">The last point that they are missing in.</param>
public sealed record UnconvertedWorth(Currency Currency, DateOnly Date, Money NetWorth, Money Assets, Money Liabilities);
