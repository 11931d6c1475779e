using Finance.Core;
using Finance.Core.Accounts;
using Finance.Core.Categories;
using Finance.Core.Currencies;
using Finance.Core.Ledgers;
using Finance.Core.Transactions;
using Finance.Core.Transactions.Listing;
using Finance.Functions.Http.Writing;
using Finance.Functions.Receipts;

namespace Finance.Functions.Transactions;

/// <summary>Transactions as clients see them.</summary>
internal static class TransactionAnswers
{
    internal static Answer<TransactionJson> Found(TransactionInLedger found) =>
        Answer.Ok(TransactionJson.Of(found), found.Transaction.Version);

    internal static Created<TransactionJson> Created(TransactionInLedger created) =>
        Answer.Created(TransactionJson.Of(created), $"/api/transactions/{created.Transaction.Id}", created.Transaction.Version);

    internal static Answer<DeletedTransactionJson> Deleted(DeletedTransaction deleted) =>
        Answer.Ok(new DeletedTransactionJson(deleted.Id, true, [.. deleted.Accounts.Select(AccountOfEntryJson.Of)]));
}

/// <param name="AccountId">Where the entry counts now: an account that was merged into another is that one.</param>
/// <param name="CategoryId">Where the entry counts now; null for uncategorised and for one that is split.</param>
/// <param name="Partial">Only some of the splits are shared with the caller: the amount is their sum.</param>
internal record TransactionJson(
    TransactionId Id,
    TransactionType Type,
    Money Amount,
    Currency Currency,
    DateOnly Date,
    string AccountId,
    AccountOfEntryJson Account,
    string? ToAccountId,
    AccountOfEntryJson? ToAccount,
    Money? ToAmount,
    ForeignJson? Foreign,
    string? CategoryId,
    CategoryOfEntryJson? Category,
    string? Description,
    string? Payee,
    IReadOnlyList<string> Tags,
    string? PaymentMethod,
    string? Location,
    string? Notes,
    IReadOnlyDictionary<string, CustomValue> CustomFields,
    IReadOnlyList<SplitJson> Splits,
    string? ImportId,
    string? BankId,
    string? RecurringId,
    string? TransferId,
    ReceiptJson? Receipt,
    IReadOnlyList<GoalOfEntryJson> Goals,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    bool Partial)
{
    internal static TransactionJson Of(TransactionInLedger found)
    {
        var transaction = found.Transaction;
        return new TransactionJson(
            transaction.Id,
            transaction.Type,
            transaction.Amount,
            transaction.Amount.Currency,
            transaction.Date,
            found.Account.Id,
            AccountOfEntryJson.Of(found.Account),
            found.ToAccount?.Id,
            found.ToAccount is { } to ? AccountOfEntryJson.Of(to) : null,
            transaction.ToAmount,
            ForeignJson.Of(transaction),
            found.Category?.Id,
            CategoryOfEntryJson.Of(found.Category),
            transaction.Description,
            transaction.Payee,
            transaction.Tags,
            transaction.PaymentMethod,
            transaction.Location,
            transaction.Notes,
            transaction.CustomFields,
            [.. transaction.Splits.Select(split => SplitJson.Of(split, found.Chart))],
            transaction.ImportId,
            transaction.BankId,
            transaction.RecurringId,
            transaction.TransferId,
            ReceiptJson.Of(transaction.Receipt),
            [.. transaction.Goals.Select(link => new GoalOfEntryJson(link.GoalId, link.ContributionId, link.Amount))],
            transaction.CreatedAt,
            transaction.UpdatedAt,
            transaction.IsPartial);
    }
}

/// <summary>What an entry was in the currency it was made in.</summary>
/// <param name="Rate">What one unit of that currency was in the account's, to 12 significant digits, rounded half away from zero.</param>
internal sealed record ForeignJson(Money Amount, Currency Currency, decimal Rate)
{
    internal static ForeignJson? Of(Transaction transaction) => transaction.Foreign is { } foreign
        ? new ForeignJson(foreign, foreign.Currency, ExchangeRate.Between(foreign, transaction.Amount).ToDecimal())
        : null;
}

/// <summary>A transaction in a list.</summary>
internal sealed record ListedTransactionJson : TransactionJson
{
    private ListedTransactionJson(TransactionJson entry)
        : base(entry)
    {
    }

    /// <summary>The balance, right after the entry, of the account that is listed, or else of the entry's own; null where it is not shared, and among changes.</summary>
    public Money? RunningBalance { get; init; }

    /// <summary>For a transfer in a list of all accounts: the balance where the money arrived.</summary>
    public Money? ToRunningBalance { get; init; }

    internal static new ListedTransactionJson Of(TransactionInLedger changed) => new(TransactionJson.Of(changed));

    internal static ListedTransactionJson Of(ListedTransaction listed) => new(TransactionJson.Of(listed.Entry))
    {
        RunningBalance = listed.RunningBalance,
        ToRunningBalance = listed.ToRunningBalance,
    };
}

/// <param name="Balance">Null where it is not shared with the caller.</param>
internal sealed record AccountOfEntryJson(string Id, string Name, AccountType Type, Currency Currency, Money? Balance)
{
    internal static AccountOfEntryJson Of(Account account) =>
        new(account.Id, account.Name, account.Type, account.Currency, account.IsBalanceHidden ? null : account.Balance);
}

internal sealed record CategoryOfEntryJson(string Id, string Name, CategoryType Type, string Color, string? Icon)
{
    internal static CategoryOfEntryJson? Of(Category? category) =>
        category is null ? null : new CategoryOfEntryJson(category.Id, category.Name, category.Type, category.Color, category.Icon);
}

/// <param name="Amount">What of the transaction's amount goes to the goal.</param>
internal sealed record GoalOfEntryJson(string GoalId, string ContributionId, Money Amount);

internal sealed record SplitJson(string? CategoryId, CategoryOfEntryJson? Category, Money Amount, string? Notes)
{
    internal static SplitJson Of(Split split, Chart chart)
    {
        var category = chart.CategoryNow(split.CategoryId);
        return new SplitJson(category?.Id, CategoryOfEntryJson.Of(category), split.Amount, split.Notes);
    }
}

/// <param name="Accounts">The accounts whose balances followed.</param>
internal sealed record DeletedTransactionJson(TransactionId Id, bool Deleted, IReadOnlyList<AccountOfEntryJson> Accounts);
