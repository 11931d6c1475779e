using Finance.Core.Storage;
using Finance.Core.Summaries;

namespace Finance.Core.Currencies;

/// <summary>What the table holds, in one row: whoever remembers the rates learns from it whether they changed.</summary>
/// <param name="Version">Goes up with every commit that changes rates.</param>
/// <param name="Through">The last day that was published.</param>
/// <param name="ChangedFrom">The first month that this version changed; those before are as in the version before.</param>
internal sealed record RateHead(long Version, DateOnly Through, Month ChangedFrom, DateTimeOffset UpdatedAt, string? ETag)
{
    internal Row ToRow() => new Row(RateKeys.Ecb, RateKeys.Head)
        .Set("Version", Version)
        .Set("Through", LedgerDates.Format(Through))
        .Set("ChangedFrom", ChangedFrom.ToString())
        .Set("UpdatedAt", UpdatedAt);

    internal static RateHead Read(Row row) =>
        LedgerDates.TryParse(row.Text("Through"), out var through) && Month.TryParse(row.Text("ChangedFrom"), out var from)
            ? new RateHead(row.Long("Version"), through, from, row.Instant("UpdatedAt"), row.ETag)
            : throw new InvalidRowException("The head of the rates names no day.");
}

/// <summary>The published days of a month as one row: each currency's code once, then the days with their rates.</summary>
internal static class MonthRates
{
    private const byte Layout = 1;

    internal static Row Write(Month month, IReadOnlyCollection<PublishedDay> days)
    {
        var codes = new IdTable();
        foreach (var currency in days.SelectMany(day => day.Rates.Keys))
        {
            codes.Add(currency.Code);
        }

        var writer = new PackedWriter(Layout);
        codes.Write(writer);
        writer.Count(days.Count);
        foreach (var day in days.OrderBy(day => day.Day))
        {
            writer.Count(day.Day.Day).Count(day.Rates.Count);
            foreach (var (currency, rate) in day.Rates.OrderBy(rate => rate.Key.Code, StringComparer.Ordinal))
            {
                writer.Count(codes[currency.Code]);
                ExactDecimal.Write(writer, rate);
            }
        }

        return PackedCells.Spread(new Row(RateKeys.Ecb, RateKeys.Of(month)), writer.ToBytes());
    }

    /// <summary>Oldest first.</summary>
    internal static List<PublishedDay> Read(Row row)
    {
        if (!Month.TryParse(row.Key, out var month))
        {
            throw new InvalidRowException($"Row '{row.Key}' is no month of rates.");
        }

        var reader = new PackedReader(PackedCells.Gather(row), Layout);
        var currencies = IdTable.Read(ref reader).Select(Currency.Of).ToArray();
        var days = new List<PublishedDay>();
        for (var left = reader.Count(); left > 0; left--)
        {
            var day = month.FirstDay.AddDays(reader.Count() - 1);
            var count = reader.Count();
            var rates = new Dictionary<Currency, decimal>(count);
            for (; count > 0; count--)
            {
                rates.Add(currencies[reader.Count()], ExactDecimal.Read(ref reader));
            }

            days.Add(new PublishedDay(day, rates));
        }

        return days;
    }
}
