using System.Globalization;
using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Core.Envelopes;

/// <summary>The cells that a change of envelopes is about, readable: the rows themselves are packed.</summary>
internal static class EnvelopeAudit
{
    internal const string CurrencyProperty = "Currency";
    private const string AssignedProperty = "Assigned";

    internal static Row Write(UserId owner, EnvelopePlan plan, Month month, IEnumerable<(string Id, long Minor)> assigned) =>
        new Row(owner.ToString(), LedgerKeys.Envelopes(plan.Currency, month.Year))
            .Set(CurrencyProperty, plan.Currency.Code)
            .Set(AssignedProperty, string.Join(
                ' ', assigned.Select(envelope => string.Create(CultureInfo.InvariantCulture, $"{envelope.Id}={envelope.Minor}"))));

    internal static IEnumerable<(string Id, long Minor)> Read(Row row) => row.Text(AssignedProperty).Split(' ').Select(pair =>
    {
        var at = pair.IndexOf('=', StringComparison.Ordinal);
        return (pair[..at], long.Parse(pair.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
    });
}
