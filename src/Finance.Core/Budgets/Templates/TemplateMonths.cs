using Finance.Core.Categories;
using Finance.Core.Ledgers;
using Finance.Core.Summaries;

namespace Finance.Core.Budgets.Templates;

/// <summary>
/// What finished months say of income and spending, in all accounts of the user's currency, whose entries are what budgets count.
/// </summary>
internal sealed class TemplateMonths
{
    private readonly Currency _currency;
    private readonly IReadOnlyDictionary<Month, MonthFlow> _flows;

    private TemplateMonths(Currency currency, IReadOnlyDictionary<Month, MonthFlow> flows) => (_currency, _flows) = (currency, flows);

    /// <param name="end">The month after the last one.</param>
    internal static async Task<TemplateMonths> ReadAsync(LedgerDraft draft, Month end, int count, CancellationToken cancellationToken)
    {
        var currency = draft.Head.Profile.Currency;
        var flows = new MonthFlows(draft.Chart, account => account.Currency == currency);
        var years = Before(end, count).Select(month => month.Year).Distinct().Order().ToList();
        foreach (var year in await draft.YearsNowAsync(years, cancellationToken))
        {
            flows.Add(year, end);
        }

        return new TemplateMonths(currency, flows.Months);
    }

    /// <summary>Some months before one, latest first.</summary>
    internal static IEnumerable<Month> Before(Month end, int count) => Enumerable.Range(1, count).Select(back => end.AddMonths(-back));

    internal TemplateMonth IncomeOf(Month month) => new(month, MoneyOf(_flows.GetValueOrDefault(month)?.Income ?? 0));

    /// <summary>Expenses less refunds of some categories.</summary>
    internal TemplateMonth SpendingOf(Month month, IEnumerable<Category> categories) => new(month, MoneyOf(-categories.Aggregate(
        0L, (sum, category) => checked(sum + (_flows.GetValueOrDefault(month)?.Activity.GetValueOrDefault(category.Id) ?? 0)))));

    internal Money MoneyOf(long minor) => new(minor, _currency);

    /// <summary>What is in a month on the average, rounded half away from zero.</summary>
    internal Money Average(IReadOnlyList<TemplateMonth> months) =>
        MoneyOf(Money.Quotient(months.Aggregate((Int128)0, (sum, month) => sum + month.Amount.Minor), months.Count));
}
