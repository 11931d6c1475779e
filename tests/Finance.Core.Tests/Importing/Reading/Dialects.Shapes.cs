namespace Finance.Core.Tests.Importing.Reading;

internal static partial class Dialects
{
    public static readonly Dialect[] Shapes =
    [
        new("quotes, doubled quotes, delimiters and line breaks in fields",
            "Date,Payee,Amount\r\n2026-01-13,\"Smith, \"\"Jo\"\"\",-1.00\r\n2026-01-14,\"Two\r\nlines\",2.00\r\n",
            """
            2026-01-13 -1.00 Smith, "Jo"
            2026-01-14 2.00 Two lines
            """),
        new("spreadsheet formulas around text",
            "Date,Reference,Payee,Amount\n2026-01-13,=\"00012\",=\"Shop\",-1.00\n2026-01-14,=\"00013\",=\"Friend\",2.00\n",
            """
            2026-01-13 -1.00 Shop
            2026-01-14 2.00 Friend
            """),
        new("the delimiter in a first line",
            "sep=;\r\nDate;Payee;Amount\r\n2026-01-13;Shop;-1,50\r\n2026-01-14;Friend;2,50\r\n",
            """
            2026-01-13 -1.50 Shop
            2026-01-14 2.50 Friend
            """,
            Settings: "utf-8 ; ymd , signed"),
        new("carriage returns only",
            "Date,Payee,Amount\r2026-01-13,Shop,-1.00\r2026-01-14,Friend,2.00\r",
            """
            2026-01-13 -1.00 Shop
            2026-01-14 2.00 Friend
            """),
        new("a byte order mark",
            "\"Date\",\"Payee\",\"Amount\"\n\"2026-01-13\",\"Café\",\"-1.00\"\n\"2026-01-14\",\"Friend\",\"2.00\"",
            """
            2026-01-13 -1.00 Café
            2026-01-14 2.00 Friend
            """,
            "utf-8-bom"),
        new("empty lines between, blanks around fields",
            "\n\nDate , Payee , Amount\n\n2026-01-13 , Shop , -1.00\n\n , , \n2026-01-14 , \"Friend\" , 2.00\n\n",
            """
            2026-01-13 -1.00 Shop
            2026-01-14 2.00 Friend
            """),
        new("delimiters at the end of every line",
            "Date;Payee;Amount;;\n2026-01-13;Shop;-1.00;;\n2026-01-14;Friend;2.00;;\n",
            """
            2026-01-13 -1.00 Shop
            2026-01-14 2.00 Friend
            """),
        new("a total and a remark below",
            "Date,Payee,Amount\n2026-01-13,Shop,-1.00\n2026-01-14,Friend,2.00\nTotal,,1.00\nCreated by online banking\n",
            """
            2026-01-13 -1.00 Shop
            2026-01-14 2.00 Friend
            """),
        new("one column of expenses only",
            "Date,Shop,Spent\n2026-01-13,Bakery,4.00\n2026-01-14,Butcher,12.50\n",
            """
            2026-01-13 -4.00 Bakery
            2026-01-14 -12.50 Butcher
            """,
            Settings: "utf-8 , ymd . debit_credit"),
        new("zeros and dashes in the column that is not meant",
            "Date,Payee,Debit,Credit\n2026-01-13,Shop,1.00,0.00\n2026-01-14,Friend,-,2.00\n",
            """
            2026-01-13 -1.00 Shop
            2026-01-14 2.00 Friend
            """),
        new("unknown header words",
            "Kuupäev;Saaja nimi;Summa raha\n13.01.2026;Pood;-1,00\n14.01.2026;Sõber;2,00\n",
            """
            2026-01-13 -1.00 Pood
            2026-01-14 2.00 Sõber
            """),
        new("no header, debit and credit columns, a balance that proves them",
            "13/01/2026,Shop,1.00,,99.00\n14/01/2026,Friend,,20.00,119.00\n15/01/2026,Market,3.00,,116.00\n",
            """
            2026-01-13 -1.00 Shop
            2026-01-14 20.00 Friend
            2026-01-15 -3.00 Market
            """),
        new("the last line without its end",
            "Date,Payee,Amount\n2026-01-13,Shop,-1.00\n2026-01-14,Friend,2.00",
            """
            2026-01-13 -1.00 Shop
            2026-01-14 2.00 Friend
            """),
        new("an end-of-file mark of DOS",
            "Date,Payee,Amount\r\n2026-01-13,Shop,-1.00\r\n2026-01-14,Friend,2.00\r\n\u001A",
            """
            2026-01-13 -1.00 Shop
            2026-01-14 2.00 Friend
            """),
    ];
}
