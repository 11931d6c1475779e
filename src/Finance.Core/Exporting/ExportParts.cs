using Finance.Core.Exporting.Backup;

namespace Finance.Core.Exporting;

/// <summary>What <c>include</c> can name.</summary>
internal static class ExportParts
{
    internal const string Transactions = "transactions";

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
