using Finance.Core.Importing.Reading;

namespace Finance.Core.Tests.Importing.Reading;

/// <summary>Files that fit two readings are refused with the rows that leave them open, and read once somebody answers.</summary>
public sealed class AmbiguityTests
{
    private const string TwoDateOrders =
        """
        Date,Payee,Amount
        03/04/2026,Shop,-1.00
        05/06/2026,Friend,2.00
        """;

    [Fact]
    public void Inspect_DatesFitTwoOrders_AsksWithTheRows()
    {
        var question = Ask(TwoDateOrders);

        Assert.Equal(ReadingSetting.DateOrder, question.Setting);
        Assert.Equal(["dmy", "mdy"], question.Readings);
        Assert.Equal([2, 3], question.Rows.Select(row => row.Line));
        Assert.Equal("Date", question.Rows[0].Field);
        Assert.Equal("03/04/2026", question.Rows[0].Raw);
        Assert.Equal(["2026-04-03", "2026-03-04"], question.Rows[0].Meanings);
    }

    [Theory]
    [InlineData(DateOrder.Dmy, "2026-04-03")]
    [InlineData(DateOrder.Mdy, "2026-03-04")]
    public void Read_DateOrderAnswered_ReadsByIt(DateOrder order, string first)
    {
        var content = Statements.Read(TwoDateOrders, new ReadingChoices { DateOrder = order });

        Assert.Equal(first, LedgerDates.Format(content.Rows[0].Date));
    }

    [Theory]
    [InlineData("dd/MM/yyyy", "2026-04-03")]
    [InlineData("MM/dd/yyyy", "2026-03-04")]
    public void Read_DateFormatOfAProfile_SaysTheOrder(string format, string first)
    {
        var content = Statements.Read(TwoDateOrders, new ReadingChoices { DateFormat = format });

        Assert.Equal(first, LedgerDates.Format(content.Rows[0].Date));
    }

    [Fact]
    public void Inspect_DatesOutOfOrderInBothReadings_Asks()
    {
        var question = Ask(
            """
            Date,Payee,Amount
            05/06/2026,A,-1.00
            01/02/2026,B,2.00
            03/12/2026,C,2.00
            """);

        Assert.Equal(ReadingSetting.DateOrder, question.Setting);
    }

    [Fact]
    public void Inspect_FewRowsSortedInOneReadingByChance_StillAsks()
    {
        // Sorted as day-month, unsorted as month-day; two changes of date are no proof.
        var question = Ask(
            """
            Date,Payee,Amount
            10/02/2026,A,-1.00
            11/02/2026,B,2.00
            01/03/2026,C,2.00
            """);

        Assert.Equal(ReadingSetting.DateOrder, question.Setting);
    }

    [Fact]
    public void Read_ManyRowsSortedInOneReadingOnly_TakesIt()
    {
        var content = Statements.Read("Date,Payee,Amount\n" + string.Concat(
            new[] { "08/01", "09/01", "10/01", "11/01", "12/01", "01/02", "02/02", "03/02", "04/02" }
                .Select(day => $"{day}/2026,Shop,-1.00\n")));

        Assert.Equal(DateOrder.Dmy, content.Format.DateOrder);
        Assert.Equal(new DateOnly(2026, 2, 4), content.Rows[^1].Date);
    }

    [Fact]
    public void Inspect_DatesThatFitDifferentOrders_AsksAndShowsBoth()
    {
        var question = Ask(
            """
            Date,Payee,Amount
            13/04/2026,Shop,-1.00
            04/14/2026,Friend,2.00
            05/06/2026,Friend,2.00
            """);

        Assert.Equal(ReadingSetting.DateOrder, question.Setting);
        Assert.Contains("No order fits all", question.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EqualDayAndMonth_NeedsNoOrder()
    {
        var content = Statements.Read("Date,Payee,Amount\n02/02/2026,Shop,-1.00\n03/03/2026,Friend,2.00\n");

        Assert.Equal(["2026-02-02 -1.00 Shop", "2026-03-03 2.00 Friend"], content.Lines);
    }

    [Theory]
    [InlineData("-1,234", "5,678", "-1234", "-1.234")]
    [InlineData("-1.234", "5.678", "-1.234", "-1234")]
    public void Inspect_ThreeDigitsBehindEveryMark_Asks(string first, string second, string withPoint, string withComma)
    {
        var question = Ask($"Date;Payee;Amount\n2026-01-13;Shop;{first}\n2026-01-14;Friend;{second}\n");

        Assert.Equal(ReadingSetting.DecimalMark, question.Setting);
        Assert.Equal([".", ","], question.Readings);
        Assert.Equal([withPoint, withComma], question.Rows[0].Meanings);
    }

    [Theory]
    [InlineData('.', "-1234")]
    [InlineData(',', "-1.234")]
    public void Read_DecimalMarkAnswered_ReadsByIt(char mark, string first)
    {
        var content = Statements.Read(
            "Date;Payee;Amount\n2026-01-13;Shop;-1,234\n2026-01-14;Friend;5,678\n", new ReadingChoices { DecimalMark = mark });

        Assert.Equal(first, content.Rows[0].Amount.ToString());
    }

    [Fact]
    public void Read_BalanceAddsUpWithOneMarkOnly_TakesIt()
    {
        // 1.234 + 10 = 11.234, but 1234 + 10 is not 11234.
        var content = Statements.Read(
            "Date;Payee;Amount;Balance\n2026-01-13;A;-1,000;1,234\n2026-01-14;B;10;11,234\n2026-01-15;C;-1,000;10,234\n");

        Assert.Equal(',', content.Format.DecimalMark);
        Assert.Equal(-1.000m, content.Rows[0].Amount.ToDecimal());
    }

    [Fact]
    public void Inspect_OnlyPositiveAmounts_AsksForTheSign()
    {
        var question = Ask("Date,Payee,Amount\n2026-01-13,Shop,1.00\n2026-01-14,Friend,2.00\n");

        Assert.Equal(ReadingSetting.Sign, question.Setting);
        Assert.Equal(["signed", "inverted"], question.Readings);
    }

    [Fact]
    public void Inspect_PaymentReceivedIsNegative_AsksForTheSign()
    {
        var question = Ask("Date,Description,Amount\n2026-01-13,GROCER,82.10\n2026-01-14,PAYMENT RECEIVED - THANK YOU,-300.00\n");

        Assert.Equal(ReadingSetting.Sign, question.Setting);
    }

    [Theory]
    [InlineData(SignConvention.Signed, 3.00)]
    [InlineData(SignConvention.Inverted, -3.00)]
    public void Read_SignAnswered_ReadsByIt(SignConvention sign, decimal sum)
    {
        var content = Statements.Read(
            "Date,Payee,Amount\n2026-01-13,Shop,1.00\n2026-01-14,Friend,2.00\n", new ReadingChoices { Sign = sign });

        Assert.Equal(sum, content.Sum);
    }

    [Theory]
    [InlineData("100.00", "101.00", "103.00", 3.00)]
    [InlineData("100.00", "99.00", "97.00", -3.00)]
    public void Read_OnlyPositiveAmountsWithBalance_TakesTheSignFromIt(string start, string first, string second, decimal sum)
    {
        var content = Statements.Read(
            $"Date,Payee,Amount,Balance\n2026-01-12,Start,1.00,{start}\n2026-01-13,Shop,1.00,{first}\n2026-01-14,Friend,2.00,{second}\n");

        Assert.Equal(sum + Math.Sign(sum), content.Sum);
    }

    [Fact]
    public void Inspect_MixedSignsInTheDebitColumn_Asks()
    {
        var question = Ask("Date,Payee,Debit,Credit\n2026-01-13,Shop,1.00,\n2026-01-14,Refund,-2.00,\n2026-01-15,Pay,,5.00\n");

        Assert.Equal(ReadingSetting.Sign, question.Setting);
    }

    [Fact]
    public void Inspect_TwoNumericColumnsWithoutHeader_AsksWhichIsTheAmount()
    {
        var question = Ask("2026-01-13,Shop,-1.00,7.00\n2026-01-14,Friend,2.00,8.50\n2026-01-15,Friend,2.00,1.25\n");

        Assert.Equal(ReadingSetting.Columns, question.Setting);
        Assert.Equal(["amount=3", "amount=4"], question.Readings);
    }

    [Fact]
    public void Read_ColumnAnsweredByNumber_TakesIt()
    {
        var content = Statements.Read(
            "2026-01-13,Shop,-1.00,7.00\n2026-01-14,Friend,2.00,8.50\n2026-01-15,Friend,2.00,1.25\n",
            new ReadingChoices { Columns = new Dictionary<ColumnRole, string> { [ColumnRole.Amount] = "3" } });

        Assert.Equal(3.00m, content.Sum);
    }

    [Fact]
    public void Read_ColumnsAnsweredByName_OverrideTheirMeaning()
    {
        var content = Statements.Read(
            "Date,Name,Amount,Real amount\n2026-01-13,Shop,-1.00,-10.00\n2026-01-14,Friend,2.00,20.00\n",
            new ReadingChoices { Columns = new Dictionary<ColumnRole, string> { [ColumnRole.Amount] = "real AMOUNT" } });

        Assert.Equal(10.00m, content.Sum);
        Assert.Equal("Shop", content.Rows[0].Payee);
    }

    [Fact]
    public void Inspect_SeveralSettingsOpen_AsksForAllAtOnce()
    {
        var ambiguous = Assert.IsType<Inspection.Ambiguous>(Statements.Inspect("Date,Payee,Amount\n03/04/2026,Shop,\"1,234\"\n"));

        Assert.Equal(
            [ReadingSetting.DateOrder, ReadingSetting.DecimalMark, ReadingSetting.Sign],
            ambiguous.Questions.Select(question => question.Setting));
    }

    [Fact]
    public void Inspect_BeginningLeavesOpenWhatAMillionthRowSettles_ReadsTheWholeFile()
    {
        var rows = string.Concat(Enumerable.Repeat("03/04/2026,Shop,-1.00\n", 20_000));

        var content = Statements.Read($"Date,Payee,Amount\n{rows}31/12/2026,Friend,2.00\n");

        Assert.Equal(DateOrder.Dmy, content.Format.DateOrder);
        Assert.Equal(20_001, content.Rows.Count);
        Assert.Empty(content.Errors);
    }

    [Fact]
    public void Inspect_LaterRowContradictsTheBeginning_DecidesFromAll()
    {
        var rows = string.Concat(Enumerable.Repeat("03/14/2026,Shop,-1.00\n", 3_000));
        var others = string.Concat(Enumerable.Repeat("14/03/2026,Shop,-1.00\n", 3_000));

        var ambiguous = Assert.IsType<Inspection.Ambiguous>(Statements.Inspect($"Date,Payee,Amount\n{rows}{others}"));

        Assert.Equal(ReadingSetting.DateOrder, Assert.Single(ambiguous.Questions).Setting);
    }

    private static OpenQuestion Ask(string csv) => Assert.Single(Assert.IsType<Inspection.Ambiguous>(Statements.Inspect(csv)).Questions);
}
