using System.Globalization;
using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Core.Budgets;

/// <summary>A budget as a row of its ledger.</summary>
internal static class BudgetRow
{
    internal static Row Write(UserId owner, Budget budget) => new Row(owner.ToString(), LedgerKeys.Budget(budget.Id), 16)
        .Set("Name", budget.Name)
        .Set("Currency", budget.Currency.Code)
        .Set("Amounts", string.Join(' ', budget.Amounts.Select(amount => Pair(amount.From, amount.Minor))))
        .Set("Period", SnakeCase.Of(budget.Period))
        .Set("Categories", budget.CategoryIds.IsEmpty ? null : string.Join(' ', budget.CategoryIds))
        .Set("Start", LedgerDates.Format(budget.Start))
        .Set("End", budget.End is { } end ? LedgerDates.Format(end) : null)
        .Set("AlertThreshold", budget.AlertThreshold)
        .Set("Rollover", SnakeCase.Of(budget.Rollover))
        .SetObject("RolloverCap", budget.RolloverCap)
        .Set("Alerts", budget.Alerts.IsEmpty ? null : string.Join(' ', budget.Alerts.Select(alert => Pair(alert.PeriodStart, alert.Threshold))))
        .Set("CreatedAt", budget.CreatedAt)
        .Set("Version", budget.Version);

    internal static Budget Read(Row row) => new()
    {
        Id = row.Key[LedgerKeys.BudgetPrefix.Length..],
        Name = row.Text("Name"),
        Currency = Currency.Of(row.Text("Currency")),
        Amounts = [.. Pairs(row, row.Text("Amounts")).Select(pair => new BudgetAmount(pair.Day, pair.Number))],
        Period = SnakeCase.Parse<BudgetPeriod>(row.Text("Period")),
        CategoryIds = row.FindText("Categories") is { } ids ? [.. ids.Split(' ')] : [],
        Start = Day(row, row.Text("Start")),
        End = row.FindText("End") is { } end ? Day(row, end) : null,
        AlertThreshold = row.Int("AlertThreshold"),
        Rollover = SnakeCase.Parse<RolloverRule>(row.Text("Rollover")),
        RolloverCap = row.Properties.ContainsKey("RolloverCap") ? row.Long("RolloverCap") : null,
        Alerts = row.FindText("Alerts") is { } alerts
            ? [.. Pairs(row, alerts).Select(pair => new BudgetAlert(pair.Day, (int)pair.Number))]
            : [],
        CreatedAt = row.Instant("CreatedAt"),
        Version = row.Long("Version"),
    };

    private static string Pair(DateOnly day, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{LedgerDates.Format(day)}={number}");

    private static IEnumerable<(DateOnly Day, long Number)> Pairs(Row row, string text) => text.Split(' ').Select(pair =>
    {
        var at = pair.IndexOf('=', StringComparison.Ordinal);
        return at > 0 && long.TryParse(pair.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? (Day(row, pair[..at]), number)
            : throw new InvalidRowException($"Row '{row.Key}' has no pair of a day and a number in '{pair}'.");
    });

    private static DateOnly Day(Row row, string text) =>
        LedgerDates.TryParse(text, out var day) ? day : throw new InvalidRowException($"Row '{row.Key}' has no day in '{text}'.");
}
