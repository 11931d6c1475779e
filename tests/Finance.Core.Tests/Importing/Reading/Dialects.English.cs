namespace Finance.Core.Tests.Importing.Reading;

internal static partial class Dialects
{
    public static readonly Dialect[] English =
    [
        new("plain, signed",
            """
            Date,Payee,Amount
            2026-01-05,Corner Bakery,-4.20
            2026-01-06,Employer Ltd,2500.00
            """,
            """
            2026-01-05 -4.20 Corner Bakery
            2026-01-06 2500.00 Employer Ltd
            """,
            Settings: "utf-8 , ymd . signed"),
        new("American card, two dates, category, sale and payment",
            """
            Transaction Date,Post Date,Description,Category,Type,Amount,Memo
            01/13/2026,01/14/2026,GROCER 0042,Groceries,Sale,-82.11,
            01/15/2026,01/16/2026,AUTOPAY THANK YOU,,Payment,300.00,
            """,
            """
            2026-01-14 -82.11 GROCER 0042
            2026-01-16 300.00 AUTOPAY THANK YOU
            """,
            Settings: "utf-8 , mdy . signed"),
        new("American checking, details first, balance, trailing comma",
            """
            Details,Posting Date,Description,Amount,Type,Balance,Check or Slip #
            DEBIT,01/30/2026,"ELECTRIC CO, WEB",-120.50,ACH_DEBIT,879.50,,
            CREDIT,01/29/2026,PAYROLL,1000.00,ACH_CREDIT,1000.00,,
            """,
            """
            2026-01-30 -120.50 ELECTRIC CO, WEB
            2026-01-29 1000.00 PAYROLL
            """),
        new("American bank, summary above the table",
            """"
            Description,,Summary Amt.
            Beginning balance as of 01/01/2026,,"1,000.00"
            Total credits,,"250.00"
            Total debits,,"-1,100.00"
            Ending balance as of 01/31/2026,,"150.00"

            Date,Description,Amount,Running Bal.
            01/01/2026,Beginning balance as of 01/01/2026,,"1,000.00"
            01/13/2026,"RENT ""JANUARY""","-1,100.00","-100.00"
            01/14/2026,DEPOSIT,"250.00","150.00"
            """",
            """
            2026-01-13 -1100.00 RENT "JANUARY"
            2026-01-14 250.00 DEPOSIT
            """),
        new("no header, stars and empty columns",
            """
            "01/15/2026","-45.00","*","","STREAMING SERVICE"
            "01/16/2026","1200.00","*","","PAYROLL"
            """,
            """
            2026-01-15 -45.00 STREAMING SERVICE
            2026-01-16 1200.00 PAYROLL
            """),
        new("card, debit and credit columns",
            """
            Transaction Date,Posted Date,Card No.,Description,Category,Debit,Credit
            2026-02-01,2026-02-02,1234,COFFEE,Dining,3.75,
            2026-02-03,2026-02-03,1234,PAYMENT,Payment,,50.00
            """,
            """
            2026-02-02 -3.75 COFFEE
            2026-02-03 50.00 PAYMENT
            """,
            Settings: "utf-8 , ymd . debit_credit"),
        new("card, charges positive, a balance owed that proves it",
            """
            Date,Description,Amount,Balance
            2026-03-01,SHOES,80.00,-180.00
            2026-03-02,BOOK,20.00,-200.00
            2026-03-05,PAYMENT RECEIVED,-150.00,-50.00
            """,
            """
            2026-03-01 -80.00 SHOES
            2026-03-02 -20.00 BOOK
            2026-03-05 150.00 PAYMENT RECEIVED
            """,
            Settings: "utf-8 , ymd . inverted"),
        new("British, paid out and paid in with pound signs, account above",
            """
            "Account Name:","Current Account ****12345"
            "Account Balance: ","£1,234.56"
            "Available Balance: ","£1,500.00"

            "Date","Transaction type","Description","Paid out","Paid in","Balance"
            "05 Jan 2026","Visa purchase","TRAIN TICKETS","£33.40","","£1,201.16"
            "06 Jan 2026","Bank credit","REFUND","","£10.00","£1,211.16"
            """,
            """
            2026-01-05 -33.40 TRAIN TICKETS
            2026-01-06 10.00 REFUND
            """),
        new("British, newest first, quoted, apostrophe before account",
            """
            Date, Type, Description, Value, Balance, Account Name, Account Number
            14/01/2026,POS,"'1234 13JAN26 , SHOP",-9.99,90.01,"'SMITH J","'601234-12345678",
            13/01/2026,BAC,"'SALARY",100.00,100.00,"'SMITH J","'601234-12345678",
            """,
            """
            2026-01-14 -9.99 '1234 13JAN26 , SHOP
            2026-01-13 100.00 'SALARY
            """),
        new("American card, amounts marked CR",
            """
            Date,Details,Amount
            14/01/2026,FUEL STATION,65.20
            15/01/2026,RETURNED GOODS,20.00 CR
            """,
            """
            2026-01-14 -65.20 FUEL STATION
            2026-01-15 20.00 RETURNED GOODS
            """,
            Settings: "utf-8 , dmy . credit_marked"),
        new("Indian, lakh groups, withdrawal and deposit, both marks of DR",
            """
            Txn Date,Value Date,Description,Ref No./Cheque No.,Debit,Credit,Balance
            13-Jan-26,13-Jan-26,NEFT SALARY,REF1," ","1,23,456.78","1,33,456.78"
            14-Jan-26,14-Jan-26,ATM CASH,REF2,"10,000.00"," ","1,23,456.78"
            """,
            """
            2026-01-13 123456.78 NEFT SALARY
            2026-01-14 -10000.00 ATM CASH
            """),
        new("Indian, DR and CR in a column of their own",
            """
            Transaction ID|Transaction Date|Description|Amount|CR/DR|Balance
            S123|31/01/2026|UPI SHOP|250.00|DR|750.00
            S124|30/01/2026|UPI FRIEND|1000.00|CR|1000.00
            """,
            """
            2026-01-31 -250.00 UPI SHOP
            2026-01-30 1000.00 UPI FRIEND
            """,
            Settings: "utf-8 | dmy . indicator"),
        new("Australian, no header, signed amount with plus, balance",
            """
            13/01/2026,"+100.00","TRANSFER FROM SAVER","+600.00"
            12/01/2026,"-50.00","SUPERMARKET","+500.00"
            """,
            """
            2026-01-13 100.00 TRANSFER FROM SAVER
            2026-01-12 -50.00 SUPERMARKET
            """),
        new("online bank, type and state, time with the date",
            """
            Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance
            CARD_PAYMENT,Current,2026-01-02 10:11:12,2026-01-03 08:00:00,Taxi,-12.40,0.00,EUR,COMPLETED,87.60
            TOPUP,Current,2026-01-01 09:00:00,2026-01-01 09:00:05,Top-Up,100.00,0.00,EUR,COMPLETED,100.00
            """,
            """
            2026-01-03 -12.40 Taxi
            2026-01-01 100.00 Top-Up
            """),
        new("payment service, ISO time with zone, gross and net",
            """
            "Date","Time","TimeZone","Name","Type","Status","Currency","Gross","Fee","Net"
            "1/31/2026","10:00:00","PST","Shop Inc","Express Checkout Payment","Completed","USD","-20.00","0.00","-20.00"
            "1/30/2026","10:00:00","PST","Jane Roe","Payment Received","Completed","USD","100.00","-3.20","96.80"
            """,
            """
            2026-01-31 -20.00 Shop Inc
            2026-01-30 96.80 Jane Roe
            """),
        new("online bank, fees that the balance proves, a payment that was reverted",
            """
            Type,Started Date,Completed Date,Description,Amount,Fee,Currency,Balance
            TOPUP,2026-01-01 09:00:00,2026-01-01 09:00:05,Top-Up,100.00,1.00,EUR,99.00
            TRANSFER,2026-01-02 10:11:12,2026-01-02 10:11:13,Friend,-20.00,0.50,EUR,78.50
            CARD_PAYMENT,2026-01-03 10:11:12,2026-01-04 10:11:12,Taxi,-8.50,0.00,EUR,70.00
            """,
            """
            2026-01-01 99.00 Top-Up
            2026-01-02 -20.50 Friend
            2026-01-04 -8.50 Taxi
            """),
        new("card, purchases positive by their type",
            """
            Transaction Date,Clearing Date,Description,Merchant,Category,Type,Amount (USD),Purchased By
            01/30/2026,01/31/2026,BOOKSHOP 12,Bookshop,Shopping,Purchase,25.00,A
            01/29/2026,01/30/2026,ACH DEPOSIT,,Payment,Payment,-100.00,A
            """,
            """
            2026-01-30 -25.00 Bookshop
            2026-01-29 100.00
            """,
            Settings: "utf-8 , mdy . inverted"),
        new("two statements joined into one file",
            """
            Date,Payee,Amount
            2026-01-05,Corner Bakery,-4.20
            Date,Payee,Amount
            2026-02-06,Employer Ltd,2500.00
            """,
            """
            2026-01-05 -4.20 Corner Bakery
            2026-02-06 2500.00 Employer Ltd
            """),
    ];
}
