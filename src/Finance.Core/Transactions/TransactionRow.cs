using System.Text.Json;
using Finance.Core.Audit;
using Finance.Core.Goals;
using Finance.Core.Ledgers;
using Finance.Core.Receipts;
using Finance.Core.Storage;

namespace Finance.Core.Transactions;

/// <summary>
/// A transaction as a row of its ledger. What is absent takes no room: most rows come from statements and most fields are empty.
/// </summary>
internal static class TransactionRow
{
    internal const string AccountProperty = "Account";
    internal const string ToAccountProperty = "ToAccount";
    internal const string AmountProperty = "Amount";
    internal const string ToAmountProperty = "ToAmount";
    internal const string TypeProperty = "Type";
    internal const string CategoryProperty = "Category";
    internal const string SplitProperty = "IsSplit";
    internal const string ForeignAmountProperty = "ForeignAmount";
    internal const string ForeignCurrencyProperty = "ForeignCurrency";
    internal const string ImportProperty = "Import";
    internal const string CreatedProperty = "CreatedAt";
    internal const string VersionProperty = "Version";

    internal static Row Write(UserId owner, Transaction transaction)
    {
        var row = WriteContent(new Row(owner.ToString(), LedgerKeys.Transaction(transaction.Id, transaction.Date), 16), transaction)
            .Set(ImportProperty, transaction.ImportId)
            .Set("BankId", transaction.BankId)
            .Set("Recurring", transaction.RecurringId)
            .Set("Transfer", transaction.TransferId)
            .Set("Goals", WriteLinks(transaction.Goals))
            .Set(ForeignCurrencyProperty, transaction.Foreign?.Currency.Code)
            .SetObject(ForeignAmountProperty, transaction.Foreign?.Minor)
            .Set("Receipt", transaction.Receipt?.Id)
            .SetObject("ReceiptKind", transaction.Receipt is { } receipt ? SnakeCase.Of(receipt.Kind) : null)
            .SetObject("ReceiptSize", transaction.Receipt?.Size)
            .Set("ReceiptAt", transaction.Receipt?.UploadedAt)
            .SetObject("ReceiptVersion", transaction.Receipt?.Version)
            .Set("MatchedAs", transaction.MatchedAs?.ToString())
            .Set(CreatedProperty, transaction.CreatedAt)
            .Set(VersionProperty, transaction.Version);
        if (transaction.UpdatedAt != transaction.CreatedAt)
        {
            row.Set("UpdatedAt", transaction.UpdatedAt);
        }

        return transaction.Id.OriginalDate == transaction.Date ? row : row.Set("Id", transaction.Id.ToString());
    }

    internal static AuditedRow Audit(UserId owner, Transaction? before, Transaction? after) =>
        new(before is null ? null : Write(owner, before), after is null ? null : Write(owner, after));

    /// <summary>What a transaction says, whatever its identity and history.</summary>
    internal static Row WriteContent(Row row, Transaction transaction)
    {
        row.Set(TypeProperty, (int)transaction.Type)
            .Set(AccountProperty, transaction.AccountId)
            .Set("Currency", transaction.Amount.Currency.Code)
            .Set(AmountProperty, transaction.Amount.Minor)
            .Set(CategoryProperty, transaction.CategoryId)
            .Set("Description", transaction.Description)
            .Set("Payee", transaction.Payee)
            .Set("Notes", transaction.Notes)
            .Set("PaymentMethod", transaction.PaymentMethod)
            .Set("Location", transaction.Location);
        if (transaction.ToAmount is { } arrives)
        {
            row.Set(ToAccountProperty, transaction.ToAccountId).Set("ToCurrency", arrives.Currency.Code).Set(ToAmountProperty, arrives.Minor);
        }

        return WriteLists(row, transaction);
    }

    internal static Transaction Read(Row row)
    {
        var position = row.Key[LedgerKeys.TransactionPrefix.Length..];
        return Read(row, TransactionId.Parse(row.FindText("Id") ?? position), TransactionId.DayOf(position));
    }

    /// <summary>Reads a row whose key does not tell id and date.</summary>
    internal static Transaction Read(Row row, TransactionId id, DateOnly date)
    {
        var amount = new Money(row.Long(AmountProperty), Currency.Of(row.Text("Currency")));
        var createdAt = row.Instant(CreatedProperty);
        return new Transaction
        {
            Id = id,
            Date = date,
            Type = (TransactionType)row.Int(TypeProperty),
            Amount = amount,
            AccountId = row.Text(AccountProperty),
            ToAccountId = row.FindText(ToAccountProperty),
            ToAmount = row.FindText("ToCurrency") is { } arrives ? new Money(row.Long(ToAmountProperty), Currency.Of(arrives)) : null,
            Foreign = row.FindText(ForeignCurrencyProperty) is { } foreign
                ? new Money(row.Long(ForeignAmountProperty), Currency.Of(foreign))
                : null,
            CategoryId = row.FindText(CategoryProperty),
            Description = row.FindText("Description"),
            Payee = row.FindText("Payee"),
            Notes = row.FindText("Notes"),
            PaymentMethod = row.FindText("PaymentMethod"),
            Location = row.FindText("Location"),
            Tags = row.FindText("Tags") is { } tags ? JsonSerializer.Deserialize(tags, TransactionJson.Default.StringArray)! : [],
            CustomFields = row.FindText("Custom") is { } custom
                ? JsonSerializer.Deserialize(custom, TransactionJson.Default.DictionaryStringCustomValue)!
                : Transaction.NoCustomFields,
            Splits = row.FindText("Splits") is { } splits ? ReadSplits(splits, amount.Currency) : [],
            ImportId = row.FindText(ImportProperty),
            BankId = row.FindText("BankId"),
            RecurringId = row.FindText("Recurring"),
            TransferId = row.FindText("Transfer"),
            Goals = row.FindText("Goals") is { } links ? ReadLinks(links, amount.Currency) : [],
            MatchedAs = row.FindText("MatchedAs") is { } matched ? TransactionId.Parse(matched) : null,
            Receipt = row.FindText("Receipt") is { } receipt ? ReadReceipt(row, receipt) : null,
            CreatedAt = createdAt,
            UpdatedAt = row.FindInstant("UpdatedAt") ?? createdAt,
            Version = row.Long(VersionProperty),
        };
    }

    private static Row WriteLists(Row row, Transaction transaction)
    {
        if (transaction.Tags.Count > 0)
        {
            row.Set("Tags", JsonSerializer.Serialize([.. transaction.Tags], TransactionJson.Default.StringArray));
        }

        if (transaction.CustomFields.Count > 0)
        {
            row.Set("Custom", JsonSerializer.Serialize(new Dictionary<string, CustomValue>(transaction.CustomFields), TransactionJson.Default.DictionaryStringCustomValue));
        }

        return transaction.Splits.Count == 0
            ? row
            : row.Set(SplitProperty, true).Set("Splits", JsonSerializer.Serialize(
                [.. transaction.Splits.Select(split => new StoredSplit(split.CategoryId, split.Amount.Minor, split.Notes))],
                TransactionJson.Default.StoredSplitArray));
    }

    private static Receipt ReadReceipt(Row row, string id) => new(
        id,
        SnakeCase.Parse<ReceiptKind>(row.Text("ReceiptKind")),
        row.Long("ReceiptSize"),
        row.Instant("ReceiptAt"),
        row.Long("ReceiptVersion"));

    private static IReadOnlyList<Split> ReadSplits(string json, Currency currency) =>
        [.. JsonSerializer.Deserialize(json, TransactionJson.Default.StoredSplitArray)!
            .Select(split => new Split(split.Category, new Money(split.Minor, currency), split.Notes))];

    private static string? WriteLinks(IReadOnlyList<GoalLink> links) => links.Count == 0
        ? null
        : JsonSerializer.Serialize(
            [.. links.Select(link => new StoredLink(link.GoalId, link.ContributionId, link.Amount.Minor, link.IsWhole ? true : null))],
            TransactionJson.Default.StoredLinkArray);

    private static IReadOnlyList<GoalLink> ReadLinks(string json, Currency currency) =>
        [.. JsonSerializer.Deserialize(json, TransactionJson.Default.StoredLinkArray)!
            .Select(link => new GoalLink(link.Goal, link.Contribution, new Money(link.Minor, currency), link.Whole == true))];
}
