using System.Text;

namespace Finance.Core.Importing.Reading.Ofx;

/// <summary>The elements that a statement is read from. All others are passed over.</summary>
internal enum OfxTag
{
    Unknown,
    Ofx,
    StatementResponse,
    CardStatementResponse,
    InvestmentStatementResponse,
    Currency,
    CurrencyOfStatement,
    OriginalCurrency,
    Symbol,
    Rate,
    BankAccount,
    CardAccount,
    InvestmentAccount,
    BankAccountTo,
    CardAccountTo,
    BankId,
    BrokerId,
    AccountId,
    AccountType,
    TransactionList,
    InvestmentList,
    From,
    To,
    Transaction,
    Type,
    Posted,
    User,
    Available,
    Amount,
    FitId,
    CorrectedId,
    CorrectionAction,
    CheckNumber,
    Reference,
    Name,
    ExtendedName,
    Payee,
    Memo,
    Category,
    LedgerBalance,
    AvailableBalance,
    BalanceAmount,
    AsOf,
}

/// <summary>Finds the element of a name, in any case, without making text of it.</summary>
internal static class OfxTags
{
    private const int Slots = 512;

    private static readonly (string Name, OfxTag Tag)[] Names =
    [
        ("OFX", OfxTag.Ofx),
        ("STMTRS", OfxTag.StatementResponse),
        ("CCSTMTRS", OfxTag.CardStatementResponse),
        ("INVSTMTRS", OfxTag.InvestmentStatementResponse),
        ("CURDEF", OfxTag.CurrencyOfStatement),
        ("CURRENCY", OfxTag.Currency),
        ("ORIGCURRENCY", OfxTag.OriginalCurrency),
        ("CURSYM", OfxTag.Symbol),
        ("CURRATE", OfxTag.Rate),
        ("BANKACCTFROM", OfxTag.BankAccount),
        ("CCACCTFROM", OfxTag.CardAccount),
        ("INVACCTFROM", OfxTag.InvestmentAccount),
        ("BANKACCTTO", OfxTag.BankAccountTo),
        ("CCACCTTO", OfxTag.CardAccountTo),
        ("BANKID", OfxTag.BankId),
        ("BROKERID", OfxTag.BrokerId),
        ("ACCTID", OfxTag.AccountId),
        ("ACCTTYPE", OfxTag.AccountType),
        ("BANKTRANLIST", OfxTag.TransactionList),
        ("INVTRANLIST", OfxTag.InvestmentList),
        ("DTSTART", OfxTag.From),
        ("DTEND", OfxTag.To),
        ("STMTTRN", OfxTag.Transaction),
        ("TRNTYPE", OfxTag.Type),
        ("DTPOSTED", OfxTag.Posted),
        ("DTUSER", OfxTag.User),
        ("DTAVAIL", OfxTag.Available),
        ("TRNAMT", OfxTag.Amount),
        ("FITID", OfxTag.FitId),
        ("CORRECTFITID", OfxTag.CorrectedId),
        ("CORRECTACTION", OfxTag.CorrectionAction),
        ("CHECKNUM", OfxTag.CheckNumber),
        ("REFNUM", OfxTag.Reference),
        ("NAME", OfxTag.Name),
        ("EXTDNAME", OfxTag.ExtendedName),
        ("PAYEE", OfxTag.Payee),
        ("MEMO", OfxTag.Memo),
        ("CATEGORY", OfxTag.Category),
        ("LEDGERBAL", OfxTag.LedgerBalance),
        ("AVAILBAL", OfxTag.AvailableBalance),
        ("BALAMT", OfxTag.BalanceAmount),
        ("DTASOF", OfxTag.AsOf),
    ];

    private static readonly (OfxTagKey Key, OfxTag Tag)[] Table = Build();

    public static OfxTag Find(OfxTagKey key)
    {
        var table = Table;
        for (var slot = key.Hash & (Slots - 1); table[slot].Tag != OfxTag.Unknown; slot = (slot + 1) & (Slots - 1))
        {
            if (table[slot].Key == key)
            {
                return table[slot].Tag;
            }
        }

        return OfxTag.Unknown;
    }

    private static (OfxTagKey Key, OfxTag Tag)[] Build()
    {
        var table = new (OfxTagKey, OfxTag Tag)[Slots];
        foreach (var (name, tag) in Names)
        {
            var bytes = Encoding.ASCII.GetBytes(name);
            OfxTagKey.Scan(bytes, 0, bytes.Length, out var key);
            var slot = key.Hash & (Slots - 1);
            while (table[slot].Tag != OfxTag.Unknown)
            {
                slot = (slot + 1) & (Slots - 1);
            }

            table[slot] = (key, tag);
        }

        return table;
    }
}
