namespace Finance.Core.Accounts;

/// <summary>An account to be opened. What is null is not given.</summary>
public sealed record NewAccount
{
    public required string Name { get; init; }

    public required AccountType Type { get; init; }

    /// <summary>ISO 4217 code; null means the profile's currency.</summary>
    public string? Currency { get; init; }

    /// <summary>May be negative: what is owed on a card or a loan. Null means zero.</summary>
    public AmountText? OpeningBalance { get; init; }

    public string? Number { get; init; }
}

/// <summary>An update: what is absent stays as it is.</summary>
public sealed record AccountPatch
{
    public Optional<string> Name { get; init; }

    public Optional<AccountType> Type { get; init; }

    /// <summary>ISO 4217 code; only while the account has no entries.</summary>
    public Optional<string> Currency { get; init; }

    /// <summary>The balance follows.</summary>
    public Optional<AmountText> OpeningBalance { get; init; }

    /// <summary>Null takes it away.</summary>
    public Optional<string> Number { get; init; }

    public Optional<bool> Closed { get; init; }
}
