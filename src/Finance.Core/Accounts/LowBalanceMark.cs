namespace Finance.Core.Accounts;

/// <summary>What the user was told of an account that is going to fall below zero.</summary>
/// <param name="Day">The day on which it was expected to.</param>
/// <param name="IsActive">It still is; one that has recovered since is told of again, but for the same day.</param>
public sealed record LowBalanceMark(DateOnly Day, bool IsActive);
