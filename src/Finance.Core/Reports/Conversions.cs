using Finance.Core.Currencies;

namespace Finance.Core.Reports;

/// <summary>Rates that an answer was made with.</summary>
/// <param name="FirstDay">The first of the days that the rates are of.</param>
/// <param name="LastDay">The last of these days.</param>
/// <param name="StaleDays">Days that had to take a rate from more than <see cref="Converter.FreshDays"/> days before.</param>
public sealed record RateUse(Currency From, Currency To, DateOnly FirstDay, DateOnly LastDay, RateOrigin Source, int StaleDays);

/// <summary>What one answer converts into its currency, and the rates it takes for that.</summary>
/// <param name="converter">Null where there is nothing in other currencies.</param>
public sealed class Conversions(Converter? converter, Currency to)
{
    private readonly Dictionary<(Currency From, RateOrigin Source), Use> _used = [];

    /// <summary>The currency of the answer.</summary>
    public Currency To => to;

    /// <summary>By currency.</summary>
    public IReadOnlyList<RateUse> Used =>
    [
        .. _used.OrderBy(use => use.Key.From.Code, StringComparer.Ordinal)
            .ThenBy(use => use.Key.Source)
            .Select(use => new RateUse(use.Key.From, to, use.Value.First, use.Value.Last, use.Key.Source, use.Value.StaleDays.Count)),
    ];

    /// <summary>Whether amounts of a currency can be converted at a day's rate.</summary>
    public bool Can(Currency from, DateOnly day) => from == to || converter?.Find(from, to, day) is not null;

    /// <summary>An amount at a day's rate, rounded half away from zero; null where there is none. Nothing is nothing in any currency.</summary>
    public Money? Convert(Money amount, DateOnly day)
    {
        if (amount.Currency == to || amount.Minor == 0)
        {
            return new Money(amount.Minor, to);
        }

        var quote = converter?.Find(amount.Currency, to, day);
        var converted = quote?.Convert(amount);
        if (converted is not null)
        {
            Note(amount.Currency, day, quote!);
        }

        return converted;
    }

    private void Note(Currency from, DateOnly day, Quote quote)
    {
        if (!_used.TryGetValue((from, quote.Source), out var use))
        {
            _used.Add((from, quote.Source), use = new Use { First = quote.AsOf, Last = quote.AsOf });
        }

        use.First = quote.AsOf < use.First ? quote.AsOf : use.First;
        use.Last = quote.AsOf > use.Last ? quote.AsOf : use.Last;
        if (quote.IsStale)
        {
            use.StaleDays.Add(day);
        }
    }

    private sealed class Use
    {
        internal DateOnly First { get; set; }

        internal DateOnly Last { get; set; }

        internal HashSet<DateOnly> StaleDays { get; } = [];
    }
}
