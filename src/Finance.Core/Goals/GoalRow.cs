using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Summaries;

namespace Finance.Core.Goals;

/// <summary>A goal as a row of its ledger.</summary>
internal static class GoalRow
{
    internal static Row Write(UserId owner, Goal goal)
    {
        var row = new Row(owner.ToString(), LedgerKeys.Goal(goal.Id), 16)
            .Set("Name", goal.Name)
            .Set("Description", goal.Description)
            .Set("Target", goal.Target.Minor)
            .Set("Currency", goal.Target.Currency.Code)
            .Set("TargetDate", goal.TargetDate is { } day ? LedgerDates.Format(day) : null)
            .Set("Type", SnakeCase.Of(goal.Type))
            .Set("Priority", goal.Priority)
            .Set("Status", SnakeCase.Of(goal.Status))
            .Set("IsCompletedByReaching", goal.IsCompletedByReaching)
            .Set("Current", goal.Current.Minor)
            .Set("ToldMilestone", goal.ToldMilestone)
            .Set("CreatedAt", goal.CreatedAt)
            .Set("Version", goal.Version);
        return PackedCells.Spread(row, goal.History.ToBytes());
    }

    internal static Goal Read(Row row) => ReadTerms(row) with { History = GoalHistory.FromBytes(PackedCells.Gather(row)) };

    /// <summary>The goal without its history.</summary>
    internal static Goal ReadTerms(Row row)
    {
        var currency = Currency.Of(row.Text("Currency"));
        return new Goal
        {
            Id = row.Key[LedgerKeys.GoalPrefix.Length..],
            Name = row.Text("Name"),
            Description = row.FindText("Description"),
            Target = new Money(row.Long("Target"), currency),
            TargetDate = row.FindText("TargetDate") is { } day ? Day(row, day) : null,
            Type = SnakeCase.Parse<GoalType>(row.Text("Type")),
            Priority = row.Int("Priority"),
            Status = SnakeCase.Parse<GoalStatus>(row.Text("Status")),
            IsCompletedByReaching = row.Flag("IsCompletedByReaching"),
            Current = new Money(row.Long("Current"), currency),
            ToldMilestone = row.Int("ToldMilestone"),
            CreatedAt = row.Instant("CreatedAt"),
            Version = row.Long("Version"),
        };
    }

    private static DateOnly Day(Row row, string text) =>
        LedgerDates.TryParse(text, out var day) ? day : throw new InvalidRowException($"Row '{row.Key}' has no day in '{text}'.");
}
