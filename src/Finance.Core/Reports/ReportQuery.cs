using System.Globalization;
using Finance.Core.Accounts;
using Finance.Core.Ledgers;

namespace Finance.Core.Reports;

/// <summary>
/// What a report is asked about, as the client wrote it: <c>from</c> and <c>to</c>, or <c>month</c> (<c>YYYY-MM</c>, or 1 to 12 with
/// <c>year</c>), or <c>year</c>. Nothing of these is the current month (<see cref="MonthsByDefault"/>); <c>from</c> alone reaches until today.
/// </summary>
/// <param name="AccountId">Only this account and those merged into it; null for all.</param>
/// <param name="Currency">The currency of the answer; null for the user's own.</param>
public sealed record ReportQuery(
    string? From = null,
    string? To = null,
    string? Month = null,
    string? Year = null,
    string? AccountId = null,
    string? Currency = null)
{
    private const string BadDate = "must be a calendar day such as 2026-03-31, between 1900-01-01 and 2199-12-31.";
    private const string BadMonth = "must be a month such as 2026-03, between 1900-01 and 2199-12; or 1 to 12 together with year.";
    private const string BadYear = "must be a year between 1900 and 2199.";

    /// <summary>How many months up to the current one are meant where no period is named.</summary>
    public int MonthsByDefault { get; init; } = 1;

    /// <summary>Whether it is the current calendar year that is meant there.</summary>
    public bool IsOfYearByDefault { get; init; }

    /// <summary>Whether any period is named.</summary>
    internal bool NamesPeriod => (From ?? To ?? Month ?? Year) is not null;

    /// <summary>The field that says where a period that is named ends.</summary>
    internal string PeriodField => From is not null || To is not null ? "to" : Month is not null ? "month" : "year";

    /// <summary>Checks the query against a ledger.</summary>
    /// <returns>Errors: <c>validation_failed</c>.</returns>
    internal Result<ReportScope> Resolve(LedgerSnapshot ledger, DateOnly today)
    {
        var errors = new FieldErrors();
        var period = ResolvePeriod(today, errors);
        var currency = ledger.Profile.Currency;
        if (Currency is not null && !Finance.Core.Currency.TryFind(Currency, out currency))
        {
            errors.Add("currency", "must be a code of ISO 4217 such as EUR.");
        }

        Account? account = null;
        if (AccountId is not null)
        {
            account = ledger.Chart.AllAccounts.ContainsKey(AccountId) ? ledger.Chart.AccountNow(AccountId) : null;
            if (account is null)
            {
                errors.Add("account_id", "names no account of this ledger.");
            }
        }

        return errors.Or(() => new ReportScope(period, currency!, account?.Id, today));
    }

    private ReportPeriod ResolvePeriod(DateOnly today, FieldErrors errors)
    {
        if (From is not null || To is not null)
        {
            if (Month is not null || Year is not null)
            {
                errors.Add(Month is not null ? "month" : "year", "cannot be combined with from and to; give one or the other.");
            }

            return ResolveRange(today, errors);
        }

        return Month is not null ? ResolveMonth(errors)
            : Year is not null ? ResolveYear(errors)
            : IsOfYearByDefault ? ReportPeriod.OfYear(today.Year)
            : new ReportPeriod(new DateRange(Core.Month.Of(today).AddMonths(1 - MonthsByDefault).FirstDay, Core.Month.Of(today).LastDay));
    }

    private ReportPeriod ResolveRange(DateOnly today, FieldErrors errors)
    {
        var from = TakeDay(From, "from", errors);
        var to = To is null ? today : TakeDay(To, "to", errors);
        if (From is null)
        {
            errors.Add("from", "is required with to.");
        }
        else if (from is { } first && to is { } last && last < first)
        {
            errors.Add(To is null ? "from" : "to", To is null ? "lies after today; give to as well." : "must not lie before from.");
        }

        return new ReportPeriod(new DateRange(from ?? today, to ?? today));
    }

    private ReportPeriod ResolveMonth(FieldErrors errors)
    {
        if (Core.Month.TryParse(Month, out var month) && LedgerDates.Holds(month.FirstDay))
        {
            if (Year is not null)
            {
                errors.Add("year", "is not needed beside a month that has one.");
            }

            return ReportPeriod.Of(month);
        }

        if (Year is not null && TryNumber(Month, out var number) && number is >= 1 and <= 12)
        {
            return TakeYear(errors) is { } year ? ReportPeriod.Of(Core.Month.Of(year, number)) : default;
        }

        errors.Add("month", BadMonth);
        return default;
    }

    private ReportPeriod ResolveYear(FieldErrors errors) => TakeYear(errors) is { } year ? ReportPeriod.OfYear(year) : default;

    private int? TakeYear(FieldErrors errors)
    {
        if (Year?.Length == 4 && TryNumber(Year, out var year) && year >= LedgerDates.First.Year && year <= LedgerDates.Last.Year)
        {
            return year;
        }

        errors.Add("year", BadYear);
        return null;
    }

    private static DateOnly? TakeDay(string? text, string field, FieldErrors errors)
    {
        if (text is null)
        {
            return null;
        }

        if (LedgerDates.TryParse(text, out var day) && LedgerDates.Holds(day))
        {
            return day;
        }

        errors.Add(field, BadDate);
        return null;
    }

    private static bool TryNumber(string? text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}

/// <summary>What a report is about, once checked against the ledger.</summary>
/// <param name="AccountId">The account as it stands now; null for all.</param>
/// <param name="Today">The day it is for the user.</param>
internal sealed record ReportScope(ReportPeriod Period, Currency Currency, string? AccountId, DateOnly Today);
