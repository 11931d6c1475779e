using Finance.Core;
using Finance.Functions.Http.Reading;
using FsCheck;
using FsCheck.Fluent;

namespace Finance.Functions.Tests.Http.Reading;

public sealed class ReadTests
{
    [Theory]
    [InlineData("45.50", "45.50")]
    [InlineData("\"45.50\"", "45.50")]
    [InlineData("0.1", "0.1")]
    [InlineData("-3", "-3")]
    [InlineData("9007199254740993.01", "9007199254740993.01")]
    public void Amount_PlainDigits_AreKeptAsWritten(string json, string digits) =>
        Assert.Equal(new AmountText("field", digits), Reading.Value(json, Read.Amount).Value);

    [Theory]
    [InlineData("1e3")]
    [InlineData("1E-2")]
    [InlineData("\"1e3\"")]
    [InlineData("\"+5\"")]
    [InlineData("\"5.\"")]
    [InlineData("\".5\"")]
    [InlineData("\"1,000.00\"")]
    [InlineData("\"1 000\"")]
    [InlineData("\" 5\"")]
    [InlineData("\"NaN\"")]
    [InlineData("\"Infinity\"")]
    [InlineData("\"\"")]
    [InlineData("\"-\"")]
    [InlineData("\"--5\"")]
    [InlineData("\"\u0665\"")]
    [InlineData("true")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("\"0x10\"")]
    public void Amount_AnythingElse_IsRefused(string json) =>
        Assert.StartsWith("must be a number such as 45.50", Reading.Fault(json, Read.Amount), StringComparison.Ordinal);

    [Fact]
    public void Amount_EndlessDigits_AreRefused() => Assert.NotNull(Reading.Fault(new string('9', 100_000), Read.Amount));

    [Fact]
    public void Amount_AnyMinorUnitsOfAnyCurrency_ComeBackExactly()
    {
        var currencies = Currency.All.ToArray();
        var anyMoney =
            from high in Gen.Choose(-(int)(Money.MaxMinor / 1_000_000_000), (int)(Money.MaxMinor / 1_000_000_000))
            from low in Gen.Choose(0, 999_999_999)
            let minor = Math.Clamp((high * 1_000_000_000L) + low, -Money.MaxMinor, Money.MaxMinor)
            from currency in Gen.Elements(currencies)
            select new Money(minor, currency);

        Prop.ForAll(anyMoney.ToArbitrary(), money =>
            Reading.Value(money.ToString(), Read.Amount).Value.Resolve(money.Currency).Value == money
            && Reading.Value($"\"{money}\"", Read.Amount).Value.Resolve(money.Currency).Value == money).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("\"2026-02-28\"", null)]
    [InlineData("\"2024-02-29\"", null)]
    [InlineData("\"2026-02-30\"", "must be a day of the calendar, written YYYY-MM-DD.")]
    [InlineData("\"2026-2-3\"", "must be a day of the calendar, written YYYY-MM-DD.")]
    [InlineData("\"2026-02-03T00:00:00Z\"", "must be a day of the calendar, written YYYY-MM-DD.")]
    [InlineData("20260203", "must be a day of the calendar, written YYYY-MM-DD.")]
    [InlineData("\"1899-12-31\"", "must lie between 1900-01-01 and 2199-12-31.")]
    [InlineData("\"2200-01-01\"", "must lie between 1900-01-01 and 2199-12-31.")]
    public void Date_OnlyDaysOfTheCalendar_AreTaken(string json, string? why) => Assert.Equal(why, Reading.Fault(json, Read.Date));

    [Theory]
    [InlineData("\"2026-02\"", true)]
    [InlineData("\"2026-13\"", false)]
    [InlineData("\"2026-2\"", false)]
    [InlineData("\"0001-01\"", false)]
    public void Month_OnlyMonthsOfALedger_AreTaken(string json, bool isTaken) =>
        Assert.Equal(isTaken, Reading.Value(json, Read.Month).IsOk);

    [Theory]
    [InlineData("1", true)]
    [InlineData("500", true)]
    [InlineData("0", false)]
    [InlineData("501", false)]
    [InlineData("1.0", false)]
    [InlineData("1e1", false)]
    [InlineData("\"5\"", false)]
    [InlineData("99999999999999999999", false)]
    public void Int_WholeNumbersInRange_AreTaken(string json, bool isTaken) =>
        Assert.Equal(isTaken, Reading.Value(json, Read.Int(1, 500)).IsOk);

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public void Bool_TrueAndFalse_AreTaken(string json, bool expected) => Assert.Equal(expected, Reading.Value(json, Read.Bool).Value);

    [Theory]
    [InlineData("\"true\"")]
    [InlineData("1")]
    public void Bool_AnythingElse_IsRefused(string json) => Assert.Equal("must be true or false.", Reading.Fault(json, Read.Bool));

    [Theory]
    [InlineData("\"EUR\"", null)]
    [InlineData("\"eur\"", "must be written EUR.")]
    [InlineData("\"EURO\"", "must be a currency code of ISO 4217, such as EUR.")]
    [InlineData("978", "must be a currency code of ISO 4217, such as EUR.")]
    public void Currency_OnlyCodesInCapitals_AreTaken(string json, string? why) => Assert.Equal(why, Reading.Fault(json, Read.Currency));

    [Theory]
    [InlineData("\"Europe/Vienna\"", true)]
    [InlineData("\"UTC\"", true)]
    [InlineData("\"Mars/Olympus\"", false)]
    [InlineData("\"\"", false)]
    [InlineData("5", false)]
    public void TimeZone_OnlyKnownZones_AreTaken(string json, bool isTaken) => Assert.Equal(isTaken, Reading.Value(json, Read.TimeZone).IsOk);

    [Theory]
    [InlineData("ada@example.com", true)]
    [InlineData("ada.lovelace+bank@mail.example.co.uk", true)]
    [InlineData("jörg@müller.example", true)]
    [InlineData("ada@localhost", false)]
    [InlineData("ada", false)]
    [InlineData("@example.com", false)]
    [InlineData("ada@", false)]
    [InlineData("ada@@example.com", false)]
    [InlineData("ada@exa mple.com", false)]
    [InlineData("ada@example..com", false)]
    [InlineData("Ada <ada@example.com>", false)]
    public void Email_PlausibleAddresses_AreTaken(string text, bool isTaken) => Assert.Equal(isTaken, Reading.Value($"\"{text}\"", Read.Email).IsOk);

    [Theory]
    [InlineData("\"0123456789ab\"", true)]
    [InlineData("\"A\"", false)]
    [InlineData("\"../x\"", false)]
    [InlineData("\"a b\"", false)]
    [InlineData("\"\"", false)]
    [InlineData("12", false)]
    public void Id_OnlySmallLettersAndDigits_AreTaken(string json, bool isTaken) =>
        Assert.Equal(isTaken, Reading.Value(json, Read.Id).IsOk);

    [Theory]
    [InlineData("\"<b>Tom & 'Jerry'</b>\"", "<b>Tom & 'Jerry'</b>")]
    [InlineData("\"Cafe\\u0301\"", "Caf\u00E9")]
    [InlineData("\"\\uD83D\\uDE00\"", "\U0001F600")]
    [InlineData("\"\"", "")]
    [InlineData("\"  x \"", "  x ")]
    public void Text_WhatWasSent_IsKeptComposed(string json, string expected) =>
        Assert.Equal(expected, Reading.Value(json, Read.Text(20)).Value);

    [Theory]
    [InlineData("\"a\\u0000b\"", "must not hold the control character U+0000.")]
    [InlineData("\"a\\nb\"", "must not hold the control character U+000A.")]
    [InlineData("\"a\\u007Fb\"", "must not hold the control character U+007F.")]
    [InlineData("\"a\\u0085b\"", "must not hold the control character U+0085.")]
    [InlineData("\"a\\uFFFFb\"", "must not hold the control character U+FFFF.")]
    [InlineData("\"123456789012345678901\"", "must have at most 20 characters.")]
    [InlineData("5", "must be a string.")]
    public void Text_ControlCharactersAndLength_AreRefused(string json, string why) =>
        Assert.Equal(why, Reading.Fault(json, Read.Text(20)));

    [Fact]
    public void Text_Length_CountsCharactersNotUnits()
    {
        Assert.True(Reading.Value($"\"{string.Concat(Enumerable.Repeat("😀", 20))}\"", Read.Text(20)).IsOk);
        Assert.True(Reading.Value($"\"{string.Concat(Enumerable.Repeat("e\u0301", 20))}\"", Read.Text(20)).IsOk);
        Assert.False(Reading.Value($"\"{string.Concat(Enumerable.Repeat("😀", 21))}\"", Read.Text(20)).IsOk);
    }

    [Fact]
    public void Notes_LineFeedsAndTabs_AreTaken()
    {
        Assert.Equal("a\n\tb", Reading.Value("\"a\\n\\tb\"", Read.Notes(20)).Value);
        Assert.Equal(
            "must not hold the control character U+000D; only line feeds and tabs are taken.",
            Reading.Fault("\"a\\r\\nb\"", Read.Notes(20)));
    }

    [Theory]
    [InlineData("\"x\"", null)]
    [InlineData("\"\"", "must not be empty.")]
    [InlineData("\"   \"", "must not be empty.")]
    [InlineData("\" x\"", "must not begin or end with a space.")]
    public void Name_BlankOrSurroundedBySpace_IsRefused(string json, string? why) => Assert.Equal(why, Reading.Fault(json, Read.Name(20)));

    [Theory]
    [InlineData("0.75", true)]
    [InlineData("-1234567890123456789012345.67", false)]
    [InlineData("12345678901234567890.1234567", true)]
    [InlineData("1e-1", false)]
    [InlineData("\"0.75\"", false)]
    public void Decimal_PlainNumbers_AreTaken(string json, bool isTaken) => Assert.Equal(isTaken, Reading.Value(json, Read.Decimal).IsOk);

    [Theory]
    [InlineData("[]", "must have from 1 to 2 entries, not 0.")]
    [InlineData("[1,2,3]", "must have from 1 to 2 entries, not 3.")]
    [InlineData("{}", "must be a list.")]
    [InlineData("\"1\"", "must be a list.")]
    public void List_OutsideItsLimits_IsRefused(string json, string why) =>
        Assert.Equal(why, Reading.Fault(json, Read.List(Read.Int(0, 9), 2, 1)));

    [Fact]
    public void Object_NoObject_IsRefused() => Assert.Equal("must be an object.", Reading.Fault("[]", Read.Object(_ => 0)));

    [Fact]
    public void Word_OneOfThem_MeansWhatItStandsFor()
    {
        var rule = Read.Word(("last-month", 1), ("average", 2));

        Assert.Equal(1, Reading.Value("\"last-month\"", rule).Value);
        Assert.Equal("must be one of last-month, average. Did you mean 'last-month'?", Reading.Fault("\"last_month\"", rule));
        Assert.Equal("must be one of last-month, average.", Reading.Fault("7", rule));
    }
}
