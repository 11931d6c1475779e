namespace Finance.Core.Tests.Importing.Reading;

internal static partial class Dialects
{
    public static readonly Dialect[] Dates =
    [
        OnDays("day first by slash", "13/01/2026", "02/02/2026", "2026-01-13", "2026-02-02"),
        OnDays("month first by slash", "01/13/2026", "02/02/2026", "2026-01-13", "2026-02-02"),
        OnDays("month first by dash, single digits", "1-13-2026", "2-2-2026", "2026-01-13", "2026-02-02"),
        OnDays("year first by slash", "2026/01/13", "2026/02/02", "2026-01-13", "2026-02-02"),
        OnDays("year first by point", "2026.01.13.", "2026.02.02.", "2026-01-13", "2026-02-02"),
        OnDays("points and spaces", "13. 1. 2026", "2. 2. 2026", "2026-01-13", "2026-02-02"),
        OnDays("two digits of the year", "13.01.26", "02.02.26", "2026-01-13", "2026-02-02"),
        OnDays("two digits of the year, month first", "01/13/26", "02/02/26", "2026-01-13", "2026-02-02"),
        OnDays("last century", "13.01.99", "02.02.99", "1999-01-13", "1999-02-02"),
        OnDays("eight digits", "20260113", "20260202", "2026-01-13", "2026-02-02"),
        OnDays("month by name", "13-Jan-2026", "02-Feb-2026", "2026-01-13", "2026-02-02"),
        OnDays("month by name, short year", "13-JAN-26", "02-FEB-26", "2026-01-13", "2026-02-02"),
        OnDays("month by name in front", "\"Jan 13, 2026\"", "\"February 2, 2026\"", "2026-01-13", "2026-02-02"),
        OnDays("weekday in front", "\"Tue, 13 Jan 2026\"", "\"Mon, 2 Feb 2026\"", "2026-01-13", "2026-02-02"),
        OnDays("German month", "13. März 2026", "2. Dez. 2026", "2026-03-13", "2026-12-02"),
        OnDays("French month", "13 janv. 2026", "2 août 2026", "2026-01-13", "2026-08-02"),
        OnDays("Spanish month with de", "13 de enero de 2026", "2 de febrero de 2026", "2026-01-13", "2026-02-02"),
        OnDays("time behind", "13/01/2026 23:59", "02/02/2026 00:01", "2026-01-13", "2026-02-02"),
        OnDays("ISO with zone keeps the day written", "2026-01-13T23:30:00-08:00", "2026-02-02T00:30:00Z", "2026-01-13", "2026-02-02"),
        OnDays("AM and PM", "1/13/2026 11:15:00 PM", "2/2/2026 1:00:00 AM", "2026-01-13", "2026-02-02"),
        new("dates: the header spells the order out",
            """
            Date (MM/DD/YYYY),Payee,Amount
            03/04/2026,Shop,-1.00
            05/06/2026,Friend,2.00
            """,
            """
            2026-03-04 -1.00 Shop
            2026-05-06 2.00 Friend
            """,
            Settings: "utf-8 , mdy . signed"),
        new("dates: the period above tells the order",
            """
            Statement period,01/03/2026 to 31/03/2026

            Date,Payee,Amount
            03/03/2026,Shop,-1.00
            04/03/2026,Friend,2.00
            """,
            """
            2026-03-03 -1.00 Shop
            2026-03-04 2.00 Friend
            """,
            Settings: "utf-8 , dmy . signed"),
        new("dates: the balance proves the order of rows, and so of the day and month",
            """
            Date,Payee,Amount,Balance
            10/03/2026,A,-1.00,99.00
            11/03/2026,B,-2.00,97.00
            01/04/2026,C,10.00,107.00
            """,
            """
            2026-03-10 -1.00 A
            2026-03-11 -2.00 B
            2026-04-01 10.00 C
            """,
            Settings: "utf-8 , dmy . signed"),
        new("dates: the value date tells the order",
            """
            Date,Value date,Payee,Amount
            11/03/2026,13/03/2026,Shop,-1.00
            12/03/2026,12/03/2026,Friend,2.00
            """,
            """
            2026-03-11 -1.00 Shop
            2026-03-12 2.00 Friend
            """,
            Settings: "utf-8 , dmy . signed"),
    ];

    private static Dialect OnDays(string name, string first, string second, string firstDay, string secondDay) => new(
        "dates: " + name,
        $"""
        Date,Payee,Amount
        {first},First,-1.50
        {second},Second,2.50
        """,
        $"""
        {firstDay} -1.50 First
        {secondDay} 2.50 Second
        """);
}
