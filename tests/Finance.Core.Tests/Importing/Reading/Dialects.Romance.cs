namespace Finance.Core.Tests.Importing.Reading;

internal static partial class Dialects
{
    public static readonly Dialect[] Romance =
    [
        new("French, narrow spaces in amounts, balance above",
            """
            Solde au 31/01/2026;1 234,56 €

            Date opération;Date valeur;Libellé;Débit;Crédit
            13/01/2026;13/01/2026;CARTE BOULANGERIE;4,20;
            14/01/2026;14/01/2026;VIREMENT SALAIRE;;2 100,00
            """,
            """
            2026-01-13 -4.20 CARTE BOULANGERIE
            2026-01-14 2100.00 VIREMENT SALAIRE
            """,
            Settings: "utf-8 ; dmy , debit_credit"),
        new("French, Latin-9 with the euro sign and oe",
            """
            Date;Libellé;Montant(EUROS)
            13/01/2026;Fleurs du cœur;-25,00
            14/01/2026;Remboursement œuvre;12,00
            """,
            """
            2026-01-13 -25.00 Fleurs du cœur
            2026-01-14 12.00 Remboursement œuvre
            """,
            "iso-8859-15",
            "iso-8859-15 ; dmy , signed"),
        new("French, quoted with unicode minus",
            """
            "dateOp";"dateVal";"label";"amount";"accountbalance"
            "2026-01-14";"2026-01-14";"CARTE 13/01 LIBRAIRIE";"−18,50";"981,50"
            "2026-01-13";"2026-01-13";"VIR EMPLOYEUR";"1 000,00";"1 000,00"
            """,
            """
            2026-01-14 -18.50 CARTE 13/01 LIBRAIRIE
            2026-01-13 1000.00 VIR EMPLOYEUR
            """),
        new("Spanish, several lines above, saldo",
            """
            Movimientos de la cuenta
            Titular: Persona Ejemplo
            IBAN: ES9121000418450200051332

            Fecha operación;Fecha valor;Concepto;Importe;Saldo
            13/01/2026;14/01/2026;COMPRA SUPERMERCADO;-35,10;964,90
            12/01/2026;12/01/2026;NÓMINA;1.000,00;1.000,00
            """,
            """
            2026-01-13 -35.10 COMPRA SUPERMERCADO
            2026-01-12 1000.00 NÓMINA
            """),
        new("Mexican, cargo and abono",
            """
            Fecha,Descripción,Cargo,Abono,Saldo
            13/01/2026,OXXO TIENDA,"1,120.00",,"8,880.00"
            14/01/2026,DEPOSITO,,"500.00","9,380.00"
            """,
            """
            2026-01-13 -1120.00 OXXO TIENDA
            2026-01-14 500.00 DEPOSITO
            """),
        new("Italian, dare and avere",
            """
            Data contabile;Data valuta;Descrizione;Dare;Avere;Divisa
            13/01/2026;13/01/2026;PAGAMENTO POS;45,00;;EUR
            27/01/2026;27/01/2026;STIPENDIO;;1.650,00;EUR
            """,
            """
            2026-01-13 -45.00 PAGAMENTO POS
            2026-01-27 1650.00 STIPENDIO
            """),
        new("Italian, month names",
            """
            Data,Beneficiario,Importo
            13 gennaio 2026,Farmacia,"-8,90"
            2 febbraio 2026,Rimborso,"15,00"
            """,
            """
            2026-01-13 -8.90 Farmacia
            2026-02-02 15.00 Rimborso
            """),
        new("Portuguese, Windows-1252",
            """
            Data Mov.;Data Valor;Descrição;Débito;Crédito;Saldo Contabilístico
            13-01-2026;13-01-2026;COMPRA PADARIA SÃO JOÃO;3,20;;996,80
            14-01-2026;14-01-2026;TRANSFERÊNCIA;;100,00;1.096,80
            """,
            """
            2026-01-13 -3.20 COMPRA PADARIA SÃO JOÃO
            2026-01-14 100.00 TRANSFERÊNCIA
            """,
            "windows-1252"),
        new("Brazilian, reais",
            """
            Data;Histórico;Valor;Saldo
            13/01/2026;PIX ENVIADO;-R$ 50,00;R$ 950,00
            14/01/2026;PIX RECEBIDO;R$ 1.200,00;R$ 2.150,00
            """,
            """
            2026-01-13 -50.00 PIX ENVIADO
            2026-01-14 1200.00 PIX RECEBIDO
            """),
        new("Brazilian card, date in front, title, amount",
            """
            date,title,amount
            2026-01-13,Padaria,-12.50
            2026-01-14,Pagamento recebido,12.50
            """,
            """
            2026-01-13 -12.50 Padaria
            2026-01-14 12.50 Pagamento recebido
            """),
    ];
}
