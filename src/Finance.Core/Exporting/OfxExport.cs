using System.Globalization;
using System.Runtime.CompilerServices;
using Finance.Core.Accounts;
using Finance.Core.Ledgers;
using Finance.Core.Transactions;
using Finance.Core.Transactions.Listing;

namespace Finance.Core.Exporting;

/// <summary>One account's part of a document.</summary>
/// <param name="Period">The days that the statement is about.</param>
/// <param name="Balance">At the end of the last day of the period.</param>
internal sealed record OfxAccount(Account Account, DateRange Period, Money Balance, IAsyncEnumerable<ListedTransaction> Entries);

/// <summary>Statements in OFX 2.1.1, one an account: those of credit cards in their own message set, as readers expect.</summary>
internal static class OfxExport
{
    internal const string ContentType = "application/x-ofx";

    private const int PieceBytes = 32 * 1024;
    private const int MaxName = 32;
    private const int MaxMemo = 255;
    private const int MaxAccountId = 22;
    private const string Status = "<STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS>";

    internal static async IAsyncEnumerable<ReadOnlyMemory<byte>> WriteAsync(
        IReadOnlyList<OfxAccount> accounts,
        Chart chart,
        DateTimeOffset now,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var elements = new OfxElements(2 * PieceBytes);
        elements.Raw("""
            <?xml version="1.0" encoding="UTF-8" standalone="no"?>
            <?OFX OFXHEADER="200" VERSION="211" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>
            <OFX>

            """).Raw($"<SIGNONMSGSRSV1><SONRS>{Status}")
            .Text("DTSERVER", now.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture))
            .Raw("<LANGUAGE>ENG</LANGUAGE></SONRS></SIGNONMSGSRSV1>\n");
        foreach (var isCard in new[] { false, true })
        {
            var set = isCard ? "CREDITCARDMSGSRSV1" : "BANKMSGSRSV1";
            var statements = accounts.Where(account => account.Account.Type == AccountType.Credit == isCard).ToList();
            elements.Raw(statements.Count == 0 ? "" : $"<{set}>\n");
            foreach (var statement in statements)
            {
                Begin(elements, statement, isCard);
                await foreach (var entry in statement.Entries.WithCancellation(cancellationToken))
                {
                    Write(elements, entry, chart, statement.Account);
                    if (elements.Written.Length >= PieceBytes)
                    {
                        yield return elements.Written;
                        elements.Clear();
                    }
                }

                End(elements, statement, isCard);
            }

            elements.Raw(statements.Count == 0 ? "" : $"</{set}>\n");
        }

        elements.Raw("</OFX>\n");
        yield return elements.Written;
    }

    private static void Begin(OfxElements elements, OfxAccount statement, bool isCard)
    {
        elements.Raw(isCard ? "<CCSTMTTRNRS>" : "<STMTTRNRS>").Text("TRNUID", "0").Raw(Status).Raw(isCard ? "<CCSTMTRS>" : "<STMTRS>")
            .Text("CURDEF", statement.Account.Currency.Code);
        _ = isCard
            ? elements.Raw("<CCACCTFROM>").Text("ACCTID", IdOf(statement.Account)).Raw("</CCACCTFROM>")
            : elements.Raw("<BANKACCTFROM>").Text("BANKID", "000000000").Text("ACCTID", IdOf(statement.Account))
                .Text("ACCTTYPE", TypeOf(statement.Account)).Raw("</BANKACCTFROM>");
        elements.Raw("\n<BANKTRANLIST>").Day("DTSTART", statement.Period.From).Day("DTEND", statement.Period.To).Raw("\n");
    }

    private static void Write(OfxElements elements, ListedTransaction listed, Chart chart, Account account)
    {
        var transaction = listed.Entry.Transaction;
        var amount = BalanceEffect.On(chart, account, transaction);
        if (amount.Minor == 0)
        {
            // Between accounts that are one by now: nothing moved in it.
            return;
        }

        var other = transaction.ToAccountId is null ? null : amount.Minor < 0 ? listed.Entry.ToAccount : listed.Entry.Account;
        var name = transaction.Payee ?? other?.Name ?? transaction.Description;
        elements.Raw("<STMTTRN>")
            .Text("TRNTYPE", other is not null ? "XFER" : amount.Minor < 0 ? "DEBIT" : "CREDIT")
            .Day("DTPOSTED", transaction.Date)
            .Amount("TRNAMT", amount)
            .Text("FITID", transaction.Id.ToString())
            .Text("NAME", name, MaxName)
            .Text("MEMO", MemoOf(transaction, name), MaxMemo)
            .Raw("</STMTTRN>\n");
    }

    private static void End(OfxElements elements, OfxAccount statement, bool isCard) => elements
        .Raw("</BANKTRANLIST>\n<LEDGERBAL>").Amount("BALAMT", statement.Balance).Day("DTASOF", statement.Period.To).Raw("</LEDGERBAL>")
        .Raw(isCard ? "</CCSTMTRS></CCSTMTTRNRS>\n" : "</STMTRS></STMTTRNRS>\n");

    /// <summary>What the name does not say: the rest of one that is too long for it, and the description.</summary>
    private static string? MemoOf(Transaction transaction, string? name) => name?.Trim().Length > MaxName && name != transaction.Description
        ? $"{name} {transaction.Description}"
        : name == transaction.Description && name?.Trim().Length <= MaxName ? null : transaction.Description;

    /// <summary>The bank's own number of the account, by which a statement finds it again, or else our id.</summary>
    private static string IdOf(Account account)
    {
        var number = new string([.. (account.Number ?? "").Where(char.IsLetterOrDigit)]);
        return number.Length is > 0 and <= MaxAccountId ? number : account.Id;
    }

    private static string TypeOf(Account account) => account.Type switch
    {
        AccountType.Savings => "SAVINGS",
        AccountType.Loan => "CREDITLINE",
        _ => "CHECKING",
    };
}
