using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions;

namespace Finance.Core.Transfers;

/// <summary>A transfer as a row of the ledger of either user.</summary>
internal static class TransferRow
{
    internal static Row Write(UserId owner, UserTransfer transfer) => WriteForAudit(owner, transfer)
        .Set("To", transfer.Target?.User.ToString())
        .Set("ToIncarnation", transfer.Target?.Incarnation);

    /// <summary>Without who the other user is: that stands nowhere once the transfer has ended.</summary>
    internal static Row WriteForAudit(UserId owner, UserTransfer transfer) => new Row(owner.ToString(), LedgerKeys.Transfer(transfer.Id), 16)
        .Set("Direction", SnakeCase.Of(transfer.Direction))
        .Set("Status", SnakeCase.Of(transfer.Status))
        .Set("Counterparty", transfer.Counterparty)
        .Set("Currency", transfer.Amount.Currency.Code)
        .Set("Amount", transfer.Amount.Minor)
        .Set("Date", LedgerDates.Format(transfer.Date))
        .Set("Description", transfer.Description)
        .Set("Transaction", transfer.Entry?.ToString())
        .Set("Reason", transfer.Reason is { } reason ? SnakeCase.Of(reason) : null)
        .Set("CreatedAt", transfer.CreatedAt)
        .Set("FinishedAt", transfer.FinishedAt)
        .Set("Version", transfer.Version);

    internal static UserTransfer Read(Row row) => new()
    {
        Id = row.Key[LedgerKeys.TransferPrefix.Length..],
        Direction = SnakeCase.Parse<TransferDirection>(row.Text("Direction")),
        Status = SnakeCase.Parse<TransferStatus>(row.Text("Status")),
        Counterparty = row.Text("Counterparty"),
        Amount = new Money(row.Long("Amount"), Currency.Of(row.Text("Currency"))),
        Date = LedgerDates.TryParse(row.Text("Date"), out var day) ? day : throw new InvalidRowException($"Row '{row.Key}' has no day."),
        Description = row.FindText("Description"),
        Entry = row.FindText("Transaction") is { } entry ? TransactionId.Parse(entry) : null,
        Reason = row.FindText("Reason") is { } reason ? SnakeCase.Parse<TransferReason>(reason) : null,
        CreatedAt = row.Instant("CreatedAt"),
        FinishedAt = row.FindInstant("FinishedAt"),
        Version = row.Long("Version"),
        Target = UserId.TryParse(row.FindText("To"), out var user) ? new TransferTarget(user, row.Text("ToIncarnation")) : null,
    };
}
