namespace Finance.Core.Importing.Reading.Evidence;

/// <summary>What the columns of debits and credits say about the signs inside them.</summary>
internal sealed class PairEvidence
{
    private readonly FirstFew<OpenRow> _odd = new();
    private long _debitPositive;
    private long _debitNegative;
    private long _creditPositive;
    private long _creditNegative;

    public void Observe(StatementAmount? debit, StatementAmount? credit, long line, string debitField)
    {
        _debitPositive += debit?.Unscaled > 0 ? 1 : 0;
        _creditPositive += credit?.Unscaled > 0 ? 1 : 0;
        _creditNegative += credit?.Unscaled < 0 ? 1 : 0;
        if (debit?.Unscaled < 0)
        {
            _debitNegative++;
            _odd.Add(new OpenRow(line, debitField, debit.Value.ToString(), [debit.Value.ToString(), debit.Value.Negate().ToString()]));
        }
    }

    /// <param name="asDebits">The balance column followed with every debit taken off, whatever its sign; null where there is none.</param>
    /// <param name="asSigned">The same with debits added as signed.</param>
    public Settled<SignReading> Settle(BalanceChain? asDebits, BalanceChain? asSigned)
    {
        // Credits that are all negative beside debits that are all positive are a card's books seen from the bank's side.
        var creditIsNegative = _creditNegative > 0 && _creditPositive == 0;
        if (_debitNegative == 0 || _debitPositive == 0)
        {
            var isNegative = _debitNegative > 0;
            return new(
                new(SignConvention.DebitCredit, isNegative, creditIsNegative && !isNegative),
                isNegative ? "Debits have their own column and a minus." : "Debits have their own column.");
        }

        if (asDebits is not null && asSigned is not null && (asDebits.Holds || asSigned.Holds) && asDebits.Hits != asSigned.Hits)
        {
            var isNegative = asSigned.Hits > asDebits.Hits;
            return new(new(SignConvention.DebitCredit, isNegative), "The balance column proves the sign of debits.");
        }

        return Settled<SignReading>.Open(new OpenQuestion(
            ReadingSetting.Sign,
            ["signed", "debit_credit"],
            "Some amounts in the debit column carry a minus and some do not.",
            _odd.Items));
    }
}
