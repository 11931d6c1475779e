using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Finance.Core.Transactions.Listing;

namespace Finance.Core.Reports.Custom;

/// <summary>What entries are put together by.</summary>
public enum GroupBy
{
    Month,

    /// <summary>By the first day of the week, by the user's first weekday.</summary>
    Week,
    Category,
    Account,
    Payee,

    /// <summary>An entry counts in each of its tags.</summary>
    Tag,
    Type,
}

/// <summary>What is told of a group. Amounts are as they were entered, always positive, but for the last three.</summary>
public enum Measure
{
    Sum,
    Count,
    Average,
    Min,
    Max,

    /// <summary>Earned, as in all reports: incomes less repayments.</summary>
    Income,

    /// <summary>Spent, as in all reports: expenses less refunds.</summary>
    Expenses,

    /// <summary>Income − expenses.</summary>
    Net,
}

/// <summary>A report that the user puts together.</summary>
/// <param name="GroupBy">None, or up to three different ones; without one all is one group.</param>
/// <param name="Measures">At least one.</param>
/// <param name="Filter">Which entries count; its days and its account are those of <paramref name="Report"/>.</param>
/// <param name="Payee">Only entries of this payee, whatever the case and the accents; null for all.</param>
public sealed record CustomQuery(
    ReportQuery Report,
    IReadOnlyList<GroupBy> GroupBy,
    IReadOnlyList<Measure> Measures,
    TransactionFilter Filter,
    string? Payee)
{
    public const int MaxGroupings = 3;

    /// <summary>Whether entries count by their parts: each part of a split by itself.</summary>
    internal bool IsByPart => GroupBy.Contains(Custom.GroupBy.Category) || Filter.CategoryId is not null;

    /// <summary>
    /// Transfers are in no category and neither earned nor spent: they count only where types are told apart, or where they are asked for.
    /// </summary>
    internal bool HasTransfers => !IsByPart
        && (Filter.Type == Transactions.TransactionType.Transfer || (Filter.Type is null && GroupBy.Contains(Custom.GroupBy.Type)));

    /// <summary>Tells one query from another, so that a cursor goes on with its own only.</summary>
    internal string Fingerprint()
    {
        var said = string.Create(
            CultureInfo.InvariantCulture, $"{Report}\n{string.Join(',', GroupBy)}\n{string.Join(',', Measures)}\n{Filter}\n{Payee}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(said)).AsSpan(0, 8));
    }
}
