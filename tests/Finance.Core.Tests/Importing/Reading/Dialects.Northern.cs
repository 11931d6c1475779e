namespace Finance.Core.Tests.Importing.Reading;

internal static partial class Dialects
{
    public static readonly Dialect[] Northern =
    [
        new("Dutch, af and bij",
            """
            "Datum","Naam / Omschrijving","Rekening","Tegenrekening","Code","Af Bij","Bedrag (EUR)","Mutatiesoort","Mededelingen"
            "20260113","Bakkerij","NL91ABNA0417164300","","BA","Af","4,50","Betaalautomaat","Pas 001"
            "20260114","Werkgever","NL91ABNA0417164300","NL02RABO0123456789","OV","Bij","2100,00","Overschrijving","Salaris"
            """,
            """
            2026-01-13 -4.50 Bakkerij
            2026-01-14 2100.00 Werkgever
            """,
            Settings: "utf-8 , ymd , indicator"),
        new("Dutch, no header, tabs, balances around the amount",
            "417164300\tEUR\t20260113\t1000,00\t990,00\t20260113\t-10,00\tBEA winkel\r\n"
                + "417164300\tEUR\t20260114\t990,00\t1190,00\t20260114\t200,00\tSEPA overboeking\r\n"
                + "417164300\tEUR\t20260115\t1190,00\t1100,00\t20260115\t-90,00\tBEA markt\r\n",
            """
            2026-01-13 -10.00 BEA winkel
            2026-01-14 200.00 SEPA overboeking
            2026-01-15 -90.00 BEA markt
            """),
        new("Dutch, IBAN, sequence number, plus and minus",
            """
            "IBAN/BBAN","Munt","Volgnr","Datum","Bedrag","Saldo na trn","Tegenrekening IBAN/BBAN","Naam tegenpartij","Omschrijving-1"
            "NL91ABNA0417164300","EUR","000000000000000001","2026-01-13","-12,34","+100,00","NL02RABO0123456789","Winkel","Boodschappen"
            "NL91ABNA0417164300","EUR","000000000000000002","2026-01-14","+50,00","+150,00","NL02RABO0123456789","Vriend","Terug"
            """,
            """
            2026-01-13 -12.34 Winkel
            2026-01-14 50.00 Vriend
            """),
        new("Polish, Windows-1250, hash before the header",
            """
            mBank S.A. Bankowość Detaliczna;
            #Klient;
            JAN PRZYKŁAD;

            #Data operacji;#Opis operacji;#Rachunek;#Kategoria;#Kwota;
            2026-01-13;"ŻABKA ŁÓDŹ ZAKUP";"eKonto 1111 ... 2222";"Żywność";-15,99 PLN;
            2026-01-14;"PRZELEW PRZYCHODZĄCY";"eKonto 1111 ... 2222";"Wpływy";1 200,00 PLN;
            """,
            """
            2026-01-13 -15.99 ŻABKA ŁÓDŹ ZAKUP
            2026-01-14 1200.00 PRZELEW PRZYCHODZĄCY
            """,
            "windows-1250",
            "windows-1250 ; ymd , signed"),
        new("Polish, UTF-8, debit and credit",
            """
            Data transakcji,Data księgowania,Nazwa odbiorcy,Obciążenia,Uznania,Saldo
            2026-01-13,2026-01-14,Piekarnia,"-8,50","","91,50"
            2026-01-15,2026-01-15,Pracodawca,"","3000,00","3091,50"
            """,
            """
            2026-01-14 -8.50 Piekarnia
            2026-01-15 3000.00 Pracodawca
            """),
        new("Czech, koruna",
            """
            Datum zaúčtování;Název protiúčtu;Částka;Měna
            13.01.2026;Pekárna U Šálku;-45,00;CZK
            14.01.2026;Zaměstnavatel;25 000,00;CZK
            """,
            """
            2026-01-13 -45.00 Pekárna U Šálku
            2026-01-14 25000.00 Zaměstnavatel
            """),
        new("Swedish, bokföringsdag, saldo",
            """
            Bokföringsdag;Belopp;Avsändare;Mottagare;Namn;Rubrik;Saldo;Valuta
            2026/01/14;-120,00;1234 56 78901;;;Kortköp ICA;880,00;SEK
            2026/01/13;1000,00;;1234 56 78901;;Lön;1000,00;SEK
            """,
            """
            2026-01-14 -120.00 Kortköp ICA
            2026-01-13 1000.00 Lön
            """),
        new("Norwegian, ut and inn",
            """
            "Dato","Forklaring","Rentedato","Ut fra konto","Inn på konto"
            "13.01.2026","Varekjøp Rema","13.01.2026","249,50",""
            "15.01.2026","Lønn","15.01.2026","","30000,00"
            """,
            """
            2026-01-13 -249.50 Varekjøp Rema
            2026-01-15 30000.00 Lønn
            """),
        new("Danish, dates with dashes, Windows-1252",
            """
            Dato;Tekst;Beløb;Saldo
            13-01-2026;Køb Netto;-89,95;910,05
            14-01-2026;Løn;20.000,00;20.910,05
            """,
            """
            2026-01-13 -89.95 Køb Netto
            2026-01-14 20000.00 Løn
            """,
            "windows-1252"),
        new("Finnish, comma decimals",
            """
            Kirjauspäivä;Arvopäivä;Määrä EUROA;Laji;Selitys;Saaja/Maksaja;Viite
            13.01.2026;13.01.2026;-7,30;162;KORTTIOSTO;K-Market;
            15.01.2026;15.01.2026;+1500,00;710;PALKKA;Työnantaja Oy;
            """,
            """
            2026-01-13 -7.30 K-Market
            2026-01-15 1500.00 Työnantaja Oy
            """),
    ];
}
