namespace Finance.Core;

/// <summary>
/// An amount as a client wrote it, before its currency is known: the digits of a JSON number or of a string.
/// </summary>
/// <param name="Field">Where it stood, for the error: <c>amount</c>, <c>splits[0].amount</c>.</param>
/// <param name="Digits">An optional minus, digits, optionally a point and digits.</param>
public readonly record struct AmountText(string Field, string Digits)
{
    /// <summary>The exact amount in a currency, above zero.</summary>
    /// <param name="refusal">What is said of zero and less.</param>
    public Result<Money> ResolvePositive(Currency currency, string refusal = "must be above zero.")
    {
        var money = Resolve(currency);
        return !money.IsOk || money.Value.Minor > 0 ? money : Errors.Validation(Field, refusal);
    }

    /// <summary>The exact amount in a currency, zero and negative included.</summary>
    public Result<Money> Resolve(Currency currency) => MoneyText.TryParse(Digits, currency, out var money) switch
    {
        MoneyFault.None => money,
        MoneyFault.TooManyDecimals => Errors.Validation(Field, currency.Exponent == 0
            ? $"{currency.Code} has no decimals."
            : $"{currency.Code} has {currency.Exponent} decimals, not more."),
        MoneyFault.OutOfRange => Errors.Validation(Field, $"must lie within ±{new Money(Money.MaxMinor, currency)} {currency.Code}."),
        _ => Errors.Validation(Field, "must be a number such as 45.50: digits with a point, no exponent, no grouping."),
    };
}
