using System.Globalization;
using Finance.Core.Notifications;

namespace Finance.Core.Importing;

/// <summary>What a user is told of an import that ended.</summary>
internal static class ImportNotice
{
    internal static NewNotification Of(Import import) =>
        new(NotificationKind.ImportFinished, $"{import.FileName}: {Title(import)}", Detail(import), import.Id);

    private static string Title(Import import) => import switch
    {
        { Failure.Code: "ambiguous_format" } => "needs an answer",
        { Failure: not null } => "not taken in",
        { Counts.Created: 0 } => "nothing new",
        { Counts.Created: 1 } => "1 entry taken in",
        _ => string.Create(CultureInfo.InvariantCulture, $"{import.Counts.Created} entries taken in"),
    };

    private static string Detail(Import import) => import.Failure is { } failure
        ? failure.Detail
        : string.Create(
            CultureInfo.InvariantCulture,
            $"Created {import.Counts.Created}, duplicates {import.Counts.Duplicates}, matched {import.Counts.Matched}, failed {import.Counts.Failed}. ")
            + Proof(import);

    private static string Proof(Import import) => import.Proof switch
    {
        { Status: ProofStatus.Proven } when import.Statement is { Balance: { } balance } =>
            $"The account agrees with the statement's balance of {balance} {balance.Currency}.",
        { Status: ProofStatus.Off, Difference: { } difference } off =>
            $"The account differs from the statement's balance by {difference} {difference.Currency}{Since(off.Since)}.",
        _ => "The file states no balance that could prove it.",
    };

    private static string Since(DateOnly? day) => day is { } first ? $" since {LedgerDates.Format(first)}" : string.Empty;
}
