using System.Text;
using Finance.Core.Currencies;
using Finance.Testing;

namespace Finance.Core.Tests.Currencies;

public sealed class EcbFileTests
{
    private static readonly DateOnly Today = new(2026, 6, 15);

    [Fact]
    public async Task ReadAsync_SeveralDays_EveryRateExactly()
    {
        var days = await ReadAsync(EcbText.Of(
            ("2026-06-12", "USD 1.0930 JPY 160.05 IDR 17894.39"),
            ("2026-06-11", "USD 1.1 JPY 159")));

        Assert.Equal([new DateOnly(2026, 6, 12), new DateOnly(2026, 6, 11)], days.Select(day => day.Day));
        Assert.Equal(
            [("IDR", 17894.39m), ("JPY", 160.05m), ("USD", 1.093m)],
            days[0].Rates.Select(rate => (rate.Key.Code, rate.Value)).Order());
    }

    [Fact]
    public async Task ReadAsync_WithoutRateOrOutOfUse_IsLeftOut()
    {
        var days = await ReadAsync(EcbText.Of(("2026-06-12", "USD 1.1 ISK N/A CYP 0.5 TRL 1345620"), ("1999-01-04", "TRL 372000")));

        var day = Assert.Single(days);
        Assert.Equal(["USD"], day.Rates.Keys.Select(currency => currency.Code));
    }

    [Fact]
    public async Task ReadAsync_EmptyRate_IsNone()
    {
        var days = await ReadAsync(EcbText.Of(("2026-06-12", "USD 1.1 ISK 150")).Replace("'150'", "''", StringComparison.Ordinal));

        Assert.Single(Assert.Single(days).Rates);
    }

    [Theory]
    [InlineData("USD -1.1", "'-1.1' is no rate of USD")]
    [InlineData("USD 0", "'0' is no rate of USD")]
    [InlineData("USD 1,1", "'1,1' is no rate of USD")]
    [InlineData("USD 1.1e3", "'1.1e3' is no rate of USD")]
    [InlineData("USD .5", "'.5' is no rate of USD")]
    [InlineData("USD 5.", "'5.' is no rate of USD")]
    [InlineData("USD 1.2345678901234567", "is no rate of USD")]
    [InlineData("USD NaN", "'NaN' is no rate of USD")]
    [InlineData("USD 1.1 USD 1.1", "USD is there twice")]
    public async Task ReadAsync_RateThatIsNone_WholeFileIsRefusedWithItsLine(string rates, string why)
    {
        var fault = await Assert.ThrowsAsync<RateSourceException>(() => ReadAsync(EcbText.Of(("2026-06-11", "USD 1"), ("2026-06-12", rates))));

        Assert.StartsWith("Line ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-06-16", "has not come yet")]
    [InlineData("2026-02-30", "is no day")]
    [InlineData("12.06.2026", "is no day")]
    [InlineData("1799-01-01", "is no day")]
    public async Task ReadAsync_DayThatIsNone_Refused(string day, string why)
    {
        var fault = await Assert.ThrowsAsync<RateSourceException>(() => ReadAsync(EcbText.Of((day, "USD 1"))));

        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>Sorry</body></html>")]
    [InlineData("<html><p>no end")]
    [InlineData("""<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>""")]
    [InlineData("<Cube><Cube time='2026-06-12'><Cube currency='USD' rate='1.1'/></Cube></Cube>")]
    public async Task ReadAsync_SomethingElse_Refused(string text) =>
        await Assert.ThrowsAsync<RateSourceException>(() => ReadAsync(text));

    [Fact]
    public async Task ReadAsync_CutOff_WholeFileIsRefused()
    {
        var text = EcbText.Of(("2026-06-12", "USD 1.1"), ("2026-06-11", "USD 1.2"));

        for (var length = 1; length < text.TrimEnd().Length; length += 7)
        {
            await Assert.ThrowsAsync<RateSourceException>(() => ReadAsync(text[..length]));
        }
    }

    [Fact]
    public async Task ReadAsync_SameDayTwice_Refused() =>
        await Assert.ThrowsAsync<RateSourceException>(() => ReadAsync(EcbText.Of(("2026-06-12", "USD 1.1"), ("2026-06-12", "USD 1.1"))));

    [Fact]
    public async Task ReadAsync_RateOutsideAnyDay_Refused() => await Assert.ThrowsAsync<RateSourceException>(() => ReadAsync(
        EcbText.Of(("2026-06-12", "USD 1.1")).Replace("time='2026-06-12'", "", StringComparison.Ordinal)));

    private static async Task<IReadOnlyList<PublishedDay>> ReadAsync(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await EcbFile.ReadAsync(stream, Today, default);
    }
}
