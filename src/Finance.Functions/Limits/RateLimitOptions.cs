using Microsoft.Extensions.Configuration;

namespace Finance.Functions.Limits;

/// <summary>How much one caller may ask of one instance: settings under <c>RateLimits</c>.</summary>
internal sealed record RateLimitOptions
{
    private const string Section = "RateLimits";

    /// <summary><c>RateLimits:Enabled</c>.</summary>
    public bool Enabled { get; private init; } = true;

    /// <summary>All that a user asks: <c>RateLimits:User:Burst</c> and <c>:PerMinute</c>.</summary>
    public RateLimit User { get; private init; } = new("user", 5_000, 12_000);

    /// <summary>What a user asks of routes that are <see cref="Middleware.CostlyAttribute"/>: <c>RateLimits:Costly</c>.</summary>
    public RateLimit Costly { get; private init; } = new("costly", 500, 600);

    /// <summary>All that comes from an address, with a token or without: <c>RateLimits:Address</c>.</summary>
    public RateLimit Address { get; private init; } = new("address", 10_000, 30_000);

    /// <summary>
    /// The header in which the platform in front names the client's address: <c>RateLimits:AddressHeader</c>. Null where no platform is
    /// known to set it; anyone could then write whatever there.
    /// </summary>
    public string? AddressHeader { get; private init; }

    /// <exception cref="InvalidOperationException">A limit is no positive whole number.</exception>
    internal static RateLimitOptions Read(IConfiguration configuration)
    {
        var (section, standard) = (configuration.GetSection(Section), new RateLimitOptions());
        return new RateLimitOptions
        {
            Enabled = section.GetValue("Enabled", standard.Enabled),
            User = Read(section, "User", standard.User),
            Costly = Read(section, "Costly", standard.Costly),
            Address = Read(section, "Address", standard.Address),
            AddressHeader = section["AddressHeader"] is { Length: > 0 } header ? header : null,
        };
    }

    private static RateLimit Read(IConfiguration section, string name, RateLimit standard)
    {
        var limit = standard with
        {
            Burst = section.GetValue($"{name}:Burst", standard.Burst),
            PerMinute = section.GetValue($"{name}:PerMinute", standard.PerMinute),
        };
        return limit.IsValid
            ? limit
            : throw new InvalidOperationException($"{Section}__{name}__Burst and __PerMinute must lie between 1 and {RateLimit.Most}.");
    }
}
