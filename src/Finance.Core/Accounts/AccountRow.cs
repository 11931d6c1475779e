using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Core.Accounts;

/// <summary>An account as a row of its ledger.</summary>
internal static class AccountRow
{
    internal static Row Write(UserId owner, Account account)
    {
        var row = new Row(owner.ToString(), LedgerKeys.Account(account.Id), 16)
            .Set("Name", account.Name)
            .Set("Type", SnakeCase.Of(account.Type))
            .Set("Currency", account.Currency.Code)
            .Set("Opening", account.OpeningBalance.Minor)
            .Set("Balance", account.Balance.Minor)
            .Set("Number", account.Number)
            .Set("CreatedAt", account.CreatedAt)
            .Set("ClosedAt", account.ClosedAt)
            .Set("MergedInto", account.MergedInto)
            .Set("History", account.History.ToBytes())
            .Set("LowOn", account.Low is { } low ? LedgerDates.Format(low.Day) : null)
            .SetObject("IsLow", account.Low is { IsActive: true } ? true : null)
            .Set("Version", account.Version);
        return account.Reconciled is not { } reconciled
            ? row
            : row.Set("ReconciledOn", LedgerDates.Format(reconciled.StatementDate))
                .Set("ReconciledBalance", reconciled.StatementBalance.Minor)
                .Set("ReconciledEntry", reconciled.Entry)
                .Set("ReconciledCount", reconciled.Count);
    }

    internal static Account Read(Row row)
    {
        var currency = Currency.Of(row.Text("Currency"));
        return new Account
        {
            Id = row.Key[LedgerKeys.AccountPrefix.Length..],
            Name = row.Text("Name"),
            Type = SnakeCase.Parse<AccountType>(row.Text("Type")),
            Currency = currency,
            OpeningBalance = new Money(row.Long("Opening"), currency),
            Balance = new Money(row.Long("Balance"), currency),
            Number = row.FindText("Number"),
            CreatedAt = row.Instant("CreatedAt"),
            ClosedAt = row.FindInstant("ClosedAt"),
            MergedInto = row.FindText("MergedInto"),
            History = BalanceHistory.FromBytes(row.FindBytes("History")),
            Version = row.Long("Version"),
            Low = row.FindText("LowOn") is { } lowOn && LedgerDates.TryParse(lowOn, out var lowDay)
                ? new LowBalanceMark(lowDay, row.Flag("IsLow"))
                : null,
            Reconciled = row.FindText("ReconciledOn") is { } day && LedgerDates.TryParse(day, out var on)
                ? new Reconciliation(
                    on,
                    new Money(row.Long("ReconciledBalance"), currency),
                    row.Long("ReconciledEntry"),
                    row.Long("ReconciledCount"))
                : null,
        };
    }
}
