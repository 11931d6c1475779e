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

    /// <summary>
    /// The instant at which a day begins in a zone: the first one after midnight where midnight is skipped, the earlier one where midnight
    /// comes twice, and the beginning of the next day where the whole day is skipped (Pacific/Apia, 2011-12-30).
    /// </summary>
    /// <exception cref="NodaTime.TimeZones.DateTimeZoneNotFoundException">The zone is not known.</exception>
    public static DateTimeOffset StartOfDay(DateOnly day, string zone)
    {
        var midnight = Zones[zone].MapLocal(LocalDate.FromDateOnly(day).AtMidnight());
        var start = midnight.Count == 0 ? midnight.LateInterval.Start : midnight.First().ToInstant();
        return start.ToDateTimeOffset();
    }
}
