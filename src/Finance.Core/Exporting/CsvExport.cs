using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Finance.Core.Accounts;
using Finance.Core.Importing.Reading;
using Finance.Core.Ledgers;
using Finance.Core.Transactions;
using Finance.Core.Transactions.Listing;

namespace Finance.Core.Exporting;

/// <summary>Transactions as comma-separated values, one record each, for spreadsheets and for <see cref="StatementReader"/>.</summary>
internal static class CsvExport
{
    internal const string ContentType = "text/csv; charset=utf-8; header=present";

    private const int PieceBytes = 32 * 1024;

    private static readonly string[] Columns =
    [
        "date", "account", "type", "amount", "currency", "payee", "description", "category", "tags", "notes", "to_account", "to_amount",
        "to_currency", "foreign_amount", "foreign_currency", "payment_method", "location", "splits", "custom_fields", "running_balance",
        "id",
    ];

    private static readonly JsonWriterOptions ReadableJson = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The first line of the file, by which it is known for what it is when it is imported.</summary>
    internal static string Header { get; } = string.Join(',', Columns);

    /// <summary>What its columns are to the reader of statements.</summary>
    internal static ReadingChoices Reading { get; } = new()
    {
        Kind = StatementKind.Csv,
        Encoding = "utf-8",
        Delimiter = ',',
        DateOrder = DateOrder.Ymd,
        DecimalMark = '.',
        Sign = SignConvention.Signed,
        HeaderLine = 1,
        Columns = new Dictionary<ColumnRole, string>
        {
            [ColumnRole.Date] = "date",
            [ColumnRole.Amount] = "amount",
            [ColumnRole.Currency] = "currency",
            [ColumnRole.Payee] = "payee",
            [ColumnRole.Memo] = "description",
            [ColumnRole.Category] = "category",
            [ColumnRole.BankId] = "id",
        },
    };

    /// <param name="account">The account that the list is of: amounts are what entries do to it.</param>
    internal static async IAsyncEnumerable<ReadOnlyMemory<byte>> WriteAsync(
        IAsyncEnumerable<ListedTransaction> entries,
        Chart chart,
        Account? account,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var records = new CsvRecords(2 * PieceBytes);
        foreach (var column in Columns)
        {
            records.Text(column);
        }

        records.End();
        await foreach (var entry in entries.WithCancellation(cancellationToken))
        {
            Write(records, entry, chart, account);
            if (records.Written.Length >= PieceBytes)
            {
                yield return records.Written;
                records.Clear();
            }
        }

        yield return records.Written;
    }

    private static void Write(CsvRecords records, ListedTransaction listed, Chart chart, Account? account)
    {
        var transaction = listed.Entry.Transaction;
        var amount = account is null
            ? new Money(BalanceEffect.Of(transaction)[0].Minor, transaction.Amount.Currency)
            : BalanceEffect.On(chart, account, transaction);
        records.Day(transaction.Date)
            .Text((account ?? listed.Entry.Account).Name)
            .Text(SnakeCase.Of(transaction.Type))
            .Amount(amount)
            .Text(amount.Currency.Code)
            .Text(transaction.Payee)
            .Text(transaction.Description)
            .Text(transaction.Splits.Count == 0 ? listed.Entry.Category?.Name : null)
            .Text(transaction.Tags.Count == 0 ? null : string.Join("; ", transaction.Tags))
            .Text(transaction.Notes)
            .Text(listed.Entry.ToAccount?.Name)
            .Amount(transaction.ToAmount)
            .Text(transaction.ToAmount?.Currency.Code)
            .Amount(transaction.Foreign)
            .Text(transaction.Foreign?.Currency.Code)
            .Text(transaction.PaymentMethod)
            .Text(transaction.Location)
            .Text(Splits(transaction, chart))
            .Text(CustomFields(transaction))
            .Amount(listed.RunningBalance)
            .Text(transaction.Id.ToString())
            .End();
    }

    private static string? Splits(Transaction transaction, Chart chart) => transaction.Splits.Count == 0 ? null : Json(json =>
    {
        json.WriteStartArray();
        foreach (var split in transaction.Splits)
        {
            json.WriteStartObject();
            json.WriteString("category", chart.CategoryNow(split.CategoryId)?.Name);
            json.WritePropertyName("amount");
            json.WriteRawValue(split.Amount.ToString());
            if (split.Notes is { } notes)
            {
                json.WriteString("notes", notes);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static string? CustomFields(Transaction transaction) => transaction.CustomFields.Count == 0 ? null : Json(json =>
    {
        json.WriteStartObject();
        foreach (var (name, value) in transaction.CustomFields)
        {
            json.WritePropertyName(name);
            if (value.Kind is CustomKind.Number or CustomKind.Boolean)
            {
                json.WriteRawValue(value.Text);
            }
            else
            {
                json.WriteStringValue(value.Text);
            }
        }

        json.WriteEndObject();
    });

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, ReadableJson))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }
}
