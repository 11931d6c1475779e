namespace Finance.Core.Ledgers;

/// <summary>Who acts: taken from a verified token, or the product itself for the nightly run and for dropped statements.</summary>
/// <param name="User">Who acts. Whose ledger is acted on is <see cref="Ledger"/>, and only that opens one.</param>
/// <param name="TokenIssuedAt">When the token was issued; signing out refuses tokens issued before.</param>
/// <param name="SecondFactor">The token proves a second factor.</param>
/// <param name="TraceId">W3C trace id of the request, kept in the audit row.</param>
public sealed record Caller(UserId User, DateTimeOffset TokenIssuedAt, bool SecondFactor, IReadOnlySet<string> Roles, string TraceId)
{
    /// <summary>The app role of administrators, as tokens write it.</summary>
    public const string AdminRole = "Admin";

    /// <summary>Whose ledger is acted on: the caller's own, unless they name one that is shared with them.</summary>
    public UserId Ledger { get; init; } = User;

    /// <summary>Whether another user's ledger is acted on.</summary>
    public bool IsShared => Ledger != User;

    /// <summary>Whether an administrator acts on another user's ledger, by what the product offers to administrators.</summary>
    internal bool Administers => IsShared && Agent == AdminRole;

    /// <summary>What the caller has seen of the ledger so far; the same for all copies of the caller.</summary>
    public LedgerSighting Sighting { get; } = new();

    public bool IsAdmin => Roles.Contains(AdminRole);

    /// <summary>The product acting for a user: <c>nightly</c>, <c>statement</c>. Null for the user's own calls.</summary>
    public string? Agent { get; init; }

    /// <summary>An administrator acting on the ledger of <paramref name="owner"/>; the audit row of what they change names them.</summary>
    internal static Caller Administrator(Caller admin, UserId owner) =>
        admin with { Ledger = owner, TokenIssuedAt = DateTimeOffset.MaxValue, SecondFactor = true, Agent = AdminRole };

    /// <summary>The product itself, acting on the ledger of <paramref name="user"/>.</summary>
    public static Caller Product(UserId user, string agent, string traceId) =>
        new(user, DateTimeOffset.MaxValue, true, new HashSet<string>(), traceId) { Agent = agent };
}
