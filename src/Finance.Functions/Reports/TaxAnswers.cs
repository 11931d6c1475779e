using Finance.Core;
using Finance.Core.Reports;
using Finance.Core.Reports.Tax;
using Finance.Core.Transactions;
using Finance.Functions.Http;
using Finance.Functions.Receipts;

namespace Finance.Functions.Reports;

/// <summary>The answer of <c>/api/reports/tax</c>.</summary>
/// <param name="NextCursor">For <c>?cursor=</c> of the next page of entries; null at the end.</param>
internal sealed record TaxJson(
    PeriodJson Period,
    Currency Currency,
    string? AccountId,
    Money Income,
    Money Expenses,
    Money Deductible,
    IReadOnlyList<TopCategoryJson> Categories,
    IReadOnlyList<TaxEntryJson> Entries,
    string? NextCursor,
    IReadOnlyList<UnconvertedAmountJson> Unconverted,
    IReadOnlyList<RateUse> RatesUsed)
{
    internal static TaxJson Of(TaxReport report, ListEnvelope<TaxEntryJson> page) => new(
        PeriodJson.Of(report.Totals.Period),
        report.Currency,
        report.AccountId,
        report.Totals.Income,
        report.Totals.Expenses,
        report.Deductible,
        [.. report.Categories.Select(TopCategoryJson.Of)],
        page.Items,
        page.NextCursor,
        [.. report.Unconverted.Select(apart => new UnconvertedAmountJson(apart.Currency, apart))],
        report.RatesUsed);
}

internal sealed record UnconvertedAmountJson(Currency Currency, Money Amount);

/// <param name="Amount">What of it is deductible, in the report's currency; null without a rate.</param>
internal sealed record TaxEntryJson(
    TransactionId Id,
    DateOnly Date,
    Money? Amount,
    Money OriginalAmount,
    Currency OriginalCurrency,
    string? Payee,
    string? Description,
    string AccountId,
    ReceiptJson? Receipt,
    IReadOnlyList<TaxPartJson> Parts)
{
    internal static TaxEntryJson Of(TaxEntry found)
    {
        var (entry, parts) = (found.Entry.Transaction, found.Parts);
        return new TaxEntryJson(
            entry.Id,
            entry.Date,
            parts.Select(part => part.Converted).Aggregate((sum, part) => sum is { } known && part is { } next ? known + next : null),
            parts.Select(part => part.Amount).Aggregate((sum, part) => sum + part),
            entry.Amount.Currency,
            entry.Payee,
            entry.Description,
            found.Entry.Account.Id,
            ReceiptJson.Of(entry.Receipt),
            [.. parts.Select(part => new TaxPartJson(ReportCategoryJson.Of(part.Category)!, part.Converted, part.Amount))]);
    }
}

internal sealed record TaxPartJson(ReportCategoryJson Category, Money? Amount, Money OriginalAmount);
