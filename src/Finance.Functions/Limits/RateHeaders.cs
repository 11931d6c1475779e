using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Finance.Functions.Limits;

/// <summary>
/// Tells a client how much it may still ask (https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/09/). Several limits are
/// members of one list.
/// </summary>
internal static class RateHeaders
{
    internal const string State = "RateLimit";
    internal const string Policy = "RateLimit-Policy";

    internal static void Add(IHeaderDictionary headers, RateVerdict verdict)
    {
        var (limit, invariant) = (verdict.Limit, CultureInfo.InvariantCulture);
        headers.Append(Policy, string.Create(invariant, $"\"{limit.Name}\";q={limit.Burst};w={Seconds(TimeSpan.FromTicks(limit.Window))}"));
        headers.Append(State, string.Create(invariant, $"\"{limit.Name}\";r={verdict.Remaining};t={Seconds(verdict.UntilFull)}"));
    }

    private static long Seconds(TimeSpan time) => (time.Ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond;
}
