using Finance.Core.Importing.Matching;
using static Finance.Core.Tests.Recurring.RecurringLedger;

namespace Finance.Core.Tests.Importing.Matching;

public sealed class MatchScoreTests
{
    [Theory]
    [InlineData(10_000, 10_000, false, 50)]
    [InlineData(10_001, 10_000, false, null)]
    [InlineData(12_000, 10_000, true, 30)]
    [InlineData(8_000, 10_000, true, 30)]
    [InlineData(12_001, 10_000, true, null)]
    [InlineData(7_999, 10_000, true, null)]
    [InlineData(2, 1, true, null)]
    [InlineData(Money.MaxMinor, 1, true, null)]
    [InlineData(1, Money.MaxMinor, true, null)]
    public void OfAmount_ExactOrNear_CountsWhatMayDiffer(long stated, long expected, bool mayDiffer, int? points)
    {
        var dollar = Currency.Of("USD");

        Assert.Equal(points, MatchScore.OfAmount(new Money(stated, dollar), new Money(expected, dollar), mayDiffer));
    }

    [Fact]
    public void OfAmount_AnotherCurrency_IsNone() =>
        Assert.Null(MatchScore.OfAmount(new Money(100, Currency.Of("USD")), new Money(100, Currency.Of("EUR")), true));

    [Theory]
    [InlineData("2026-07-01", 20)]
    [InlineData("2026-06-30", 15)]
    [InlineData("2026-07-05", 15)] // two days before the 7th, one day after the 4th
    [InlineData("2026-06-27", 0)]
    [InlineData("2026-06-26", null)]
    [InlineData("2026-07-09", null)]
    public void OfDay_NearestOfThoseExpected_FivePointsADay(string stated, int? points) =>
        Assert.Equal(points, MatchScore.OfDay(Day(stated), [Day("2026-07-01"), Day("2026-07-04")]));

    [Theory]
    [InlineData("Landlord", "LANDLORD GMBH JULY", 30)]
    [InlineData("Café Zoë Berlin", "cafe zoe", 30)]
    [InlineData("Acme Energy", "ACME POWER SUPPLY", 15)]
    [InlineData("One Two Three", "three four five six", 10)]
    [InlineData("Landlord", "Grocer", 0)]
    [InlineData("", "Grocer", 15)]
    [InlineData("Landlord", "-- .", 15)]
    public void OfText_Words_CountsThoseOfTheShorter(string stated, string expected, int points) =>
        Assert.Equal(points, MatchScore.OfText(MatchScore.Words(stated), MatchScore.Words(expected)));
}
