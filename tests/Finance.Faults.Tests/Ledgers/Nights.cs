namespace Finance.Faults.Tests.Ledgers;

/// <summary>When the nightly run is had.</summary>
internal static class Nights
{
    /// <summary>The day that has begun at the last night, in the time zone of users who named none.</summary>
    internal static DateOnly Last { get; } = DateOnly.FromDateTime(DateTime.UtcNow);
}
