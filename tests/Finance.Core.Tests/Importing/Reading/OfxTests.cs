using System.Text;
using Finance.Core.Importing.Reading;

namespace Finance.Core.Tests.Importing.Reading;

/// <summary>OFX as banks write it.</summary>
public sealed class OfxTests
{
    private const string Header =
        "OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nSECURITY:NONE\r\nENCODING:USASCII\r\nCHARSET:1252\r\nCOMPRESSION:NONE\r\n"
        + "OLDFILEUID:NONE\r\nNEWFILEUID:NONE\r\n\r\n";

    private const string Xml =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + "<?OFX OFXHEADER=\"200\" VERSION=\"211\" SECURITY=\"NONE\" OLDFILEUID=\"NONE\" NEWFILEUID=\"NONE\"?>\n";

    [Theory]
    [InlineData("<TRNTYPE>DEBIT<DTPOSTED>20260131<TRNAMT>-12.50<FITID>1<NAME>Shop")]
    [InlineData("<TRNTYPE>DEBIT</TRNTYPE><DTPOSTED>20260131</DTPOSTED><TRNAMT>-12.50</TRNAMT><FITID>1</FITID><NAME>Shop</NAME>")]
    [InlineData("\r\n<trntype>DEBIT\r\n<DtPosted>20260131\r\n<trnAmt>-12.50\r\n<fitid>1\r\n<name>Shop\r\n")]
    [InlineData("<TRNTYPE>DEBIT\r<DTPOSTED>20260131\r<TRNAMT>-12.50\r<FITID>1\r<NAME>Shop\r")]
    [InlineData("<TRNTYPE>DEBIT<DTPOSTED>20260131235959.999[-8:PST]<TRNAMT>-12,50<FITID>1<NAME>Shop")]
    [InlineData("<TRNTYPE>DEBIT<DTPOSTED>202601310000<TRNAMT> -0012.50 <FITID>1<NAME> Shop ")]
    [InlineData("<TRNTYPE>DEBIT<DTPOSTED>20260131[+5.5:IST]<TRNAMT>-12.500<FITID>1<PAYEE><NAME>Shop<ADDR1>Street<CITY>Town</PAYEE>")]
    [InlineData("<TRNTYPE>DEBIT<!-- note --><DTPOSTED>20260131<TRNAMT>-12.5<FITID>1<NAME><![CDATA[Shop]]></NAME><UNKNOWN>x<INTU.X>y")]
    public void Read_OneTransaction_IsTheSameHoweverItIsWritten(string transaction)
    {
        var content = Statements.Read(File(transaction));

        var row = Assert.Single(content.Rows);
        Assert.Equal(new DateOnly(2026, 1, 31), row.Date);
        Assert.Equal(-12.5m, row.Amount.ToDecimal());
        Assert.Equal(("DEBIT", "1", "Shop"), (row.TypeCode, row.BankId, row.Payee));
        Assert.Empty(content.Errors);
    }

    [Theory]
    [InlineData("-12.50", ".", "'-12.50' in line 11 is a number with this mark only.")]
    [InlineData("-12,50", ",", "'-12,50' in line 11 is a number with this mark only.")]
    [InlineData("-1,250", ",", "OFX amounts have a decimal mark and no groups.")]
    [InlineData("-12", ".", "Every amount means the same with either mark.")]
    public void Inspect_DecimalMarkThatNobodyChose_SaysWhatSettlesIt(string amount, string mark, string because)
    {
        var content = Statements.Read(File($"<TRNTYPE>DEBIT<DTPOSTED>20260131<TRNAMT>{amount}<FITID>1<NAME>Shop"));

        var finding = Assert.Single(content.Inspection.Findings, finding => finding.Setting == ReadingSetting.DecimalMark);
        Assert.Equal((mark, because), (finding.Value, finding.Because));
    }

    [Fact]
    public void Inspect_DecimalMarkThatTheCallerChose_SaysSo()
    {
        var content = Statements.Read(File("<TRNTYPE>DEBIT<DTPOSTED>20260131<TRNAMT>-12.50<FITID>1<NAME>Shop"), new ReadingChoices { DecimalMark = '.' });

        Assert.Equal("Chosen by the caller.", content.Inspection.Findings.Single(finding => finding.Setting == ReadingSetting.DecimalMark).Because);
    }

    [Theory]
    [InlineData("Smith &amp; Sons", "Smith & Sons")]
    [InlineData("Smith & Sons", "Smith & Sons")]
    [InlineData("TPAY &amp;lt;DEFT&amp;gt;", "TPAY &lt;DEFT&gt;")]
    [InlineData("AT&T", "AT&T")]
    [InlineData("a &lt; b &#38; &#x41;", "a < b & A")]
    [InlineData("5 < 6 and <3", "5 < 6 and <3")]
    [InlineData("Caf&eacute;", "Caf&eacute;")]
    [InlineData("<![CDATA[a < b & c]]>", "a < b & c")]
    [InlineData("one\r\n   two", "one two")]
    [InlineData("&#0;x", "&#0;x")]
    public void Read_TextWithMarkup_IsWhatTheBankMeant(string written, string text)
    {
        var content = Statements.Read(File($"<DTPOSTED>20260131<TRNAMT>-1<NAME>{written}<MEMO>m"));

        Assert.Equal(text, content.Rows[0].Payee);
        Assert.Equal("m", content.Rows[0].Memo);
    }

    [Theory]
    [InlineData("OFXHEADER:100 DATA:OFXSGML VERSION:102 SECURITY:NONE ENCODING:USASCII CHARSET:1252 OLDFILEUID:NONE ", "102")]
    [InlineData("OFXHEADER:100DATA:OFXSGMLVERSION:151SECURITY:NONEENCODING:USASCIICHARSET:1252COMPRESSION:NONENEWFILEUID:NONE", "151")]
    [InlineData("\r\n\r\nOFXHEADER: 100\nDATA: OFXSGML\nVERSION: 103\n", "103")]
    [InlineData("<?OFX OFXHEADER='200' VERSION='220' SECURITY='NONE'?>", "220")]
    [InlineData("<?xml version='1.0'?><?OFX OFXHEADER=\"200\" VERSION=\"202\"?>", "202")]
    [InlineData("", null)]
    public void Inspect_Header_IsReadInAnyLayout(string header, string? version)
    {
        var content = Statements.Read(header + Body("<DTPOSTED>20260131<TRNAMT>-1"));

        Assert.Equal(version, content.Format.Version);
        Assert.Single(content.Rows);
    }

    [Theory]
    [InlineData("OFXHEADER:200\nDATA:OFXSGML\nVERSION:102\n")]
    [InlineData("OFXHEADER:100\nDATA:XML\nVERSION:102\n")]
    [InlineData("<?OFX OFXHEADER=\"100\" VERSION=\"211\"?>")]
    [InlineData("<?OFX OFXHEADER=\"200\" VERSION=\"102\"?>")]
    [InlineData("<?OFX OFXHEADER=\"200\" VERSION=\"211\" EXTRA=\"\"?>")]
    [InlineData("<?OFX OFXHEADER=200 VERSION=211?>")]
    [InlineData("<?OFX?>")]
    public void Inspect_HeaderThatContradictsItself_IsRefused(string header)
    {
        var unreadable = Assert.IsType<Inspection.Unreadable>(Statements.Inspect(header + "<OFX></OFX>"));

        Assert.Equal("bad_ofx_header", unreadable.Error.Code);
    }

    [Fact]
    public void Read_SeveralStatements_KeepTheirAccountsPeriodsAndBalances()
    {
        var content = Statements.Read(
            Xml + "<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD</CURDEF>"
            + "<BANKACCTFROM><BANKID>0123</BANKID><ACCTID>1 1</ACCTID><ACCTTYPE>SAVINGS</ACCTTYPE></BANKACCTFROM>"
            + "<BANKTRANLIST><DTSTART>20260101</DTSTART><DTEND>20260131</DTEND>"
            + "<STMTTRN><DTPOSTED>20260131</DTPOSTED><TRNAMT>-1</TRNAMT><BANKACCTTO><ACCTID>99</ACCTID></BANKACCTTO></STMTTRN>"
            + "</BANKTRANLIST><LEDGERBAL><BALAMT>10.00</BALAMT><DTASOF>20260131</DTASOF></LEDGERBAL>"
            + "<AVAILBAL><BALAMT>9.00</BALAMT></AVAILBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1>"
            + "<CREDITCARDMSGSRSV1><CCSTMTTRNRS><CCSTMTRS><CURDEF>EUR</CURDEF><CCACCTFROM><ACCTID>2</ACCTID></CCACCTFROM>"
            + "<BANKTRANLIST><DTSTART></DTSTART><STMTTRN><DTPOSTED>20260130</DTPOSTED><TRNAMT>-2</TRNAMT></STMTTRN></BANKTRANLIST>"
            + "<LEDGERBAL><BALAMT></BALAMT></LEDGERBAL></CCSTMTRS></CCSTMTTRNRS></CREDITCARDMSGSRSV1></OFX>");

        Assert.Equal(
            [
                new StatementHead("1 1", "0123", "SAVINGS", "USD", new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 31)),
                new StatementHead("2", null, "CREDITCARD", "EUR", null, null),
            ],
            content.Heads);
        Assert.Equal(new StatementBalance(new StatementAmount(1000, 2), new DateOnly(2026, 1, 31)), content.Tails[0].Ledger);
        Assert.Equal(new StatementAmount(900, 2), content.Tails[0].Available!.Amount);
        Assert.Null(content.Tails[1].Ledger);
        Assert.Equal("99", content.Rows[0].CounterpartyAccount);
        Assert.Equal([1, 1], content.Inspection.Totals.Statements.Select(statement => statement.Entries));
    }

    [Fact]
    public void Read_CurrencyAggregates_SayWhichAmountTheyMean()
    {
        var content = Statements.Read(File(
            "<DTPOSTED>20260131<TRNAMT>-1<CURRENCY><CURRATE>1.1<CURSYM>EUR</CURRENCY></STMTTRN>"
            + "<STMTTRN><DTPOSTED>20260131<TRNAMT>-2<ORIGCURRENCY><CURRATE>0.9<CURSYM>GBP</ORIGCURRENCY></STMTTRN>"
            + "<STMTTRN><DTPOSTED>20260131<TRNAMT>-3<CURRENCY>CHF"));

        Assert.Equal(["EUR", null, "CHF"], content.Rows.Select(row => row.Currency));
        Assert.Equal([null, "GBP", null], content.Rows.Select(row => row.ForeignCurrency));
    }

    [Fact]
    public void Read_CorrectionsChecksAndReferences_ArePassedOn()
    {
        var content = Statements.Read(File(
            "<TRNTYPE>CHECK<DTPOSTED>20260131<DTUSER>20260129<TRNAMT>-1<FITID>0<CORRECTFITID>77<CORRECTACTION>REPLACE<CHECKNUM>1001"
            + "<REFNUM>R1</STMTTRN>"
            + "<STMTTRN><DTPOSTED>20260131<TRNAMT>-1<FITID>0"));

        var row = content.Rows[0];
        Assert.Equal(
            ("0", "77", "REPLACE", "1001", "R1"),
            (row.BankId, row.CorrectedId, row.CorrectionAction, row.CheckNumber, row.Reference));
        Assert.Equal(new DateOnly(2026, 1, 29), row.ValueDate);
        Assert.Equal("0", content.Rows[1].BankId);
        Assert.Null(content.Rows[1].CorrectedId);
    }

    [Fact]
    public void Read_BrokenTransactions_CostOnlyThemselves()
    {
        var content = Statements.Read(File(
            "\n<DTPOSTED>20260131<TRNAMT>-1<NAME>First</STMTTRN>\n<STMTTRN><DTPOSTED>20260230<TRNAMT>-1</STMTTRN>\n"
            + "<STMTTRN><TRNAMT>-1</STMTTRN>\n<STMTTRN><DTPOSTED>20260131<TRNAMT>12 3</STMTTRN>\n"
            + "<STMTTRN><DTPOSTED>20260131<TRNAMT>0.00</STMTTRN>\n<STMTTRN><DTPOSTED>20260131<TRNAMT>-2<NAME>Last"));

        Assert.Equal(["First", "Last"], content.Rows.Select(row => row.Payee));
        Assert.Equal(["invalid_date", "missing_date", "invalid_amount", "zero_amount"], content.Errors.Select(error => error.Code));
        Assert.Equal(["DTPOSTED", "DTPOSTED", "TRNAMT", "TRNAMT"], content.Errors.Select(error => error.Field));
        Assert.Equal([2, 3, 4, 5], content.Errors.Select(error => error.Ordinal));
        Assert.Equal([13, 14, 15, 16], content.Errors.Select(error => error.Line));
    }

    [Fact]
    public void Read_TransactionsThatAreNotClosed_EndWhereTheNextBegins()
    {
        var content = Statements.Read(
            Header + "<OFX><STMTRS><BANKTRANLIST><STMTTRN><DTPOSTED>20260130<TRNAMT>-1<NAME>One"
            + "<STMTTRN><DTPOSTED>20260131<TRNAMT>-2</BANKTRANLIST></STMTRS></OFX>");

        Assert.Equal(["2026-01-30 -1 One", "2026-01-31 -2"], content.Lines);
    }

    [Theory]
    [InlineData("-1,234.56", "1,234", -1234.56, 1234)]
    [InlineData("-1.234,56", "1.234", -1234.56, 1234)]
    [InlineData("-1,234", "5,678", -1.234, 5.678)]
    [InlineData("-12,50", "3,5", -12.50, 3.5)]
    [InlineData("-12.50", "1,5", -12.50, 1.5)]
    public void Read_Marks_AreTakenFromTheWholeFile(string first, string second, decimal firstAmount, decimal secondAmount)
    {
        var content = Statements.Read(File($"<DTPOSTED>20260131<TRNAMT>{first}</STMTTRN><STMTTRN><DTPOSTED>20260131<TRNAMT>{second}"));

        Assert.Equal([firstAmount, secondAmount], content.Rows.Select(row => row.Amount.ToDecimal()));
    }

    [Theory]
    [InlineData("windows-1252", "USASCII", "1252", "Café €", "windows-1252")]
    [InlineData("utf-8", "USASCII", "1252", "Café €", "utf-8")]
    [InlineData("windows-1252", "UTF-8", "NONE", "Café €", "windows-1252")]
    [InlineData("iso-8859-1", "USASCII", "8859-1", "Café", "windows-1252")]
    [InlineData("windows-1251", "USASCII", "1251", "Магазин", "windows-1251")]
    [InlineData("iso-8859-2", "USASCII", "ISO-8859-2", "Łódź", "iso-8859-2")]
    [InlineData("utf-16", "UNICODE", "NONE", "Café €", "utf-16le")]
    public void Read_Encoding_IsWhatTheBytesAre(string encoding, string claimed, string charset, string name, string found)
    {
        var text = Header.Replace("USASCII", claimed, StringComparison.Ordinal).Replace("1252", charset, StringComparison.Ordinal)
            + Body($"<DTPOSTED>20260131<TRNAMT>-1<NAME>{name}");
        var real = CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding);

        var content = Statements.Read(text, encoding: real);

        Assert.Equal(name, content.Rows[0].Payee);
        Assert.Equal(found, content.Format.Encoding.Name);
    }

    [Theory]
    [InlineData("<OFX/>")]
    [InlineData("<OFX></OFX>\r\n\0\0")]
    [InlineData("<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>15500<SEVERITY>ERROR</STATUS></SONRS></SIGNONMSGSRSV1></OFX>")]
    public void Read_NoStatements_IsNoError(string body)
    {
        var content = Statements.Read(Header + body);

        Assert.Empty(content.Heads);
        Assert.Empty(content.Rows);
    }

    [Fact]
    public void Inspect_EveryTruncation_IsRefused()
    {
        var whole = File("<DTPOSTED>20260130<TRNAMT>-1<NAME>One</STMTTRN><STMTTRN><DTPOSTED>20260131<TRNAMT>-2<NAME>Two");

        for (var length = Header.Length; length < whole.Length; length++)
        {
            Assert.IsType<Inspection.Unreadable>(Statements.Inspect(whole[..length]));
        }
    }

    [Fact]
    public void Read_InspectedFileThatBreaksOffTheSecondTime_Throws()
    {
        var whole = Encoding.UTF8.GetBytes(File("<DTPOSTED>20260131<TRNAMT>-1"));
        var format = Assert.IsType<Inspection.Readable>(StatementReader.Inspect(new MemoryStatementSource(whole))).Format;

        using var events = StatementReader.Read(new MemoryStatementSource(whole.AsMemory(0, whole.Length - 6)), format);

        Assert.Throws<StatementChangedException>(() =>
        {
            while (events.Read())
            {
                Assert.NotEqual(StatementEventKind.None, events.Kind);
            }
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(4_099)]
    [InlineData(131_071)]
    public void Read_TransactionsAcrossBufferEdges_AreWhole(int padding)
    {
        var transactions = string.Join("</STMTTRN>\r\n<STMTTRN>", Enumerable.Range(1, 4_000).Select(
            number => $"<DTPOSTED>20260131<TRNAMT>-{number}.25<FITID>F{number}<NAME>Payee {number}<MEMO>{new string('m', number % 50)}"));

        var content = Statements.Read(Header + "<!--" + new string('x', padding) + "-->" + Body(transactions));

        Assert.Equal(4_000, content.Rows.Count);
        Assert.All(content.Rows, (row, index) =>
        {
            Assert.Equal(-(index + 1.25m), row.Amount.ToDecimal());
            Assert.Equal($"F{index + 1}", row.BankId);
            Assert.Equal($"Payee {index + 1}", row.Payee);
            Assert.Equal(11 + index, row.Line);
        });
    }

    private static string File(string transaction) => Header + Body(transaction);

    private static string Body(string transaction) =>
        "<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD<BANKACCTFROM><BANKID>1<ACCTID>2<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST>"
        + "<STMTTRN>" + transaction + "</STMTTRN></BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>";
}
