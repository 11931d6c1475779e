using Finance.Core;

namespace Finance.Pdf;

internal static class PeriodText
{
    internal static string Of(DateRange period) => $"{LedgerDates.Format(period.From)} – {LedgerDates.Format(period.To)}";
}
