using System.Globalization;
using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Core.Currencies;

/// <summary>
/// A rate that the user knows better: on <paramref name="Date"/>, one unit of <paramref name="Base"/> was <paramref name="Rate"/> units of
/// <paramref name="Currency"/>.
/// </summary>
/// <param name="Rate">Above zero, at most <see cref="ExactDecimal.MaxDigits"/> digits.</param>
/// <param name="Version">The version of the ledger that last changed it.</param>
public sealed record ManualRate(DateOnly Date, Currency Base, Currency Currency, decimal Rate, long Version)
{
    /// <summary>
    /// The currency that the rate tells the worth of, which is the one that is not the base; but the euro, by which all are crossed, is worth
    /// what it is.
    /// </summary>
    internal Currency Defined => Currency == Converter.Hub ? Base : Currency;

    internal Currency DefinedBy => Currency == Converter.Hub ? Currency : Base;

    /// <summary>The day and both currencies: <c>2026-03-31-USD-KWD</c>.</summary>
    public string Id => $"{LedgerDates.Format(Date)}-{Base}-{Currency}";

    /// <summary>Whether the rate is about two currencies, whichever way.</summary>
    internal bool IsAbout(Currency one, Currency other) => (Base == one && Currency == other) || (Base == other && Currency == one);

    internal ExchangeRate ToRate(Currency from)
    {
        var rate = ExchangeRate.Of(Base, Currency, Rate);
        return Base == from ? rate : rate.Inverse();
    }

    /// <summary>The rate by itself, for the audit: it is stored with all others (<see cref="ManualRates"/>).</summary>
    internal Row ToRow(UserId owner) => new Row(owner.ToString(), LedgerKeys.Rates)
        .Set("Date", LedgerDates.Format(Date))
        .Set("Base", Base.Code)
        .Set("Currency", Currency.Code)
        .Set("Rate", Rate.ToString(CultureInfo.InvariantCulture));
}
