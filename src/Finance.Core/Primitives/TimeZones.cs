using NodaTime;

namespace Finance.Core;

/// <summary>IANA time zones from the data that comes with NodaTime, the same on every machine.</summary>
public static class TimeZones
{
    private static readonly IDateTimeZoneProvider Zones = DateTimeZoneProviders.Tzdb;

    public static bool IsKnown(string? id) => id is not null && Zones.GetZoneOrNull(id) is not null;

    /// <summary>The calendar day that an instant falls on in a zone.</summary>
    /// <exception cref="NodaTime.TimeZones.DateTimeZoneNotFoundException">The zone is not known.</exception>
    public static DateOnly DayOf(DateTimeOffset instant, string zone) =>
        Instant.FromDateTimeOffset(instant).InZone(Zones[zone]).Date.ToDateOnly();

    /// <summary>The instant at which a day begins in a zone: the first one after midnight where midnight is skipped.</summary>
    public static DateTimeOffset StartOfDay(DateOnly day, string zone) =>
        LocalDate.FromDateOnly(day).AtStartOfDayInZone(Zones[zone]).ToDateTimeOffset().ToUniversalTime();
}
