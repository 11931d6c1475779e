using Finance.Core.Importing.Reading.Text;
using Finance.Core.Importing.Reading.Values;

namespace Finance.Core.Importing.Reading.Csv;

/// <summary>How a row's amount and its sign are read.</summary>
internal sealed partial class CsvEvents
{
    private bool TryAmount(out StatementAmount amount) => _plan.Amount >= 0 ? TrySingle(out amount) : TryPair(out amount);

    private bool TrySingle(out StatementAmount amount)
    {
        var fault = ReadAmount(_plan.Amount, out amount, out var mark);
        if (fault != AmountFault.None)
        {
            return FailAmount(_plan.Amount, fault);
        }

        switch (_format.Sign)
        {
            case SignConvention.Inverted when mark is not (SignMark.Credit or SignMark.Debit):
            case SignConvention.CreditMarked when mark == SignMark.None:
                amount = amount.Negate();
                break;
            case SignConvention.Indicator:
                if (_plan.Indicator < 0 || !IsDebit(_rows.Field(_plan.Indicator), out var isDebit))
                {
                    return Fail(ImportErrors.UnknownIndicator, _plan.Indicator, "");
                }

                amount = isDebit == amount.Unscaled < 0 ? amount : amount.Negate();
                break;
            default:
                break;
        }

        if (_plan.Fee >= 0 && ReadAmount(_plan.Fee, out var fee, out _) == AmountFault.None && !amount.TryMinus(fee, out amount))
        {
            return FailAmount(_plan.Amount, AmountFault.OutOfRange);
        }

        return !amount.IsZero || FailZero(_plan.Amount);
    }

    private bool TryPair(out StatementAmount amount)
    {
        amount = default;
        StatementAmount debit = default, credit = default;
        var debitFault = _plan.Debit < 0 ? AmountFault.Missing : ReadAmount(_plan.Debit, out debit, out _);
        var creditFault = _plan.Credit < 0 ? AmountFault.Missing : ReadAmount(_plan.Credit, out credit, out _);
        if (debitFault > AmountFault.Missing || creditFault > AmountFault.Missing)
        {
            return debitFault > AmountFault.Missing ? FailAmount(_plan.Debit, debitFault) : FailAmount(_plan.Credit, creditFault);
        }

        if (debitFault == AmountFault.Missing && creditFault == AmountFault.Missing)
        {
            return FailAmount(_plan.Debit >= 0 ? _plan.Debit : _plan.Credit, AmountFault.Missing);
        }

        if (!debit.IsZero && !credit.IsZero)
        {
            return Fail(ImportErrors.DebitAndCredit, _plan.Debit, "");
        }

        debit = _format.DebitIsNegative ? debit : debit.Negate();
        credit = _format.CreditIsNegative ? credit.Negate() : credit;
        amount = debit.IsZero ? credit : debit;
        return !amount.IsZero || FailZero(debitFault == AmountFault.None ? _plan.Debit : _plan.Credit);
    }

    private AmountFault ReadAmount(int column, out StatementAmount amount, out SignMark mark) =>
        AmountCell.TryRead(TextDecoder.Trim(_rows.Field(column)), _format.DecimalMark, _decoder, out amount, out mark);

    private bool IsDebit(ReadOnlySpan<byte> cell, out bool isDebit)
    {
        if (cell.Length == 1 && cell[0] is (byte)'D' or (byte)'C')
        {
            isDebit = cell[0] == (byte)'D';
            return true;
        }

        return Indicators.TryRead(_decoder.Read(cell), out isDebit);
    }

    private bool FailAmount(int column, AmountFault fault)
    {
        if (fault == AmountFault.Missing && CsvInfoRows.IsInfo(_rows, _plan, _decoder))
        {
            return false;
        }

        OnMisfit?.Invoke(ColumnRole.Amount, _decoder.Decode(_rows.Field(column)));
        return Fail(fault switch
        {
            AmountFault.Missing => ImportErrors.MissingAmount,
            AmountFault.OutOfRange => ImportErrors.AmountOutOfRange,
            _ => ImportErrors.InvalidAmount,
        }, column, "");
    }

    private bool FailZero(int column) => CsvInfoRows.IsInfo(_rows, _plan, _decoder) ? false : Fail(ImportErrors.ZeroAmount, column, "");
}
