using Finance.Core.Importing.Reading.Values;

namespace Finance.Core.Importing.Reading.Evidence;

/// <summary>How a file tells money in from money out, with the details that a reader needs.</summary>
internal readonly record struct SignReading(
    SignConvention Convention, bool DebitIsNegative = false, bool CreditIsNegative = false, bool DeductsFee = false);

/// <summary>What the words of a row say about the way its money went, each null where they say nothing.</summary>
/// <param name="Indicator">A column that says it for every row: true is out.</param>
/// <param name="Type">A column of types, some of which say it.</param>
/// <param name="Text">A description such as "payment received, thank you".</param>
internal readonly record struct DebitHints(bool? Indicator, bool? Type, bool? Text);

/// <summary>How many amounts have the sign that their words call for, and how many the opposite one.</summary>
internal sealed class Agreement
{
    public long With { get; private set; }

    public long Against { get; private set; }

    public bool IsOnlyAgainst => Against > 0 && With == 0;

    public bool IsOnlyWith => With > 0 && Against == 0;

    public void Add(bool? isDebit, StatementAmount amount)
    {
        With += isDebit == amount.Unscaled < 0 ? 1 : 0;
        Against += isDebit == amount.Unscaled > 0 ? 1 : 0;
    }
}

/// <summary>What all amounts of one single amount column say about signs.</summary>
internal sealed class SignEvidence
{
    private readonly FirstFew<OpenRow> _rows = new();
    private long _negative;
    private long _positive;
    private long _plus;
    private long _creditMarks;
    private long _debitMarks;
    private readonly Agreement _indicator = new();
    private readonly Agreement _type = new();
    private readonly Agreement _text = new();

    public void Observe(string cell, StatementAmount amount, SignMark mark, DebitHints hints, long line, string field)
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
        _indicator.Add(hints.Indicator, amount);
        _type.Add(hints.Type, amount);
        _text.Add(hints.Text, amount);
        _rows.Add(new OpenRow(line, field, cell, [amount.ToString(), amount.Negate().ToString()]));
    }

    /// <param name="asWritten">The balance column followed with amounts as written; null where there is none.</param>
    /// <param name="inverted">The same with every sign turned round.</param>
    /// <param name="lessFees">The same as written, with each row's fee taken off.</param>
    public Settled<SignReading> Settle(bool hasIndicator, BalanceChain? asWritten, BalanceChain? inverted, BalanceChain? lessFees)
    {
        if (hasIndicator)
        {
            return ByIndicator();
        }

        if (ByBalance(asWritten, inverted, lessFees) is { } proven)
        {
            return proven;
        }

        if (_creditMarks > 0 && _debitMarks == 0 && _negative == 0 && _positive > 0)
        {
            return new(new(SignConvention.CreditMarked), "Some amounts are marked CR; the unmarked ones are charges.");
        }

        if (_negative > 0 || _plus > 0 || _creditMarks + _debitMarks > 0)
        {
            return _negative > 0 && _positive > 0 ? ByWords() : new(new(SignConvention.Signed), "Amounts carry signs.");
        }

        return _positive == 0
            ? new(new(SignConvention.Signed), "No amount needs a sign.")
            : Ask("No amount has a sign, and no column tells money in from money out: all of it could be income, or all of it expenses.");
    }

    private static Settled<SignReading>? ByBalance(BalanceChain? asWritten, BalanceChain? inverted, BalanceChain? lessFees)
    {
        if (asWritten is null || inverted is null)
        {
            return null;
        }

        if (lessFees is { Holds: true } && !asWritten.Holds && !inverted.Holds)
        {
            return new(new(SignConvention.Signed, DeductsFee: true), "The balance column follows the amounts less the fees.");
        }

        return (!asWritten.Holds && !inverted.Holds) || asWritten.Hits == inverted.Hits ? null
            : asWritten.Hits > inverted.Hits ? new(new(SignConvention.Signed), "The balance column follows the amounts as written.")
            : new(new(SignConvention.Inverted), "The balance column falls by every positive amount.");
    }

    // Both signs occur. As written is what nearly all banks mean, unless the file's own words say otherwise.
    private Settled<SignReading> ByWords() =>
        _type.IsOnlyAgainst ? new(new(SignConvention.Inverted), "The column of types calls the positive amounts purchases or debits.")
        : _type.IsOnlyWith ? new(new(SignConvention.Signed), "Amounts carry signs, and the column of types agrees with them.")
        : _text.IsOnlyAgainst ? Ask("What is described as money received is negative, as on some cards' statements.")
        : new(new(SignConvention.Signed), "Amounts carry signs.");

    private Settled<SignReading> ByIndicator() =>
        _negative == 0 ? new(new(SignConvention.Indicator), "Amounts are unsigned and a column says debit or credit.")
        : _indicator.IsOnlyWith ? new(new(SignConvention.Signed), "Amounts carry signs, and a column of debit and credit agrees with them.")
        : _indicator.IsOnlyAgainst
            ? new(new(SignConvention.Inverted), "A column says debit or credit, and the amounts' signs are always the opposite of it.")
        : Settled<SignReading>.Open(new OpenQuestion(
            ReadingSetting.Sign,
            ["signed", "indicator"],
            "A column says debit or credit, and some amounts' signs agree with it while others do not.",
            _rows.Items));

    private Settled<SignReading> Ask(string why) =>
        Settled<SignReading>.Open(new OpenQuestion(ReadingSetting.Sign, ["signed", "inverted"], why, _rows.Items));
}
