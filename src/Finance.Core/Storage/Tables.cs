namespace Finance.Core.Storage;

/// <summary>The tables of the product; <c>docs/storage.md</c> lists every kind of row in each.</summary>
public static class Tables
{
    /// <summary>One partition per user: everything the user owns.</summary>
    public const string Ledger = "ledger";

    /// <summary>Usernames and e-mail addresses that are taken: one partition per name.</summary>
    public const string Names = "names";

    /// <summary>What the nightly run has to visit, partitioned by UTC date and shard.</summary>
    public const string Due = "due";

    /// <summary>Published exchange rates: one partition per source.</summary>
    public const string Rates = "rates";

    /// <summary>What is shared with whom: one partition per grantee.</summary>
    public const string Grants = "grants";

    public static IReadOnlyList<string> All { get; } = [Ledger, Names, Due, Rates, Grants];
}
