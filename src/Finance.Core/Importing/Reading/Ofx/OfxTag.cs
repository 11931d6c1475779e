using System.Numerics;
using System.Runtime.CompilerServices;
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

    private static readonly (ulong Low, ulong High, OfxTag Tag)[] Table = Build();

    public static OfxTag Find(ReadOnlySpan<byte> name)
    {
        if (name.Length > 16)
        {
            return OfxTag.Unknown;
        }

        var (low, high) = Key(name);
        for (var slot = Slot(low, high); Table[slot].Tag != OfxTag.Unknown; slot = (slot + 1) & (Slots - 1))
        {
            if (Table[slot].Low == low && Table[slot].High == high)
            {
                return Table[slot].Tag;
            }
        }

        return OfxTag.Unknown;
    }

    /// <summary>The element's name, for people.</summary>
    public static string NameOf(OfxTag tag) => Names.First(pair => pair.Tag == tag).Name;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (ulong Low, ulong High) Key(ReadOnlySpan<byte> name)
    {
        ulong low = 0, high = 0;
        for (var index = 0; index < name.Length; index++)
        {
            var letter = (ulong)(name[index] | 0x20) << ((index & 7) * 8);
            low |= index < 8 ? letter : 0;
            high |= index < 8 ? 0 : letter;
        }

        return (low, high);
    }

    private static int Slot(ulong low, ulong high) =>
        (int)(((low * 0x9E3779B97F4A7C15) ^ BitOperations.RotateLeft(high * 0xD6E8FEB86659FD93, 17)) >> 55);

    private static (ulong Low, ulong High, OfxTag Tag)[] Build()
    {
        var table = new (ulong, ulong, OfxTag Tag)[Slots];
        foreach (var (name, tag) in Names)
        {
            var (low, high) = Key(Encoding.ASCII.GetBytes(name));
            var slot = Slot(low, high);
            while (table[slot].Tag != OfxTag.Unknown)
            {
                slot = (slot + 1) & (Slots - 1);
            }

            table[slot] = (low, high, tag);
        }

        return table;
    }
}
