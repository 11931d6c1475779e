using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions;

namespace Finance.Core.Goals;

/// <summary>A contribution as a row of its ledger.</summary>
internal static class ContributionRow
{
    /// <summary>There where the date has followed a transaction, so that the key does not tell the id any more.</summary>
    internal const string IdProperty = "Id";

    internal static Row Write(UserId owner, GoalContribution contribution)
    {
        var place = contribution.Place;
        return new Row(owner.ToString(), LedgerKeys.Contribution(contribution.GoalId, place))
            .Set("Amount", contribution.Amount.Minor)
            .Set("Currency", contribution.Amount.Currency.Code)
            .Set("Notes", contribution.Notes)
            .Set("Transaction", contribution.TransactionId?.ToString())
            .Set(IdProperty, place == contribution.Id ? null : contribution.Id)
            .Set("CreatedAt", contribution.CreatedAt)
            .Set("Version", contribution.Version);
    }

    internal static GoalContribution Read(Row row)
    {
        var (goalId, place) = LedgerKeys.ContributionOf(row.Key);
        return new GoalContribution
        {
            Id = row.FindText(IdProperty) ?? place,
            GoalId = goalId,
            Date = TransactionId.DayOf(place),
            Amount = new Money(row.Long("Amount"), Currency.Of(row.Text("Currency"))),
            Notes = row.FindText("Notes"),
            TransactionId = row.FindText("Transaction") is { } id ? TransactionId.Parse(id) : null,
            CreatedAt = row.Instant("CreatedAt"),
            Version = row.Long("Version"),
        };
    }
}
