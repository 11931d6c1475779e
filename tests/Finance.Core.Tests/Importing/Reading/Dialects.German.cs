namespace Finance.Core.Tests.Importing.Reading;

internal static partial class Dialects
{
    public static readonly Dialect[] German =
    [
        new("German savings bank, Windows-1252",
            """
            "Auftragskonto";"Buchungstag";"Valutadatum";"Buchungstext";"Beguenstigter/Zahlungspflichtiger";"Betrag";"Waehrung";"Info"
            "DE02120300000000202051";"30.01.26";"30.01.26";"KARTENZAHLUNG";"Bäckerei Müller";"-4,80";"EUR";"Umsatz gebucht"
            "DE02120300000000202051";"29.01.26";"29.01.26";"GUTSCHRIFT";"Jürgen Groß";"850,00";"EUR";"Umsatz gebucht"
            """,
            """
            2026-01-30 -4.80 Bäckerei Müller
            2026-01-29 850.00 Jürgen Groß
            """,
            "windows-1252",
            "windows-1252 ; dmy , signed"),
        new("German direct bank, account and balance above",
            """
            "Girokonto";"DE02120300000000202051"
            ""
            "Kontostand vom 31.01.2026:";"1.234,56 €"
            ""
            "Buchungsdatum";"Status";"Zahlungspflichtige*r";"Zahlungsempfänger*in";"Verwendungszweck";"Umsatztyp";"IBAN";"Betrag (€)"
            "30.01.26";"Gebucht";"Ich";"Stadtwerke";"Abschlag";"Ausgang";"DE02500105170137075030";"-89"
            "28.01.26";"Gebucht";"Firma AG";"Ich";"Gehalt";"Eingang";"DE02100500000054540402";"2.500,5"
            """,
            """
            2026-01-30 -89 Stadtwerke
            2026-01-28 2500.5 Firma AG
            """),
        new("German cooperative bank, Soll and Haben flags",
            """
            Buchungstag;Valuta;Auftraggeber/Zahlungsempfänger;Empfänger/Zahlungspflichtiger;Verwendungszweck;Währung;Umsatz;S/H
            13.01.2026;13.01.2026;Ich;Supermarkt;Kartenzahlung;EUR;45,67;S
            14.01.2026;14.01.2026;Ich;Arbeitgeber;Lohn;EUR;3.000,00;H
            """,
            """
            2026-01-13 -45.67 Supermarkt
            2026-01-14 3000.00 Arbeitgeber
            """,
            Settings: "utf-8 ; dmy , indicator"),
        new("German big bank, Soll and Haben columns, total below",
            """
            Umsätze Girokonto;;;Kundennummer: 123 4567890 00
            01.01.2026 - 31.01.2026
            Letzter Kontostand;;;;1.000,00;EUR

            Buchungstag;Wert;Umsatzart;Begünstigter / Auftraggeber;Verwendungszweck;Soll;Haben;Währung
            02.01.2026;02.01.2026;Lastschrift;Versicherung;Beitrag;-50,00;;EUR
            15.01.2026;15.01.2026;Überweisung;Mieter;Miete;;700,00;EUR
            Kontostand;31.01.2026;;;1.650,00;EUR
            """,
            """
            2026-01-02 -50.00 Versicherung
            2026-01-15 700.00 Mieter
            """,
            "windows-1252"),
        new("German card, dates with points, all in the first twelve days",
            """
            Datum;Händler;Betrag in EUR
            01.02.2026;Buchladen;-12,99
            02.02.2026;Kino;-9,50
            """,
            """
            2026-02-01 -12.99 Buchladen
            2026-02-02 -9.50 Kino
            """,
            Settings: "utf-8 ; dmy , signed"),
        new("Austrian, no header, time stamp in the last column",
            """
            AT611904300234573201;Zahlung Laden FD 00001;13.01.2026;13.01.2026;-20,30;EUR
            AT611904300234573201;Gehalt FD 00002;15.01.2026;15.01.2026;+1.800,00;EUR
            """,
            """
            2026-01-13 -20.30 Zahlung Laden FD 00001
            2026-01-15 1800.00 Gehalt FD 00002
            """),
        new("Swiss, apostrophes, debit and credit, balance, closing remark",
            """
            Kontonummer:;0123 00456789.01;
            IBAN:;CH9300762011623852957;
            Von:;2026-01-01;
            Bis:;2026-01-31;

            Abschlussdatum;Buchungsdatum;Valutadatum;Währung;Belastung;Gutschrift;Saldo;Transaktions-Nr.;Beschreibung1
            2026-01-31;2026-01-31;2026-01-31;CHF;-1'250.00;;8'750.00;111;Miete
            2026-01-30;2026-01-30;2026-01-30;CHF;;10'000.00;10'000.00;110;Bonus
            Disclaimer: Dies ist keine verbindliche Auskunft.
            """,
            """
            2026-01-31 -1250.00 Miete
            2026-01-30 10000.00 Bonus
            """),
        new("German, amounts with a trailing minus",
            """
            Buchungsdatum;Empfänger;Betrag
            13.01.2026;Finanzamt;1.100,50-
            14.01.2026;Rückzahlung;25,00+
            """,
            """
            2026-01-13 -1100.50 Finanzamt
            2026-01-14 25.00 Rückzahlung
            """),
        new("German, UTF-16 with a mark, tabs",
            "Buchungstag\tEmpfänger\tBetrag\r\n13.01.2026\tÖlhandel\t-300,00\r\n14.01.2026\tErstattung\t20,00\r\n",
            """
            2026-01-13 -300.00 Ölhandel
            2026-01-14 20.00 Erstattung
            """,
            "utf-16le-bom",
            "utf-16le tab dmy , signed"),
        new("German, UTF-16 without a mark",
            "Buchungstag;Empfänger;Betrag\r\n13.01.2026;Gärtner;-30,00\r\n14.01.2026;Erstattung;20,00\r\n",
            """
            2026-01-13 -30.00 Gärtner
            2026-01-14 20.00 Erstattung
            """,
            "utf-16le",
            "utf-16le ; dmy , signed"),
    ];
}
