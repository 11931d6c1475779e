using System.Globalization;

namespace Finance.Core.Tests.Primitives;

public sealed class TimeZonesTests
{
    [Theory]
    [InlineData("UTC", true)]
    [InlineData("Europe/Berlin", true)]
    [InlineData("America/Argentina/Buenos_Aires", true)]
    [InlineData("Europe/berlin", false)]
    [InlineData("W. Europe Standard Time", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void IsKnown_Name_IsThatOfAnIanaZone(string? id, bool expected) => Assert.Equal(expected, TimeZones.IsKnown(id));

    [Theory]
    [InlineData("2026-01-01T04:59:59Z", "America/New_York", "2025-12-31")]
    [InlineData("2026-01-01T05:00:00Z", "America/New_York", "2026-01-01")]
    [InlineData("2026-07-01T03:59:59Z", "America/New_York", "2026-06-30")]
    [InlineData("2026-07-01T04:00:00Z", "America/New_York", "2026-07-01")]
    [InlineData("2025-12-31T09:59:59Z", "Pacific/Kiritimati", "2025-12-31")]
    [InlineData("2025-12-31T10:00:00Z", "Pacific/Kiritimati", "2026-01-01")]
    [InlineData("2011-12-30T09:59:59Z", "Pacific/Apia", "2011-12-29")]
    [InlineData("2011-12-30T10:00:00Z", "Pacific/Apia", "2011-12-31")]
    public void DayOf_Instant_IsTheDayInTheZone(string instant, string zone, string day) =>
        Assert.Equal(day, LedgerDates.Format(TimeZones.DayOf(Instant(instant), zone)));

    [Theory]
    [InlineData("2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00Z")]
    [InlineData("2026-03-30", "Europe/Berlin", "2026-03-29T22:00:00Z")]
    [InlineData("2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00Z")] // 00:00 to 01:00 does not exist
    [InlineData("2018-02-18", "America/Sao_Paulo", "2018-02-18T03:00:00Z")] // 23:00 to 24:00 of the day before comes twice
    [InlineData("2026-10-25", "Atlantic/Azores", "2026-10-25T00:00:00Z")] // 00:00 to 01:00 comes twice: the earlier
    [InlineData("2011-12-30", "Pacific/Apia", "2011-12-30T10:00:00Z")] // the whole day does not exist
    [InlineData("2011-12-31", "Pacific/Apia", "2011-12-30T10:00:00Z")]
    [InlineData("2026-01-01", "Asia/Kathmandu", "2025-12-31T18:15:00Z")]
    public void StartOfDay_Day_IsItsFirstInstantInTheZone(string day, string zone, string instant)
    {
        Assert.True(LedgerDates.TryParse(day, out var date));

        var start = TimeZones.StartOfDay(date, zone);

        Assert.Equal(Instant(instant), start);
        Assert.Equal(TimeSpan.Zero, start.Offset);
    }

    [Theory]
    [InlineData("America/Sao_Paulo")]
    [InlineData("Asia/Beirut")]
    [InlineData("Africa/Casablanca")]
    [InlineData("Atlantic/Azores")]
    [InlineData("Australia/Lord_Howe")]
    public void StartOfDay_EveryDayOfDecades_IsWhereTheDayBegins(string zone)
    {
        for (var day = new DateOnly(1990, 1, 1); day.Year < 2030; day = day.AddDays(1))
        {
            var start = TimeZones.StartOfDay(day, zone);

            Assert.Equal(day, TimeZones.DayOf(start, zone));
            Assert.True(TimeZones.DayOf(start.AddTicks(-1), zone) < day);
        }
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
