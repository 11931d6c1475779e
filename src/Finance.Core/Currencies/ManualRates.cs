using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Summaries;

namespace Finance.Core.Currencies;

/// <summary>
/// All rates of a user's own. One row of the ledger, read with a point read and remembered with the snapshot. Two currencies have one rate
/// a day, whichever of them is the base. Immutable.
/// </summary>
public sealed class ManualRates
{
    /// <summary>Rates that a ledger may hold: they are written together.</summary>
    public const int MaxRates = 5_000;

    private const byte Layout = 1;

    private readonly ManualRate[] _rates;
    private readonly Dictionary<(Currency, Currency), ManualRate[]> _byPair;
    private readonly Dictionary<Currency, ManualRate[]> _byDefined;

    private ManualRates(IEnumerable<ManualRate> rates)
    {
        // Of several that tell one currency's worth on a day, the last is the one that needs no other currency, else the first by name.
        _rates =
        [
            .. rates.OrderBy(rate => rate.Date)
                .ThenBy(rate => rate.DefinedBy == Converter.Hub)
                .ThenByDescending(rate => rate.DefinedBy.Code, StringComparer.Ordinal),
        ];
        _byPair = _rates.GroupBy(rate => Pair(rate.Base, rate.Currency)).ToDictionary(pair => pair.Key, pair => pair.ToArray());
        _byDefined = _rates.GroupBy(rate => rate.Defined).ToDictionary(defined => defined.Key, defined => defined.ToArray());
    }

    public static ManualRates Empty { get; } = new([]);

    public int Count => _rates.Length;

    /// <summary>Oldest first.</summary>
    internal IReadOnlyList<ManualRate> All => _rates;

    /// <summary>The currencies that a rate is about.</summary>
    public IEnumerable<Currency> Currencies => _byPair.Keys.SelectMany(pair => new[] { pair.Item1, pair.Item2 }).Distinct();

    /// <param name="rates">Of two currencies and a day at most one.</param>
    internal static ManualRates Of(IEnumerable<ManualRate> rates) => new(rates);

    /// <summary>The rate of two currencies on exactly that day, whichever of them is its base.</summary>
    public ManualRate? Find(DateOnly day, Currency one, Currency other) => FindLast(day, one, other) is { } last && last.Date == day ? last : null;

    /// <summary>The last rate of two currencies up to a day.</summary>
    internal ManualRate? FindLast(DateOnly day, Currency one, Currency other)
    {
        var rates = _byPair.GetValueOrDefault(Pair(one, other)) ?? [];
        var end = EndOf(rates, day);
        return end == 0 ? null : rates[end - 1];
    }

    /// <summary>The rates up to a day that tell a currency's worth, the one that counts first.</summary>
    internal IEnumerable<ManualRate> DefinitionsOf(Currency currency, DateOnly day)
    {
        var rates = _byDefined.GetValueOrDefault(currency) ?? [];
        return rates.Take(EndOf(rates, day)).Reverse();
    }

    /// <summary>With a rate in place of the one that these two currencies had on its day.</summary>
    internal ManualRates With(ManualRate rate) => new(Others(rate).Append(rate));

    internal ManualRates Without(ManualRate rate) => new(Others(rate));

    internal Row ToRow(UserId owner)
    {
        var codes = new IdTable();
        foreach (var currency in Currencies)
        {
            codes.Add(currency.Code);
        }

        var writer = new PackedWriter(Layout);
        codes.Write(writer);
        writer.Count(_rates.Length);
        foreach (var rate in _rates)
        {
            writer.Count(rate.Date.DayNumber).Count(codes[rate.Base.Code]).Count(codes[rate.Currency.Code]).Signed(rate.Version);
            ExactDecimal.Write(writer, rate.Rate);
        }

        return PackedCells.Spread(new Row(owner.ToString(), LedgerKeys.Rates), writer.ToBytes());
    }

    internal static ManualRates Read(Row row)
    {
        var reader = new PackedReader(PackedCells.Gather(row), Layout);
        var currencies = IdTable.Read(ref reader).Select(Currency.Of).ToArray();
        var rates = new ManualRate[reader.Count()];
        for (var at = 0; at < rates.Length; at++)
        {
            var (date, from, to) = (DateOnly.FromDayNumber(reader.Count()), currencies[reader.Count()], currencies[reader.Count()]);
            var version = reader.Signed();
            rates[at] = new ManualRate(date, from, to, ExactDecimal.Read(ref reader), version);
        }

        return Of(rates);
    }

    private static (Currency, Currency) Pair(Currency one, Currency other) =>
        string.CompareOrdinal(one.Code, other.Code) < 0 ? (one, other) : (other, one);

    /// <summary>How many of some rates, oldest first, are of a day or of one before.</summary>
    private static int EndOf(ManualRate[] rates, DateOnly day)
    {
        var (low, high) = (0, rates.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = rates[middle].Date <= day ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private IEnumerable<ManualRate> Others(ManualRate rate) =>
        _rates.Where(other => other.Date != rate.Date || !other.IsAbout(rate.Base, rate.Currency));
}
