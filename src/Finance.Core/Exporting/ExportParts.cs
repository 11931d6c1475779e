using Finance.Core.Exporting.Backup;

namespace Finance.Core.Exporting;

/// <summary>What <c>include</c> can name.</summary>
internal static class ExportParts
{
    internal const string Transactions = "transactions";
    internal const string Accounts = "accounts";
    internal const string Categories = "categories";
    internal const string Budgets = "budgets";
    internal const string Goals = "goals";

    internal static IReadOnlyList<string> OfWorkbook { get; } = [Transactions, Accounts, Categories, Budgets, Goals];

    /// <summary>All parts of a JSON document, in its order.</summary>
    internal static IReadOnlyList<string> OfJson { get; } = [.. BackupSections.All.Select(section => section.Part).Distinct()];

    /// <returns>The parts that are meant, or why they are not to be had.</returns>
    internal static Result<string[]> Choose(IReadOnlyList<string> asked, IReadOnlyList<string> known, IReadOnlyList<string> usual)
    {
        var unknown = asked.FirstOrDefault(part => !known.Contains(part));
        return unknown is null
            ? asked.Count == 0 ? [.. usual] : known.Where(asked.Contains).ToArray()
            : Errors.Validation("include", $"cannot name '{unknown}' in this format; it has {string.Join(", ", known)}.");
    }
}
