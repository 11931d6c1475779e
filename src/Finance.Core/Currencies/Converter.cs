namespace Finance.Core.Currencies;

/// <summary>A rate as it counts on a day.</summary>
/// <param name="AsOf">The day that the rate is of: the last one, up to the day asked for, on which all that it is made of was known.</param>
/// <param name="IsStale">That day lies more than <see cref="Converter.FreshDays"/> days before it, or before today: there is a gap.</param>
public sealed record Quote(ExchangeRate Rate, DateOnly AsOf, RateOrigin Source, bool IsStale)
{
    /// <inheritdoc cref="ExchangeRate.Convert"/>
    public Money? Convert(Money amount) => Rate.Convert(amount);
}

/// <summary>
/// Exchange rates as one user has them: published ones and the user's own. Pure and in memory; for one request, not for several threads.
/// </summary>
/// <remarks>
/// A currency is worth, on a day, what was said of it last: published or by the user, and of the same day what the user says. Two currencies
/// are crossed by the euro. What the user says of exactly these two comes before what crossing yields, unless that is of a later day.
/// </remarks>
/// <param name="today">Of later days nothing is known yet, which is no gap.</param>
public sealed class Converter(RateBook published, ManualRates manual, DateOnly today)
{
    /// <summary>How old a rate may be before it is called stale: longer than any run of holidays.</summary>
    public const int FreshDays = 7;

    // Longer chains of rates by hand would show nothing but how they were entered.
    private const int MaxDepth = 2;

    private readonly Dictionary<(Currency From, Currency To, DateOnly Day), Quote?> _quotes = [];

    /// <summary>The currency that all others are published in, and crossed by.</summary>
    public static Currency Hub { get; } = Currency.Of("EUR");

    /// <summary>The currencies that have a rate on some day.</summary>
    public IEnumerable<Currency> Currencies => published.Currencies.Append(Hub).Concat(manual.Currencies).Distinct();

    /// <summary>By which converters are told apart that may convert otherwise.</summary>
    internal RatesAtHand AtHand => new(published.Identity, manual, today);

    /// <summary>The rate between two different currencies on a day; null where nothing up to that day tells it.</summary>
    public Quote? Find(Currency from, Currency to, DateOnly day)
    {
        if (!_quotes.TryGetValue((from, to, day), out var quote))
        {
            _quotes.Add((from, to, day), quote = Work(from, to, day));
        }

        return quote;
    }

    /// <summary>An amount in another currency at a day's rate, rounded half away from zero to its minor unit; null where that cannot be told.</summary>
    public Money? Convert(Money amount, Currency to, DateOnly day) =>
        amount.Currency == to ? amount : Find(amount.Currency, to, day)?.Convert(amount);

    private Quote? Work(Currency from, Currency to, DateOnly day)
    {
        var direct = manual.FindLast(day, from, to) is { } own ? new Worth(own.ToRate(from), own.Date, RateOrigin.Manual) : null;
        var crossed = WorthOf(from, day, MaxDepth) is { } of && WorthOf(to, day, MaxDepth) is { } other ? Cross(of, other) : null;
        var best = crossed?.AsOf > (direct?.AsOf ?? DateOnly.MinValue) || direct is null ? crossed : direct;
        return best is { Rate.IsShowable: true }
            ? new Quote(best.Rate, best.AsOf ?? day, best.Source, best.AsOf?.AddDays(FreshDays) < Earlier(day, today))
            : null;
    }

    private static Worth Cross(Worth from, Worth to) => new(
        from.Rate.Inverse().Then(to.Rate),
        Earlier(from.AsOf, to.AsOf),
        from.Source == RateOrigin.Manual || to.Source == RateOrigin.Manual ? RateOrigin.Manual : RateOrigin.Ecb);

    /// <summary>What one euro is in a currency.</summary>
    /// <param name="depth">How many rates by hand it may take.</param>
    private Worth? WorthOf(Currency currency, DateOnly day, int depth)
    {
        if (currency == Hub)
        {
            return new Worth(ExchangeRate.OfSame(Hub), null, RateOrigin.Ecb);
        }

        var known = published.Find(currency, day) is { } rate
            ? new Worth(ExchangeRate.Of(Hub, currency, rate.PerEuro), rate.Day, RateOrigin.Ecb)
            : null;
        foreach (var own in depth == 0 ? [] : manual.DefinitionsOf(currency, day).TakeWhile(own => !(own.Date < known?.AsOf)))
        {
            if (WorthOf(own.DefinedBy, day, depth - 1) is { } worth)
            {
                return new Worth(worth.Rate.Then(own.ToRate(own.DefinedBy)), Earlier(worth.AsOf, own.Date), RateOrigin.Manual);
            }
        }

        return known;
    }

    private static DateOnly? Earlier(DateOnly? left, DateOnly? right) =>
        left is null || right is null ? left ?? right : left < right ? left : right;

    /// <param name="AsOf">Null where any day is as good.</param>
    private sealed record Worth(ExchangeRate Rate, DateOnly? AsOf, RateOrigin Source);
}

/// <summary>The rates of a converter, by identity.</summary>
/// <param name="Published">Stands for the published rates without holding on to them.</param>
internal sealed record RatesAtHand(object Published, ManualRates Manual, DateOnly Today);
