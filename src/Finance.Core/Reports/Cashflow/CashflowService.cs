using Finance.Core.Accounts;
using Finance.Core.Currencies;
using Finance.Core.Ledgers;
using Finance.Core.Reports.Worth;

namespace Finance.Core.Reports.Cashflow;

/// <summary>How a projection is asked for.</summary>
/// <param name="Report">Its period, where it names one, says which days are shown.</param>
/// <param name="Days">Days after today, 1 to <see cref="MaxDays"/>; null where the period says it, or for 30.</param>
public sealed record CashflowQuery(ReportQuery Report, int? Days)
{
    public const int MaxDays = 366;
    internal const int DefaultDays = 30;
}

/// <summary>
/// Projects balances day by day: from what recurs and what is entered ahead, and from how the months before went besides. Reads a row a month
/// of the last two years and of the days ahead.
/// </summary>
public sealed class CashflowService(LedgerStore ledgers, Exchange exchange, TimeProvider clock)
{
    private readonly ReportAnswers _answers = new(ledgers, exchange, clock);

    /// <returns>Errors: <c>not_registered</c>, <c>validation_failed</c>.</returns>
    public Task<Result<CashflowReport>> CashflowAsync(Caller caller, CashflowQuery query, CancellationToken cancellationToken) =>
        _answers.OfAsync(caller, LedgerPart.Everything, query.Report, (sources, token) => CashflowAsync(sources, query, token), cancellationToken);

    private static async Task<Result<CashflowReport>> CashflowAsync(ReportSources sources, CashflowQuery query, CancellationToken cancellationToken)
    {
        var (scope, today) = (sources.Scope, sources.Scope.Today);
        var shown = DaysOf(query, scope);
        if (!shown.IsOk)
        {
            return shown.Error;
        }

        var learnt = new DateRange(AtLeastFirst(today.AddMonths(-PastMonths.Max)).AddDays(1), today);
        var days = await sources.DaysAsync([.. learnt.Months().Concat(shown.Value.Months()).Append(Month.Of(today)).Distinct()], cancellationToken);
        var all = sources.Chart.Accounts.Where(account => Counts(account, scope.AccountId)).ToList();
        var accounts = all.Where(account => sources.Conversions.Can(account.Currency, today)).ToList();
        Money Convert(Money amount) => sources.Conversions.Convert(amount, today)!.Value;

        var balances = new BalanceBook(sources.Chart, days.ToDictionary(month => month.Month));
        var balance = accounts.Aggregate(Money.Zero(scope.Currency), (sum, account) => sum + Convert(balances.At(account, today)));
        var past = new PastDays(sources.Chart, accounts.Select(account => account.Id).ToHashSet(StringComparer.Ordinal), days, Convert)
            .Learn([.. sources.Plans.Templates], learnt);
        var months = PastMonths.Of(past, today);
        var coming = PastMonths.Ahead(today, shown.Value.To.DayNumber - today.DayNumber);
        var projected = Project(balance, ComingItems(sources, accounts, days, shown.Value.To, Convert), months, coming, today)
            .Where(day => day.Date >= shown.Value.From)
            .ToList();
        return new CashflowReport
        {
            Period = new ReportPeriod(shown.Value),
            Currency = scope.Currency,
            AccountId = scope.AccountId,
            Accounts = accounts,
            Balance = balance,
            Days = projected,
            Lowest = projected.MinBy(day => day.P50.Minor)!,
            History = new CashflowHistory(months.Count, months.Count < BalancePaths.MinMonths),
            Backtest = PastMonths.Judge(months, coming.Count),
            Unconverted = [.. Apart(all.Except(accounts), balances, today)],
            RatesUsed = sources.Conversions.Used,
        };
    }

    /// <summary>The days that are shown, all of them after today.</summary>
    private static Result<DateRange> DaysOf(CashflowQuery query, ReportScope scope)
    {
        var tomorrow = scope.Today.AddDays(1);
        if (!query.Report.NamesPeriod)
        {
            var last = scope.Today.DayNumber + (query.Days ?? CashflowQuery.DefaultDays);
            return new DateRange(tomorrow, DateOnly.FromDayNumber(Math.Min(last, LedgerDates.Last.DayNumber)));
        }

        if (query.Days is not null)
        {
            return Errors.Validation("days", "cannot be combined with a period; give one or the other.");
        }

        var days = scope.Period.Days;
        if (days.To <= scope.Today || days.To.DayNumber - scope.Today.DayNumber > CashflowQuery.MaxDays)
        {
            return Errors.Validation(
                query.Report.PeriodField, $"must end after today and at most {CashflowQuery.MaxDays} days ahead: it is projected, not looked up.");
        }

        return days with { From = days.From < tomorrow ? tomorrow : days.From };
    }

    private static DateOnly AtLeastFirst(DateOnly day) => day < LedgerDates.First ? LedgerDates.First : day;

    private static bool Counts(Account account, string? accountId) => accountId is null
        ? account.ClosedAt is null && account.Type is AccountType.Checking or AccountType.Savings or AccountType.Cash or AccountType.Credit
        : account.Id == accountId;

    private static ILookup<DateOnly, CashflowItem> ComingItems(
        ReportSources sources,
        IReadOnlyList<Account> accounts,
        IReadOnlyList<Summaries.DaysSummary> days,
        DateOnly last,
        Func<Money, Money> convert)
    {
        var flows = new ComingFlows(sources.Chart, sources.Scope.Today, last);
        foreach (var template in sources.Plans.Templates)
        {
            flows.Add(template);
        }

        foreach (var month in days)
        {
            flows.Add(month);
        }

        // What is overdue is entered by the next nightly run.
        var tomorrow = sources.Scope.Today.AddDays(1);
        return accounts
            .SelectMany(account => flows.Of(account.Id).Select(flow => (
                Day: flow.Day < tomorrow ? tomorrow : flow.Day,
                Item: new CashflowItem(flow.What, convert(new Money(flow.Minor, account.Currency))))))
            .ToLookup(flow => flow.Day, flow => flow.Item);
    }

    private static IEnumerable<CashflowDay> Project(
        Money balance,
        ILookup<DateOnly, CashflowItem> items,
        IReadOnlyList<PastMonth> months,
        IReadOnlyList<IReadOnlyList<int>> coming,
        DateOnly today)
    {
        var band = months.Count < BalancePaths.MinMonths ? null : BalancePaths.Of(months, coming);
        var known = balance;
        for (var at = 0; at < coming.Sum(month => month.Count); at++)
        {
            var day = today.AddDays(at + 1);
            known = items[day].Aggregate(known, (sum, item) => sum + item.Amount);
            Money With(long[]? sums) => known + new Money(sums?[at] ?? 0, known.Currency);
            yield return new CashflowDay(day, known, With(band?.P10), With(band?.P50), With(band?.P90), [.. items[day]]);
        }
    }

    private static IEnumerable<Money> Apart(IEnumerable<Account> accounts, BalanceBook balances, DateOnly today) => accounts
        .GroupBy(account => account.Currency)
        .Select(group => group.Aggregate(Money.Zero(group.Key), (sum, account) => sum + balances.At(account, today)))
        .OrderBy(sum => sum.Currency.Code, StringComparer.Ordinal);
}
