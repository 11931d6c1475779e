using Finance.Core.Importing.Reading.Values;

namespace Finance.Core.Importing.Reading.Evidence;

/// <summary>How a file tells money in from money out, with the details that a reader needs.</summary>
internal readonly record struct SignReading(SignConvention Convention, bool DebitIsNegative = false, bool CreditIsNegative = false);

/// <summary>What all amounts of one single amount column say about signs.</summary>
internal sealed class SignEvidence
{
    private readonly FirstFew<OpenRow> _rows = new();
    private long _negative;
    private long _positive;
    private long _plus;
    private long _creditMarks;
    private long _debitMarks;
    private long _agreeing;
    private long _opposing;

    /// <param name="isDebit">What the row's indicator says, where there is one.</param>
    public void Observe(string cell, StatementAmount amount, SignMark mark, bool? isDebit, long line, string field)
    {
        if (amount.IsZero)
        {
            return;
        }

        _creditMarks += mark == SignMark.Credit ? 1 : 0;
        _debitMarks += mark == SignMark.Debit ? 1 : 0;
        if (mark is SignMark.Credit or SignMark.Debit)
        {
            return;
        }

        _plus += mark == SignMark.Plus ? 1 : 0;
        _negative += amount.Unscaled < 0 ? 1 : 0;
        _positive += amount.Unscaled > 0 ? 1 : 0;
        if (isDebit is not null)
        {
            _agreeing += isDebit.Value == amount.Unscaled < 0 ? 1 : 0;
            _opposing += isDebit.Value == amount.Unscaled > 0 ? 1 : 0;
        }

        _rows.Add(new OpenRow(line, field, cell, [amount.ToString(), amount.Negate().ToString()]));
    }

    /// <param name="asWritten">The balance column followed with amounts as written; null where there is none.</param>
    /// <param name="inverted">The same with every sign turned round.</param>
    public Settled<SignReading> Settle(bool hasIndicator, BalanceChain? asWritten, BalanceChain? inverted)
    {
        if (hasIndicator)
        {
            return ByIndicator();
        }

        if (asWritten is not null && inverted is not null && (asWritten.Holds || inverted.Holds) && asWritten.Hits != inverted.Hits)
        {
            return asWritten.Hits > inverted.Hits
                ? new(new(SignConvention.Signed), "The balance column follows the amounts as written.")
                : new(new(SignConvention.Inverted), "The balance column falls by every positive amount.");
        }

        if (_creditMarks > 0 && _debitMarks == 0 && _negative == 0 && _positive > 0)
        {
            return new(new(SignConvention.CreditMarked), "Some amounts are marked CR; the unmarked ones are charges.");
        }

        if (_negative > 0 || _plus > 0 || _creditMarks + _debitMarks > 0)
        {
            return new(new(SignConvention.Signed), "Amounts carry signs.");
        }

        return _positive == 0
            ? new(new(SignConvention.Signed), "No amount needs a sign.")
            : Settled<SignReading>.Open(new OpenQuestion(
                ReadingSetting.Sign,
                ["signed", "inverted"],
                "No amount carries a sign and no other column tells money in from money out: all of it could be income, or all of it expenses.",
                _rows.Items));
    }

    private Settled<SignReading> ByIndicator()
    {
        if (_negative == 0)
        {
            return new(new(SignConvention.Indicator), "Amounts are unsigned and a column says debit or credit.");
        }

        if (_opposing == 0)
        {
            return new(new(SignConvention.Signed), "Amounts carry signs, and a column that says debit or credit agrees with them.");
        }

        return _agreeing == 0
            ? new(new(SignConvention.Inverted), "A column says debit or credit, and the amounts' signs are always the opposite of it.")
            : Settled<SignReading>.Open(new OpenQuestion(
                ReadingSetting.Sign,
                ["signed", "indicator"],
                "A column says debit or credit, and some amounts' signs agree with it while others do not.",
                _rows.Items));
    }
}
