using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Core.Recurring.Detection;

/// <summary>Something detected that the user does not want to be offered again.</summary>
/// <param name="Name">What it was called, for whoever reads the row.</param>
public sealed record Dismissal(string Id, string Name, DateTimeOffset DismissedAt);

internal static class DismissedRow
{
    internal static Row Write(UserId owner, Dismissal dismissal) => new Row(owner.ToString(), LedgerKeys.Dismissed(dismissal.Id))
        .Set("Name", dismissal.Name)
        .Set("DismissedAt", dismissal.DismissedAt);

    internal static Dismissal Read(Row row) =>
        new(row.Key[LedgerKeys.DismissedPrefix.Length..], row.Text("Name"), row.Instant("DismissedAt"));
}
