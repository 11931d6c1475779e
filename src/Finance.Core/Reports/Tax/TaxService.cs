using Finance.Core.Categories;
using Finance.Core.Currencies;
using Finance.Core.Ledgers;
using Finance.Core.Summaries;
using Finance.Core.Transactions;

namespace Finance.Core.Reports.Tax;

/// <summary>Finds what is deductible: the sums from the summaries, the entries page by page.</summary>
public sealed class TaxService(LedgerStore ledgers, Exchange exchange, TimeProvider clock)
{
    private readonly ReportAnswers _answers = new(ledgers, exchange, clock);

    /// <returns>Errors: <c>not_registered</c>, <c>validation_failed</c>.</returns>
    public Task<Result<TaxReport>> TaxAsync(Caller caller, ReportQuery query, PageRequest page, CancellationToken cancellationToken) =>
        _answers.OfAsync(caller, LedgerPart.Entries, query, (sources, token) => TaxAsync(sources, page, token), cancellationToken);

    private static async Task<Result<TaxReport>> TaxAsync(ReportSources sources, PageRequest page, CancellationToken cancellationToken)
    {
        var (scope, mark) = (sources.Scope, sources.Ledger.Mark);
        if (page.After?.StartsWith(mark, StringComparison.Ordinal) == false)
        {
            return Errors.InvalidCursor();
        }

        var book = await sources.LoadAsync([scope.Period.Days], [], cancellationToken);
        var totals = book.TotalsOf(scope.Period.Days);
        var categories = sources.Chart.Categories.Where(IsDeductible).ToList();
        var figures = categories.ConvertAll(category => FigureOf(category, totals.Total));
        var rest = page with { After = page.After?[mark.Length..] };
        var entries = await EntriesAsync(sources, DaysToSearch(sources, totals, categories), rest, cancellationToken);
        return new TaxReport
        {
            Totals = PeriodTotals.Of(scope.Period, totals.Total),
            Currency = scope.Currency,
            AccountId = scope.AccountId,
            Deductible = figures.Aggregate(Money.Zero(scope.Currency), (sum, figure) => sum + figure.Amount),
            Categories =
            [
                .. figures.OrderByDescending(figure => figure.Amount.Minor)
                    .ThenBy(figure => figure.Category!.Name, StringComparer.Ordinal)
                    .ThenBy(figure => figure.Category!.Id, StringComparer.Ordinal),
            ],
            Unconverted =
            [
                .. totals.Unconverted.Values
                    .Select(apart => new Money(categories.Sum(category => TallyOf(category, apart).Minor), apart.Currency))
                    .Where(sum => sum.Minor != 0)
                    .OrderBy(sum => sum.Currency.Code, StringComparer.Ordinal),
            ],
            RatesUsed = sources.Conversions.Used,
            Entries = entries,
            Next = sources.Entries.Next is { } next ? mark + next : null,
        };
    }

    private static bool IsDeductible(Category category) => category is { TaxDeductible: true, Type: CategoryType.Expense };

    private static Tally TallyOf(Category category, CurrencyTotals totals) =>
        totals.Categories.GetValueOrDefault(new CategorySide(category.Id, category.Type));

    private static CategoryFigure FigureOf(Category category, CurrencyTotals totals)
    {
        var tally = TallyOf(category, totals);
        return new CategoryFigure(
            category,
            category.Type,
            new Money(tally.Minor, totals.Currency),
            Money.Ratio(tally.Minor, totals.TotalOf(category.Type)),
            tally.Count);
    }

    /// <summary>The days of the period from the first to the last month that has anything deductible.</summary>
    private static DateRange DaysToSearch(ReportSources sources, ConvertedTotals totals, List<Category> categories)
    {
        var days = sources.Scope.Period.Days;
        bool Holds(CurrencyTotals of) => categories.Exists(category => TallyOf(category, of).Count != 0);
        if (totals.Unconverted.Values.Any(Holds))
        {
            return days;
        }

        var months = totals.Months.Where(month => Holds(month.Value)).Select(month => month.Key).ToList();
        return months.Count == 0
            ? new DateRange(days.To, days.To.AddDays(-1))
            : days.Intersect(new DateRange(months.Min().FirstDay, months.Max().LastDay));
    }

    private static async Task<IReadOnlyList<TaxEntry>> EntriesAsync(
        ReportSources sources,
        DateRange days,
        PageRequest page,
        CancellationToken cancellationToken)
    {
        var found = new List<TaxEntry>();
        await foreach (var transaction in sources.Entries.ReadAsync(days, page.After, cancellationToken))
        {
            if (EntryOf(sources, transaction) is { } entry)
            {
                found.Add(entry);
                if (found.Count == page.Limit)
                {
                    break;
                }
            }
        }

        return found;
    }

    private static TaxEntry? EntryOf(ReportSources sources, Transaction transaction)
    {
        if (transaction.Type == TransactionType.Transfer
            || (sources.Scope.AccountId is { } only && sources.Chart.AccountNow(transaction.AccountId).Id != only))
        {
            return null;
        }

        var parts = new List<TaxPart>();
        foreach (var (categoryId, minor) in transaction.Parts())
        {
            if (sources.Chart.CategoryNow(categoryId) is { } category && IsDeductible(category))
            {
                var amount = new Money(transaction.Type == TransactionType.Expense ? minor : -minor, transaction.Amount.Currency);
                parts.Add(new TaxPart(category, amount, sources.Conversions.Convert(amount, transaction.Date)));
            }
        }

        return parts.Count == 0 ? null : new TaxEntry(new TransactionInLedger(transaction, sources.Chart), parts);
    }
}
