using System.Globalization;
using System.Numerics;
using Finance.Core.Currencies;
using FsCheck;
using FsCheck.Fluent;

namespace Finance.Core.Tests.Currencies;

public sealed class ExchangeRateTests
{
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(500);

    private static readonly Gen<Currency> Any = Gen.Elements("EUR", "USD", "JPY", "KWD", "CLF", "TND", "IDR").Select(Currency.Of);

    private static readonly Gen<decimal> Rates =
        from digits in Gen.OneOf(Gen.Choose(1, 999), Gen.Choose(1, int.MaxValue))
        from scale in Gen.Choose(0, 8)
        select new decimal(digits, 0, 0, false, (byte)scale);

    private static readonly Gen<long> Minors =
        from minor in Gen.OneOf(Gen.Choose(-5_000, 5_000), Gen.Choose(int.MinValue, int.MaxValue))
        from scale in Gen.Elements(1L, 1_000L, 400_000L)
        select minor * scale;

    [Theory]
    [InlineData("EUR", "USD", "1.0823", "100.00", "108.23")]
    [InlineData("EUR", "USD", "1.0823", "0.05", "0.05")]
    [InlineData("EUR", "JPY", "160.05", "0.10", "16")]
    [InlineData("EUR", "JPY", "5", "0.10", "1")]
    [InlineData("EUR", "JPY", "5", "-0.10", "-1")]
    [InlineData("EUR", "JPY", "5", "0.09", "0")]
    [InlineData("EUR", "JPY", "5", "-0.09", "0")]
    [InlineData("EUR", "KWD", "0.3335", "1.00", "0.334")]
    [InlineData("JPY", "KWD", "0.002", "1", "0.002")]
    [InlineData("JPY", "KWD", "0.0005", "1", "0.001")]
    [InlineData("KWD", "JPY", "500", "0.001", "1")]
    [InlineData("EUR", "CLF", "0.02555", "1.00", "0.0256")]
    [InlineData("EUR", "USD", "1.5", "0.00", "0.00")]
    public void Convert_Amount_IsRoundedOnceHalfAwayFromZero(string from, string to, string rate, string amount, string expected)
    {
        var exchange = ExchangeRate.Of(Currency.Of(from), Currency.Of(to), Decimal(rate));

        Assert.Equal(expected, exchange.Convert(Money(amount, from))!.Value.ToString());
    }

    [Fact]
    public void Convert_ThereAndBackThroughThird_IsExact()
    {
        var eurUsd = ExchangeRate.Of(Currency.Of("EUR"), Currency.Of("USD"), 1.0823m);
        var eurJpy = ExchangeRate.Of(Currency.Of("EUR"), Currency.Of("JPY"), 160.05m);
        var usdJpy = eurUsd.Inverse().Then(eurJpy);

        Assert.Equal(147.879516m, Math.Round(usdJpy.ToDecimal(), 6));
        Assert.Equal("16005", usdJpy.Convert(Money("108.23", "USD"))!.Value.ToString());
        Assert.Equal("108.23", usdJpy.Inverse().Convert(Money("16005", "JPY"))!.Value.ToString());
    }

    [Fact]
    public void Convert_BeyondWhatSumsHold_IsNone()
    {
        var rupiah = ExchangeRate.Of(Currency.Of("USD"), Currency.Of("IDR"), 16_000m);

        Assert.Null(rupiah.Convert(new Money(Finance.Core.Money.MaxMinor, Currency.Of("USD"))));
        Assert.Null(rupiah.Convert(new Money(-long.MaxValue, Currency.Of("USD"))));
        Assert.Equal(ExchangeRate.MaxMinor, rupiah.Convert(new Money(ExchangeRate.MaxMinor / 16_000, Currency.Of("USD")))!.Value.Minor);
    }

    [Fact]
    public void Convert_OtherCurrency_Throws() => Assert.Throws<ArgumentException>(
        () => ExchangeRate.Of(Currency.Of("EUR"), Currency.Of("USD"), 1).Convert(Money("1", "JPY")));

    [Theory]
    [InlineData("1.0930", "1.093")]
    [InlineData("160.05", "160.05")]
    [InlineData("17894.39", "17894.39")]
    [InlineData("0.00000001", "0.00000001")]
    [InlineData("100000000", "100000000")]
    public void ToDecimal_RateThatEnds_IsShownWhole(string rate, string shown) => Assert.Equal(
        shown, ExchangeRate.Of(Currency.Of("EUR"), Currency.Of("USD"), Decimal(rate)).ToDecimal().ToString(CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("3", "0.333333333333")]
    [InlineData("7", "0.142857142857")]
    [InlineData("0.7", "1.42857142857")]
    [InlineData("17894.39", "0.0000558834360937")]
    public void ToDecimal_RateThatDoesNotEnd_HasTwelveDigits(string rate, string shown) => Assert.Equal(
        shown, ExchangeRate.Of(Currency.Of("EUR"), Currency.Of("USD"), Decimal(rate)).Inverse().ToDecimal().ToString(CultureInfo.InvariantCulture));

    [Fact]
    public void Convert_AnyAmountAnyCrossing_IsWhatFractionsSay() => Check.One(Runs, Prop.ForAll(
        (from minor in Minors
         from currency in Any
         from one in Rates
         from via in Any
         from two in Rates
         from to in Any
         select (minor, currency, one, via, two, to)).ToArbitrary(),
        sample =>
        {
            var (minor, from, one, via, two, to) = sample;
            var rate = ExchangeRate.Of(from, via, one).Then(ExchangeRate.Of(to, via, two).Inverse());
            var (first, firstScale) = Digits(one);
            var (second, secondScale) = Digits(two);
            var dividend = minor * first * BigInteger.Pow(10, secondScale) * to.MinorPerMajor;
            var divisor = second * BigInteger.Pow(10, firstScale) * from.MinorPerMajor;
            var expected = (BigInteger.Abs(dividend) * 2 + divisor) / (divisor * 2) * dividend.Sign;

            var converted = rate.Convert(new Money(minor, from));

            Assert.Equal(BigInteger.Abs(expected) > ExchangeRate.MaxMinor ? null : (long)expected, converted?.Minor);
        }));

    private static (BigInteger Digits, int Scale) Digits(decimal value) => ((BigInteger)(value * Pow(value.Scale)), value.Scale);

    private static decimal Pow(int scale) => (decimal)BigInteger.Pow(10, scale);

    private static decimal Decimal(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static Money Money(string amount, string currency) => new AmountText("amount", amount).Resolve(Currency.Of(currency)).Value;
}
