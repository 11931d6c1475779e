namespace Finance.Core.Tests.Importing.Reading;

internal static partial class Dialects
{
    public static readonly Dialect[] Numbers =
    [
        Amounts("thousands by comma", "-1,234.56", "2,000,000.00", "-1234.56", "2000000.00"),
        Amounts("thousands by point", "-1.234,56", "2.000.000,00", "-1234.56", "2000000.00"),
        Amounts("thousands by space", "-1 234,56", "2 000 000,00", "-1234.56", "2000000.00"),
        Amounts("thousands by no-break space", "-1\u00A0234,56", "2\u00A0000\u00A0000,00", "-1234.56", "2000000.00"),
        Amounts("thousands by narrow space", "-1\u202F234,56", "2\u202F000\u202F000,00", "-1234.56", "2000000.00"),
        Amounts("thousands by apostrophe", "-1'234.56", "2'000'000.00", "-1234.56", "2000000.00"),
        Amounts("thousands by curly apostrophe", "-1’234.56", "2’000’000.00", "-1234.56", "2000000.00"),
        Amounts("lakh and crore", "-1,23,456.78", "1,00,00,000.00", "-123456.78", "10000000.00"),
        Amounts("parentheses", "(1,234.56)", "2,000.00", "-1234.56", "2000.00"),
        Amounts("parentheses around a currency", "($12.50)", "$2,000.00", "-12.50", "2000.00"),
        Amounts("minus before the currency", "-$12.50", "$2,000.00", "-12.50", "2000.00"),
        Amounts("minus behind the currency", "€ -12,50", "€ 2.000,00", "-12.50", "2000.00"),
        Amounts("currency behind", "-12,50 €", "2.000,00 €", "-12.50", "2000.00"),
        Amounts("code before", "USD -12.50", "USD 2,000.00", "-12.50", "2000.00"),
        Amounts("krona behind", "-12,50 kr", "2 000,00 kr", "-12.50", "2000.00"),
        Amounts("trailing minus", "12.50-", "2000.00", "-12.50", "2000.00"),
        Amounts("unicode minus", "\u221212.50", "2000.00", "-12.50", "2000.00"),
        Amounts("DR and CR", "12.50 DR", "2,000.00 CR", "-12.50", "2000.00"),
        Amounts("DR and CR without space", "12.50DR", "2,000.00CR", "-12.50", "2000.00"),
        Amounts("no decimals at all", "-12", "2000", "-12", "2000"),
        Amounts("one decimal is no group", "-110.7", "1,107.00", "-110.7", "1107.00"),
        Amounts("one decimal by comma is no group", "-110,7", "1.107,00", "-110.7", "1107.00"),
        Amounts("no digit before the mark", "-.50", "2000.00", "-0.50", "2000.00"),
        Amounts("three decimals beside two", "-1.234", "12.50", "-1.234", "12.50"),
        Amounts("a group beside comma decimals", "-1.234", "12,50", "-1234", "12.50"),
        Amounts("leading zero is no group", "-0,250", "1,125", "-0.250", "1.125"),
        Amounts("four digits before are no group", "-1234,500", "1,250", "-1234.500", "1.250"),
    ];

    private static Dialect Amounts(string name, string first, string second, string firstAmount, string secondAmount) => new(
        "amounts: " + name,
        $"""
        Date;Payee;Amount
        2026-01-13;First;{first}
        2026-01-14;Second;{second}
        """,
        $"""
        2026-01-13 {firstAmount} First
        2026-01-14 {secondAmount} Second
        """);
}
