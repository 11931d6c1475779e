using System.Globalization;
using Finance.Core.Currencies;
using static Finance.Testing.TestRates;

namespace Finance.Core.Tests.Currencies;

public sealed class ConverterTests
{
    private static readonly RateBook Published = RateBook.Empty.With(LedgerDates.First,
    [
        Day("2022-03-01", "RUB 117.201 USD 1.1162"),
        Day("2026-06-11", "USD 1.25 JPY 160"),
        Day("2026-06-12", "USD 1.2 JPY 150 GBP 0.8"),
        Day("2026-06-15", "USD 1.6 JPY 200 GBP 0.8"),
    ]);

    private static readonly DateOnly Today = new(2026, 7, 1);

    [Theory]
    [InlineData("EUR", "USD", "2026-06-15", "1.6", "2026-06-15")]
    [InlineData("USD", "EUR", "2026-06-15", "0.625", "2026-06-15")]
    [InlineData("USD", "JPY", "2026-06-15", "125", "2026-06-15")]
    [InlineData("USD", "JPY", "2026-06-14", "125", "2026-06-12")]
    [InlineData("USD", "JPY", "2026-06-11", "128", "2026-06-11")]
    [InlineData("EUR", "USD", "2026-06-10", "1.1162", "2022-03-01")]
    public void Find_PublishedCurrencies_AreCrossedByTheEuroOfTheLastDay(string from, string to, string day, string rate, string asOf) =>
        Assert.Equal((rate, asOf, RateOrigin.Ecb), Say(With().Find(Of(from), Of(to), On(day))));

    [Theory]
    [InlineData("EUR", "JPY", "2026-06-10")]
    [InlineData("USD", "JPY", "2026-06-10")]
    [InlineData("EUR", "RUB", "2022-02-28")]
    [InlineData("EUR", "KWD", "2026-06-15")]
    [InlineData("KWD", "TND", "2026-06-15")]
    public void Find_NothingPublishedUpToTheDay_IsNone(string from, string to, string day) =>
        Assert.Null(With().Find(Of(from), Of(to), On(day)));

    [Theory]
    [InlineData("EUR", "USD", "2026-06-22", false)]
    [InlineData("EUR", "USD", "2026-06-23", true)]
    [InlineData("EUR", "RUB", "2026-06-15", true)]
    [InlineData("USD", "RUB", "2026-06-15", true)]
    [InlineData("EUR", "USD", "2026-07-30", true)]
    public void Find_MoreThanSevenDaysOld_IsStale(string from, string to, string day, bool isStale) =>
        Assert.Equal(isStale, With().Find(Of(from), Of(to), On(day))!.IsStale);

    [Fact]
    public void Find_DayThatHasNotCome_IsNoGap() => Assert.False(
        new Converter(Published, ManualRates.Empty, On("2026-06-22")).Find(Of("EUR"), Of("USD"), On("2026-07-30"))!.IsStale);

    [Theory]
    [InlineData("2026-06-11", "1.25", "2026-06-11", RateOrigin.Ecb)]
    [InlineData("2026-06-12", "1.3", "2026-06-12", RateOrigin.Manual)]
    [InlineData("2026-06-13", "1.3", "2026-06-12", RateOrigin.Manual)]
    [InlineData("2026-06-14", "1.4", "2026-06-14", RateOrigin.Manual)]
    [InlineData("2026-06-15", "1.6", "2026-06-15", RateOrigin.Ecb)]
    public void Find_RateByHand_CountsFromItsDayUntilALaterOneIsPublished(string day, string rate, string asOf, RateOrigin source)
    {
        var converter = With(Own("2026-06-12", "EUR", "USD", 1.3m), Own("2026-06-14", "EUR", "USD", 1.4m));

        Assert.Equal((rate, asOf, source), Say(converter.Find(Of("EUR"), Of("USD"), On(day))));
    }

    [Fact]
    public void Find_RateByHandOfTwoPublishedCurrencies_LeavesTheOtherPairsOfItsBaseAlone()
    {
        var converter = With(Own("2026-06-15", "USD", "JPY", 100m));

        Assert.Equal(("100", "2026-06-15", RateOrigin.Manual), Say(converter.Find(Of("USD"), Of("JPY"), On("2026-06-15"))));
        Assert.Equal(("0.01", "2026-06-15", RateOrigin.Manual), Say(converter.Find(Of("JPY"), Of("USD"), On("2026-06-15"))));
        Assert.Equal(("160", "2026-06-15", RateOrigin.Manual), Say(converter.Find(Of("EUR"), Of("JPY"), On("2026-06-15"))));
        Assert.Equal(("1.6", "2026-06-15", RateOrigin.Ecb), Say(converter.Find(Of("EUR"), Of("USD"), On("2026-06-15"))));
        Assert.Equal(("2", "2026-06-15", RateOrigin.Ecb), Say(converter.Find(Of("GBP"), Of("USD"), On("2026-06-15"))));
    }

    [Fact]
    public void Find_EuroByHand_TellsTheWorthOfTheOther()
    {
        var converter = With(Own("2026-06-15", "USD", "EUR", 0.5m));

        Assert.Equal(("2", "2026-06-15", RateOrigin.Manual), Say(converter.Find(Of("EUR"), Of("USD"), On("2026-06-15"))));
        Assert.Equal(("100", "2026-06-15", RateOrigin.Manual), Say(converter.Find(Of("USD"), Of("JPY"), On("2026-06-15"))));
        Assert.Equal(("200", "2026-06-15", RateOrigin.Ecb), Say(converter.Find(Of("EUR"), Of("JPY"), On("2026-06-15"))));
    }

    [Fact]
    public void Find_UnpublishedCurrencies_AreCrossedThroughWhatTheirRatesByHandName()
    {
        var converter = With(Own("2026-01-01", "USD", "KWD", 0.3m), Own("2026-06-01", "EUR", "TND", 3.2m));

        Assert.Equal(("0.3", "2026-01-01", RateOrigin.Manual), Say(converter.Find(Of("USD"), Of("KWD"), On("2026-06-15"))));
        Assert.Equal(("0.48", "2026-01-01", RateOrigin.Manual), Say(converter.Find(Of("EUR"), Of("KWD"), On("2026-06-15"))));
        Assert.Equal(("0.15", "2026-01-01", RateOrigin.Manual), Say(converter.Find(Of("TND"), Of("KWD"), On("2026-06-15"))));
        Assert.True(converter.Find(Of("USD"), Of("KWD"), On("2026-06-15"))!.IsStale);
        Assert.Null(converter.Find(Of("USD"), Of("KWD"), On("2025-12-31")));
    }

    [Fact]
    public void Find_RatesByHandThatNameEachOther_EndWithoutARate()
    {
        var converter = With(Own("2026-01-01", "TND", "KWD", 0.1m), Own("2026-01-02", "KWD", "TND", 10m));

        Assert.Null(converter.Find(Of("EUR"), Of("KWD"), On("2026-06-15")));
        Assert.Equal(("10", "2026-01-02", RateOrigin.Manual), Say(converter.Find(Of("KWD"), Of("TND"), On("2026-06-15"))));
    }

    [Fact]
    public void Find_LatestRateByHandLeadsNowhere_AnOlderOneThatDoesCounts()
    {
        var converter = With(Own("2026-01-01", "USD", "KWD", 0.3m), Own("2026-01-02", "TND", "KWD", 0.1m));

        Assert.Equal(("0.48", "2026-01-01", RateOrigin.Manual), Say(converter.Find(Of("EUR"), Of("KWD"), On("2026-06-15"))));
    }

    [Fact]
    public void Find_SeveralByHandOnOneDay_TheOneThatNeedsNoOtherCurrencyCounts()
    {
        var converter = With(Own("2026-06-15", "GBP", "KWD", 0.4m), Own("2026-06-15", "EUR", "KWD", 0.5m), Own("2026-06-15", "USD", "KWD", 0.3m));

        Assert.Equal("0.5", Say(converter.Find(Of("EUR"), Of("KWD"), On("2026-06-15"))).Rate);
        Assert.Equal("0.4", Say(converter.Find(Of("GBP"), Of("KWD"), On("2026-06-15"))).Rate);
        Assert.Equal("0.0025", Say(converter.Find(Of("JPY"), Of("KWD"), On("2026-06-15"))).Rate);
    }

    [Fact]
    public void Convert_SameCurrency_NeedsNoRate()
    {
        var amount = new Money(5, Of("XAF"));

        Assert.Equal(amount, new Converter(RateBook.Empty, ManualRates.Empty, Today).Convert(amount, amount.Currency, On("2026-06-15")));
        Assert.Null(new Converter(RateBook.Empty, ManualRates.Empty, Today).Convert(amount, Of("EUR"), On("2026-06-15")));
    }

    [Fact]
    public void ManualRates_AnyNumber_ReadBackAsTheyWereWritten()
    {
        var rates = new[]
        {
            Own("2026-06-15", "USD", "KWD", 0.30715m), Own("1900-01-01", "EUR", "USD", 100_000_000m),
            Own("2026-06-15", "KWD", "USD", 3m), Own("2199-12-31", "JPY", "CLF", 0.00000001m),
        }.Aggregate(ManualRates.Empty, (all, rate) => all.With(rate));

        var read = ManualRates.Read(rates.ToRow(UserId.FromObjectId(Guid.NewGuid())));

        Assert.Equal(3, read.Count);
        Assert.Equal(Own("2026-06-15", "KWD", "USD", 3m), read.Find(On("2026-06-15"), Of("USD"), Of("KWD")));
        Assert.Equal(100_000_000m, read.Find(On("1900-01-01"), Of("USD"), Of("EUR"))!.Rate);
        Assert.Equal(0.00000001m, read.Find(On("2199-12-31"), Of("JPY"), Of("CLF"))!.Rate);
        Assert.Null(read.Find(On("2026-06-14"), Of("USD"), Of("KWD")));
    }

    private static Converter With(params ManualRate[] own) =>
        new(Published, own.Aggregate(ManualRates.Empty, (all, rate) => all.With(rate)), Today);

    private static ManualRate Own(string day, string from, string to, decimal rate) => new(On(day), Of(from), Of(to), rate, 7);

    private static Currency Of(string code) => Currency.Of(code);

    private static DateOnly On(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static (string Rate, string AsOf, RateOrigin Source) Say(Quote? quote) => quote is null
        ? ("none", "", default)
        : (quote.Rate.ToDecimal().ToString(CultureInfo.InvariantCulture), LedgerDates.Format(quote.AsOf), quote.Source);
}
