namespace Finance.Faults.Tests.Ledgers;

/// <summary>When the nightly run is had.</summary>
internal static class Nights
{
    /// <summary>The day that begins with the last night, after everything the users do, in the time zone of users who named none.</summary>
    internal static DateOnly Last { get; } = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(1);
}
