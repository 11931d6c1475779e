using System.Text.Json.Serialization;
using Finance.Core;
using Finance.Core.Budgets;
using Finance.Functions.Http.Writing;
using Finance.Functions.Reports;

namespace Finance.Functions.Budgets;

/// <summary>Budgets as clients see them.</summary>
internal static class BudgetAnswers
{
    internal static Answer<BudgetJson> Found(BudgetDetails found) => Answer.Ok(BudgetJson.Of(found), found.Budget.Version);

    internal static Answer<BudgetJson> Changed(BudgetInLedger changed) => Answer.Ok(BudgetJson.Of(changed), changed.Budget.Version);

    internal static Created<BudgetJson> Created(BudgetInLedger created) =>
        Answer.Created(BudgetJson.Of(created), $"/api/budgets/{created.Budget.Id}", created.Budget.Version);

    internal static Answer<DeletedBudgetJson> Deleted(DeletedBudget deleted) => Answer.Ok(new DeletedBudgetJson(deleted.Id, true));

    internal static Answer<BudgetProgressJson> Progress(BudgetDetails found) => Answer.Ok(
        new BudgetProgressJson(
            found.Budget.Id,
            found.Budget.Name,
            found.Budget.Currency,
            BudgetCurrentJson.Of(found.InLedger),
            [.. found.Breakdown.Select(BudgetPartJson.Of)]),
        found.Budget.Version);

    internal static Answer<BudgetAnalyticsJson> Analytics(BudgetDetails found) => Answer.Ok(
        new BudgetAnalyticsJson(
            found.Budget.Id,
            found.Budget.Name,
            found.Budget.Currency,
            [.. found.History.Select(PastBudgetPeriodJson.Of)],
            found.Variance,
            found.Trend),
        found.Budget.Version);

    internal static Answer<BudgetStatusesJson> Status(IReadOnlyList<BudgetInLedger> budgets)
    {
        int CountOf(BudgetStatus status) => budgets.Count(found => found.Current.Status == status);
        return Answer.Ok(new BudgetStatusesJson(
            [.. budgets.Select(BudgetStateJson.Of)],
            new BudgetCountsJson(CountOf(BudgetStatus.OnTrack), CountOf(BudgetStatus.Warning), CountOf(BudgetStatus.Exceeded)),
            null,
            budgets.Count));
    }
}

/// <param name="Amount">What may be spent in the current period.</param>
/// <param name="Categories">Those that are there; one that was deleted in favour of another is that other.</param>
/// <param name="AllSpending">True where none were ever named, so that an empty list tells it from one whose categories are gone.</param>
internal sealed record BudgetJson(
    string Id,
    string Name,
    Money Amount,
    Currency Currency,
    BudgetPeriod Period,
    IReadOnlyList<string> Categories,
    bool AllSpending,
    DateOnly StartDate,
    DateOnly? EndDate,
    decimal AlertThreshold,
    RolloverRule Rollover,
    Money? RolloverCap,
    IReadOnlyList<BudgetAmountJson> Amounts,
    DateTimeOffset CreatedAt,
    BudgetCurrentJson Current)
{
    private const decimal Whole = 10_000;

    /// <summary>Only the read of a single budget tells this and what follows.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<BudgetPartJson>? Breakdown { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PastBudgetPeriodJson>? History { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BudgetVariance? Variance { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BudgetTrend? Trend { get; init; }

    internal static BudgetJson Of(BudgetInLedger found)
    {
        var budget = found.Budget;
        return new BudgetJson(
            budget.Id,
            budget.Name,
            found.Current.Budgeted,
            budget.Currency,
            budget.Period,
            [.. budget.CategoryIds.Select(id => found.Chart.CategoryNow(id)?.Id).OfType<string>().Distinct(StringComparer.Ordinal)],
            budget.IsOfAllSpending,
            budget.Start,
            budget.End,
            budget.AlertThreshold / Whole,
            budget.Rollover,
            budget.RolloverCap is { } cap ? new Money(cap, budget.Currency) : null,
            [.. budget.Amounts.Select(amount => new BudgetAmountJson(amount.From, new Money(amount.Minor, budget.Currency)))],
            budget.CreatedAt,
            BudgetCurrentJson.Of(found));
    }

    internal static BudgetJson Of(BudgetDetails found) => Of(found.InLedger) with
    {
        Breakdown = [.. found.Breakdown.Select(BudgetPartJson.Of)],
        History = [.. found.History.Select(PastBudgetPeriodJson.Of)],
        Variance = found.Variance,
        Trend = found.Trend,
    };
}

/// <param name="From">A day of the first period that the amount counts for.</param>
internal sealed record BudgetAmountJson(DateOnly From, Money Amount);

internal sealed record BudgetCurrentJson(
    DateOnly PeriodStart,
    DateOnly PeriodEnd,
    Money Budgeted,
    Money RolledOver,
    Money Available,
    Money Spent,
    Money Remaining,
    decimal Percent,
    Money Projected,
    BudgetStatus Status)
{
    internal static BudgetCurrentJson Of(BudgetInLedger found)
    {
        var current = found.Current;
        return new BudgetCurrentJson(
            current.Period.From,
            current.Period.To,
            current.Budgeted,
            current.RolledOver,
            current.Available,
            current.Spent,
            current.Remaining,
            current.Percent,
            found.Projected,
            current.Status);
    }
}

internal sealed record BudgetPartJson(ReportCategoryJson? Category, Money Amount, decimal Share, long Count)
{
    internal static BudgetPartJson Of(BudgetPart part) => new(ReportCategoryJson.Of(part.Category), part.Amount, part.Share, part.Count);
}

internal sealed record PastBudgetPeriodJson(
    DateOnly PeriodStart,
    DateOnly PeriodEnd,
    Money Budgeted,
    Money RolledOver,
    Money Available,
    Money Spent,
    Money Remaining,
    decimal Percent,
    BudgetStatus Status,
    Money Variance)
{
    internal static PastBudgetPeriodJson Of(BudgetPeriodFigures figures) => new(
        figures.Period.From,
        figures.Period.To,
        figures.Budgeted,
        figures.RolledOver,
        figures.Available,
        figures.Spent,
        figures.Remaining,
        figures.Percent,
        figures.Status,
        figures.Variance);
}

internal sealed record BudgetProgressJson(
    string Id,
    string Name,
    Currency Currency,
    BudgetCurrentJson Current,
    IReadOnlyList<BudgetPartJson> Breakdown);

internal sealed record BudgetAnalyticsJson(
    string Id,
    string Name,
    Currency Currency,
    IReadOnlyList<PastBudgetPeriodJson> History,
    BudgetVariance? Variance,
    BudgetTrend? Trend);

/// <summary>A list that comes whole.</summary>
internal sealed record BudgetStatusesJson(
    IReadOnlyList<BudgetStateJson> Items,
    BudgetCountsJson Counts,
    string? NextCursor,
    long TotalCount);

internal sealed record BudgetCountsJson(int OnTrack, int Warning, int Exceeded);

internal sealed record BudgetStateJson(
    string BudgetId,
    string Name,
    Currency Currency,
    DateOnly PeriodStart,
    DateOnly PeriodEnd,
    Money Budgeted,
    Money RolledOver,
    Money Available,
    Money Spent,
    Money Remaining,
    decimal Percent,
    Money Projected,
    BudgetStatus Status)
{
    internal static BudgetStateJson Of(BudgetInLedger found)
    {
        var current = found.Current;
        return new BudgetStateJson(
            found.Budget.Id,
            found.Budget.Name,
            found.Budget.Currency,
            current.Period.From,
            current.Period.To,
            current.Budgeted,
            current.RolledOver,
            current.Available,
            current.Spent,
            current.Remaining,
            current.Percent,
            found.Projected,
            current.Status);
    }
}

internal sealed record DeletedBudgetJson(string Id, bool Deleted);
