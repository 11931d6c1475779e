namespace Finance.Core.Importing.Reading.Csv;

/// <summary>
/// Header words by role and rank, in English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Czech, Swedish, Danish,
/// Norwegian and Finnish. A word under two roles is settled by what its column holds.
/// </summary>
internal static class HeaderVocabulary
{
    public const string Text = """
        date 0: date | datum | fecha | data | dato | pvm | päivämäärä | dag | dzien | giorno | dia | jour | day | tag
        date 0: booking date | posting date | post date | posted date | date posted | posted | posted on | posting | entry date
        date 0: date booked | bookdate
        date 0: buchungstag | buchungsdatum | buchung | buchungs datum | umsatzdatum | buchungstag datum
        date 0: date operation | date de l operation | date d operation | date comptable | date de comptabilisation | dateop | date op
        date 0: date compta
        date 0: fecha operacion | fecha de operacion | f operacion | fecha oper | fecha contable | fecha movimiento | fecha de movimiento
        date 0: fecha mov
        date 0: data contabile | data operazione | data movimento | data registrazione | data mov | data lancamento | data do lancamento
        date 0: data do movimento
        date 0: boekdatum | boekingsdatum | datum boeking | data operacji | data ksiegowania | data zaksiegowania | datum zauctovani
        date 0: datum provedeni
        date 0: bokföringsdag | bokföringsdatum | bokförd | bogføringsdato | bogført dato | bokføringsdato | bokført dato | bokført
        date 0: kirjauspäivä
        date 1: transaction date | trans date | trans dt | txn date | tran date | transactiondate | date of transaction | transaction time
        date 1: completed date
        date 1: transaktionsdatum | transaktionsdag | transaktionsdato | belegdatum | kaufdatum | date transaction | date de transaction
        date 1: date d achat
        date 1: fecha transaccion | fecha de transaccion | data transazione | data da transacao | data operacao | data da operacao
        date 1: data transakcji
        date 1: transactiedatum | datum transactie | datum transakce | maksupäivä | date completed | completed on | process date
        date 1: processed date
        date 2: purchase date | started date | date started | created on | created | timestamp | datetime | date time | time
        date 2: activity date | effective date
        value_date 0: value date | valuta | valutadatum | wertstellung | wert | wertstellungsdatum | valutierung | val date | valuedate
        value_date 0: valuta datum
        value_date 0: date valeur | date de valeur | dateval | valeur | fecha valor | f valor | fecha de valor | valor | data valuta
        value_date 0: data valor | data valore
        value_date 0: rentedatum | data waluty | valutadag | valörperiod | valutadato | rentedato | arvopäivä | datum valuty | interest date

        amount 0: amount | transaction amount | amt | betrag | umsatz | buchungsbetrag | montant | importe | importo | monto | valor
        amount 0: bedrag | kwota
        amount 0: belopp | beløb | beløp | määrä | částka | castka | objem | cantidad | quantia | montante | kwota operacji
        amount 0: kwota transakcji
        amount 0: transaktionsbelopp | amount in account currency | betrag in kontowährung | montant de l operation | bedrag eur | summa
        amount 0: kwota w walucie rachunku | importe eur | montant eur | betrag eur | umsatz in eur | valor eur | amount eur | amount usd
        amount 0: amount gbp
        amount 1: net amount | net | netto | local amount | billing amount | billed amount | account amount | value | wert
        amount 1: amount local currency
        amount 2: gross | gross amount | brutto | total | sum | summe | charge amount | total amount
        debit 0: debit | debits | debit amount | withdrawal | withdrawals | withdrawal amount | withdrawal amt | money out | paid out
        debit 0: outflow | dr
        debit 0: soll | belastung | belastungen | lastschrift | ausgang | ausgänge | ausgabe | ausgaben | auszahlung | betrag soll | out
        debit 0: spent
        debit 0: débit | débits | débit euros | debe | cargo | cargos | egreso | egresos | salida | salidas | retiro | retiros | gasto
        debit 0: gastos
        debit 0: dare | uscite | uscita | addebito | addebiti | débito | débitos | saída | saídas | debet | uit | af | uitgaven | uitgave
        debit 0: obciążenia | obciążenie | wypłaty | wypłata | wydatki | wydatek | uttag | utgift | utgifter | ut | ut fra konto | ud
        debit 0: hævet | debit eur
        debit 0: expense | expenses | charges | výdaje | panot ulos | withdrawals amount | amount debited | payments out | debited
        credit 0: credit | credits | credit amount | deposit | deposits | deposit amount | deposit amt | money in | paid in | inflow | cr
        credit 0: received
        credit 0: haben | gutschrift | gutschriften | eingang | eingänge | einnahme | einnahmen | einzahlung | betrag haben | in
        credit 0: credit eur
        credit 0: crédit | crédits | crédit euros | haber | abono | abonos | ingreso | ingresos | entrada | entradas | depósito | depósitos
        credit 0: avere | entrate | accredito | accrediti | crédito | créditos | bij | inkomsten | bijschrijving
        credit 0: uznania | uznanie | wpłaty | wpłata | wpływy | insättning | insättningar | inkomst | inn | inn på konto | ind | indsat
        credit 0: income
        credit 0: receipts | příjmy | amount credited | payments in | credited
        indicator 0: debit credit | credit debit | debit or credit | d c | dc | cr dr | dr cr | c d | crdr | drcr | credit debit indicator
        indicator 0: debit credit indicator
        indicator 0: dc indicator | cd indicator | soll haben | s h | haben soll | soll haben kennzeichen | af bij | bij af | sens | segno
        indicator 0: sinal | signo | sign
        indicator 0: débit crédit | dare avere | debe haber | débito crédito | in out | direction | plus minus | vorzeichen | debet credit
        indicator 0: obciążenie uznanie
        indicator 1: indicator | kennzeichen
        balance 0: balance | running balance | running bal | account balance | saldo | kontostand | solde | saldo nach buchung
        balance 0: bokfört saldo | saldo contabile
        balance 0: saldo po operacji | saldo po transakcji | saldo na transakcji | balance after | balance after transaction
        balance 0: closing balance | ledger balance
        balance 0: saldo eur | balance eur | balance gbp | balance usd | saldo nach | saldo tras | restsaldo | zůstatek | saldo na mutatie
        balance 0: saldo na trn
        balance 1: available balance | saldo disponible | saldo disponível | cleared balance | saldo dostępne

        payee 0: payee | payee name | merchant | merchant name | counterparty | counterparty name | counter party | beneficiary
        payee 0: beneficiary name | recipient
        payee 0: name | empfänger | zahlungsempfänger | empfänger auftraggeber | auftraggeber empfänger | begünstigter zahlungspflichtiger
        payee 0: begünstigter
        payee 0: beguenstigter zahlungspflichtiger | auftraggeber begünstigter | name zahlungsbeteiligter
        payee 0: name des partners | partner name | partnername | gegenpartei | zahlungsbeteiligter | zahlungspartner | händler
        payee 0: empfänger zahlungspflichtiger
        payee 0: tiers | bénéficiaire | commerçant | beneficiario | comercio | controparte | destinatario | esercente
        payee 0: beneficiário | destinatário | naam | tegenpartij | naam tegenpartij | naam tegenrekening | naam omschrijving | winkel
        payee 0: kontrahent | nazwa kontrahenta | nadawca odbiorca | odbiorca nadawca | odbiorca | dane kontrahenta | protistrana
        payee 0: nazev protiuctu
        payee 0: mottagare | motpart | modtager | mottaker | saaja | saaja maksaja | vendor | store | shop | received from paid to | paid to
        payee 0: zahlungsempfänger in | zahlungsempfängerin | creditor | creditor name
        payee 1: to from | from to | seller | to | nazwa | auftraggeber zahlungsempfänger
        payer 0: payer | payer name | zahlungspflichtiger | zahlungspflichtige r | auftraggeber | zahler | sender | debtor | debtor name
        payer 0: ordenante
        payer 0: donneur d ordre | nadawca | avsändare | afsender | avsender | ordinante | maksaja | opdrachtgever
        payer 1: from
        memo 0: description | transaction description | transaction details | narrative | narration | particulars | libellé | beschreibung
        memo 0: text
        memo 0: verwendungszweck | vorgang verwendungszweck | umsatztext | buchungsdetails | libellé opération | libellé de l opération
        memo 0: concepto | descripción | descripcion del movimiento | descrizione | descrizione operazione | descrição | histórico
        memo 0: omschrijving | opis
        memo 0: opis operacji | opis transakcji | beskrivning | rubrik | beskrivelse | forklaring | selitys | popis | tekst | designation
        memo 0: désignation
        memo 0: nature de l operation | buchung | causale | movimiento | transaction | libellé simplifié | buchungsinformation | mutatie
        memo 0: lançamento
        memo 1: details | buchungstext | memo | note | notes | comment | comments | remarks | remark | purpose | message | payment details
        memo 1: extended details | additional info
        memo 1: mitteilung | zahlungszweck | libellé complémentaire | détail | détails | detalle | observaciones | dettagli | observações
        memo 1: mededeling
        memo 1: mededelingen | communication | communications | tytuł | tytuł operacji | tytułem | szczegóły | meddelande | melding
        memo 1: viesti | zpráva
        memo 1: notiz | bemerkung | bemerkungen | information | informations complémentaires | betalingskenmerk | notities
        memo 1: verwendungszweck zeile 1
        memo 1: extra information | additional information | avisierungstext | zahlungsgrund | remittance information
        memo 1: unstructured remittance information

        reference 0: reference | ref | referenz | kundenreferenz | référence | referencia | riferimento | referência | kenmerk
        reference 0: referencja | referens
        reference 0: customer reference | bank reference | ref no | reference number | reference no | mandatsreferenz | mandate reference
        reference 0: end to end
        reference 0: kundenreferenz end to end | end to end referenz | numer referencyjny | viite | payment reference | arkivreferanse
        reference 0: arkistointitunnus
        bank_id 0: transaction id | transactionid | id | txn id | fitid | bank id | unique id | identifier | transaction number
        bank_id 0: transaction no | reference id
        bank_id 0: id transaction | buchungsnummer | umsatz id | id operazione | id operacji | identyfikator transakcji
        bank_id 0: transaction reference | uuid
        bank_id 0: transaktions id | transaktionsnummer | volgnr | volgnummer | numer transakcji | id transakcji | id pohybu
        check_number 0: check | check number | check no | check num | checknum | cheque | cheque number | cheque no | chq no | chq
        check_number 0: chq ref no | check or slip
        check_number 0: schecknummer | numéro de chèque | número de cheque | numero assegno
        currency 0: currency | currency code | ccy | cur | curr | währung | waehrung | devise | moneda | divisa | valuta | moeda | munt
        currency 0: muntsoort | waluta
        currency 0: valutakod | valutakode | valuutta | měna | devise du compte | account currency | kontowährung
        type 0: type | transaction type | typ | art | umsatzart | buchungsart | buchungstyp | transaktionsart | tipo | tipo de movimiento
        type 0: tipo operazione
        type 0: tipo de operacion | tipo movimento | soort | mutatiesoort | rodzaj | rodzaj operacji | rodzaj transakcji | typ operacji
        type 0: type opération
        type 0: type d opération | type de transaction | transaktionstyp | transaktionstype | tapahtumalaji | typ transakce | code
        type 0: transaction code | trans type
        type 0: tran type | details type | dtrans type
        category 0: category | kategorie | catégorie | categoria | categoría | categorie | kategoria | kategori | luokka | rubriek
        category 0: sub category | subcategory
        counterparty_account 0: iban | counterparty account | counterparty iban | account number payee | kontonummer iban
        counterparty_account 0: iban zahlungsbeteiligter
        counterparty_account 0: tegenrekening | tegenrekening iban bban | iban bban tegenpartij | rekening tegenpartij | counter account
        counterparty_account 0: to account
        counterparty_account 0: konto odbiorcy | nr rachunku nadawcy odbiorcy | numer rachunku nadawcy odbiorcy | rachunek kontrahenta
        counterparty_account 0: nr konta
        counterparty_account 0: kontonummer | protiúčet | číslo protiúčtu | partner iban | iban des partners | gegenkonto
        counterparty_account 0: rachunek nadawcy odbiorcy
        own_account 0: account | account number | account no | auftragskonto | iban auftragskonto | rekening | rekeningnummer | konto
        own_account 0: card | card no
        own_account 0: card number | kartennummer | cuenta | compte | conto | conta | iban bban | account name | rachunek | tili | účet
        own_account 0: own account
        own_account 0: account id | numéro de compte | número de cuenta | card member | card last 4 digits | posted account
        own_account 0: account id number
        foreign_amount 0: original amount | foreign amount | amount in foreign currency | fremdwährungsbetrag | betrag in fremdwährung
        foreign_amount 0: betrag fremdwährung
        foreign_amount 0: montant en devise | importe divisa | originalbelopp | orig amount | amount foreign currency | ursprungsbetrag
        foreign_amount 0: source amount
        foreign_amount 0: montant devise | importo in divisa | valor moeda original | bedrag vreemde valuta | kwota w walucie
        foreign_amount 0: originalbetrag
        foreign_amount 0: transaction currency amount | foreign spend amount | foreign currency amount | oorspr bedrag | kwota oryginalna
        foreign_currency 0: original currency | foreign currency | fremdwährung | ursprungswährung | orig currency | transaction currency
        foreign_currency 0: source currency
        foreign_currency 0: devise d origine | moneda original | divisa original | valuta originale | moeda original | oorspr munt
        foreign_currency 0: waluta transakcji
        fee 0: fee | fees | fee amount | commission | gebühr | gebühren | frais | comisión | commissione | taxa | prowizja | avgift | gebyr
        status 0: status | state | transaction status | statut | estado | stato | buchungsstatus | stan | stav | tila | booking status
        none 0: total fees | exchange rate | rate | kurs | wechselkurs | product | produkt | balance status
        none 0: collector reference | collection reference | gläubiger id | gläubiger identifikationsnummer | glaeubiger id | mcc
        none 0: kurs umrechnung | auslagenersatz
        none 0: credit limit | credit card | reconciled | cleared | tags | tag notes | available credit | points
        """;
}
