using Finance.Core.Importing.Reading.Text;
using Finance.Core.Importing.Reading.Values;

namespace Finance.Core.Importing.Reading.Ofx;

/// <summary>What a statement says beside its transactions: account, currency, period, balances.</summary>
internal sealed class OfxStatement(OfxTokens tokens, StatementFormat format)
{
    private readonly TextDecoder _decoder = new(format.Encoding.IsDirect ? format.Encoding : StatementEncoding.Utf8);
    private OfxTag _inside;
    private StatementAmount? _amount;
    private DateOnly? _asOf;

    public StatementHead Head { get; private set; } = StatementHead.Empty;

    public StatementTail Tail { get; private set; } = StatementTail.Empty;

    public string? Currency => Head.Currency;

    public void Begin(OfxTag kind)
    {
        Tail = StatementTail.Empty;
        _inside = OfxTag.Unknown;
        Head = StatementHead.Empty with
        {
            AccountType = kind switch
            {
                OfxTag.CardStatementResponse => "CREDITCARD",
                OfxTag.InvestmentStatementResponse => "INVESTMENT",
                _ => null,
            },
        };
    }

    public void Take()
    {
        var tag = tokens.Tag;
        if (tokens.IsClosing)
        {
            Leave(tag);
            return;
        }

        switch (tag)
        {
            case OfxTag.BankAccount or OfxTag.CardAccount or OfxTag.InvestmentAccount:
                _inside = tag;
                break;
            case OfxTag.LedgerBalance or OfxTag.AvailableBalance:
                (_inside, _amount, _asOf) = (tag, null, null);
                break;
            case OfxTag.CurrencyOfStatement:
                Head = Head with { Currency = Text()?.ToUpperInvariant() };
                break;
            case OfxTag.From:
                Head = Head with { From = Date() };
                break;
            case OfxTag.To:
                Head = Head with { To = Date() };
                break;
            default:
                TakeInside(tag);
                break;
        }
    }

    private void TakeInside(OfxTag tag)
    {
        var isAccount = _inside is OfxTag.BankAccount or OfxTag.CardAccount or OfxTag.InvestmentAccount;
        switch (tag)
        {
            case OfxTag.AccountId when isAccount:
                Head = Head with { AccountId = Text() };
                break;
            case OfxTag.BankId or OfxTag.BrokerId when isAccount:
                Head = Head with { BankId = Text() };
                break;
            case OfxTag.AccountType when isAccount:
                Head = Head with { AccountType = Text()?.ToUpperInvariant() ?? Head.AccountType };
                break;
            case OfxTag.BalanceAmount when !isAccount:
                var fault = OfxValues.TryAmount(tokens[tokens.Text], format.DecimalMark, _decoder, out var amount);
                _amount = fault == AmountFault.None ? amount : null;
                Balance();
                break;
            case OfxTag.AsOf when !isAccount:
                _asOf = Date();
                Balance();
                break;
            default:
                break;
        }
    }

    // Balances are noted as they come, for files that close nothing.
    private void Balance()
    {
        if (_amount is null)
        {
            return;
        }

        var balance = new StatementBalance(_amount.Value, _asOf);
        Tail = _inside switch
        {
            OfxTag.LedgerBalance => Tail with { Ledger = balance },
            OfxTag.AvailableBalance => Tail with { Available = balance },
            _ => Tail,
        };
    }

    private void Leave(OfxTag tag) => _inside = tag == _inside ? OfxTag.Unknown : _inside;

    private string? Text() => OfxValues.Text(tokens[tokens.Text], _decoder);

    private DateOnly? Date() => OfxValues.TryDate(tokens[tokens.Text], out var date) ? date : null;
}
