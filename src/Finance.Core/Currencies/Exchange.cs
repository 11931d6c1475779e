using Finance.Core.Ledgers;

namespace Finance.Core.Currencies;

/// <summary>Gets converters: what is published and what a user says.</summary>
public sealed class Exchange(RateStore published, LedgerStore ledgers, TimeProvider clock)
{
    /// <summary>
    /// The rates of a ledger's user. Costs nothing while both kinds are remembered; the user's own are a row of the ledger
    /// (<see cref="LedgerKeys.Rates"/>) and of its version.
    /// </summary>
    public async Task<Converter> ForAsync(LedgerSnapshot ledger, CancellationToken cancellationToken)
    {
        var book = published.BookAsync(cancellationToken);
        var manual = await ledgers.Reader.RatesAsync(ledger, cancellationToken);
        return new Converter(await book, manual, TimeZones.DayOf(clock.GetUtcNow(), ledger.Profile.TimeZone));
    }
}
