using Finance.Core.Currencies;
using Finance.Core.Ledgers;
using Finance.Core.Summaries;

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
    private (Chart Chart, ConversionBasis Basis)? _basis;

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

    /// <summary>What a day put somewhere, incomes and expenses each rounded once; null where one of them cannot be converted.</summary>
    /// <param name="from">The currency of the tally.</param>
    internal CategoryTally? Convert(CategoryTally tally, Currency from, DateOnly day) =>
        Convert(new Money(tally.Income.Minor, from), day) is { } income && Convert(new Money(tally.Expense.Minor, from), day) is { } expense
            ? new CategoryTally(tally.Income with { Minor = income.Minor }, tally.Expense with { Minor = expense.Minor })
            : null;

    /// <summary>The same conversions, of which nothing was used yet.</summary>
    internal Conversions Afresh() => new(converter, to);

    /// <summary>Counts what others have used as used here.</summary>
    internal void NoteAll(Conversions others)
    {
        foreach (var (key, use) in others._used)
        {
            Note(key.From, key.Source, use.First, use.Last).StaleDays.UnionWith(use.StaleDays);
        }
    }

    /// <summary>What tells whether anything would be converted otherwise than before.</summary>
    internal ConversionBasis BasisOf(Chart chart)
    {
        if (_basis is not { } known || known.Chart != chart)
        {
            _basis = known = (chart, ConversionBasis.Of(to, converter, chart));
        }

        return known.Basis;
    }

    private void Note(Currency from, DateOnly day, Quote quote)
    {
        var use = Note(from, quote.Source, quote.AsOf, quote.AsOf);
        if (quote.IsStale)
        {
            use.StaleDays.Add(day);
        }
    }

    private Use Note(Currency from, RateOrigin source, DateOnly first, DateOnly last)
    {
        if (!_used.TryGetValue((from, source), out var use))
        {
            _used.Add((from, source), use = new Use { First = first, Last = last });
        }

        use.First = first < use.First ? first : use.First;
        use.Last = last > use.Last ? last : use.Last;
        return use;
    }

    private sealed class Use
    {
        internal DateOnly First { get; set; }

        internal DateOnly Last { get; set; }

        internal HashSet<DateOnly> StaleDays { get; } = [];
    }
}

/// <summary>All that converted sums of a ledger depend on besides its entries: sums made on equal ones are the same.</summary>
/// <param name="Rates">The rates, by identity.</param>
/// <param name="Accounts">Which account counts where, and in what currency.</param>
/// <param name="Categories">The categories, by identity: which counts where, and as what.</param>
internal sealed record ConversionBasis(Currency To, RatesAtHand? Rates, string Accounts, object Categories)
{
    internal static ConversionBasis Of(Currency to, Converter? converter, Chart chart) => new(
        to,
        converter?.AtHand,
        string.Join('|', chart.AllAccounts.Values.Select(account => $"{account.Id} {account.MergedInto} {account.Currency}")),
        chart.AllCategories);
}
