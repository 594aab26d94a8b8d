"""The rules by which figures are held against one another: what each claims, on what ground, and what to do where it fails."""

from __future__ import annotations

from dataclasses import dataclass

HEADINGS = "The headings of the table."
LABELS = "The labels of the table, or what holds in its figures often enough."
TEXT = "What the report's text says."
SCHEME = "The scheme of the income statement of chambers of commerce: D.P.R. 2 November 2005, n. 254, annex C."
BALANCE = "D.P.R. 254/2005, annex D; art. 2424 c.c.; D.M. 5 March 2020, Mod. A: the sections that the statement prints."
NONPROFIT = "D.M. 5 March 2020, Mod. B and D: areas A to E, costs against revenues."
BUDGET = "D.Lgs. 118/2011, annex 10."

DECIDE = (
    "Look at the suspect on its page. Accept the suggestion, enter another value, keep it as printed, or dismiss with a reason."
)
COMPARE = "Compare the sentence with the table. If both are read as printed, one of them is wrong: keep it as printed."
READING = "See how it is printed. If it was misread, say on its page's view what the cell says."


@dataclass(frozen=True)
class Rule:
    """A claim about figures. Its code is permanent."""

    code: str
    claim: str
    claim_it: str
    ground: str
    """Where the claim comes from: a law, a standard, the report itself."""
    to_do: str
    """For who reviews a finding of it."""
    example: str = ""
    """A finding of it, where the sample report has none."""


RULES = {
    fields[0]: Rule(*fields)
    for fields in (
        ("VAR-1", "The variance is the difference of the two years.",
         "Lo scostamento è la differenza tra i due anni.", HEADINGS, DECIDE),
        ("VAR-2", "The percentage is the variance on the amount of the earlier year.",
         "La variazione percentuale è lo scostamento sull'anno precedente.", HEADINGS, DECIDE),
        ("VAR-3", "A total is the sum of its lines.", "Il totale è la somma delle sue voci.",
         "The account codes (325 is the sum of 3250 to 3290) and the labels of totals.", DECIDE),
        ("VAR-4", "The share of a line is its part of the total.", "L'incidenza è la quota sul totale.", HEADINGS, DECIDE),
        ("VAR-5", "The shares add up to that of the total.", "Le incidenze sommano al totale.", HEADINGS, DECIDE),
        ("PER-1", "The group's cost is the sum of its bodies'.", "Il totale è la somma degli enti.", HEADINGS, DECIDE),
        ("PER-2", "The change is the difference from the year compared with.",
         "La variazione è la differenza rispetto all'anno di confronto.", HEADINGS, DECIDE),
        ("PER-3", "The percentage is the change on the year compared with.",
         "La percentuale è la variazione rispetto all'anno di confronto.", HEADINGS, DECIDE),
        ("CE-1", "The difference is that of the two years.", "La differenza è quella tra i due anni.", SCHEME, DECIDE),
        ("CE-2", "A line is the sum of those that the scheme assigns to it.",
         "La voce è la somma di quelle che lo schema le assegna.", SCHEME, DECIDE),
        ("CE-3", "A total is the sum of the lines of its section.", "Il totale è la somma delle voci della sua sezione.",
         "Art. 2425 c.c., D.M. 27 March 2013, annex 1: the sections that the statement prints.", DECIDE),
        ("CE-4", "A result is the one before it with the lines in between.",
         "Il risultato è quello precedente con le voci intermedie.",
         "Art. 2428 c.c.: the margins of a reclassified income statement, each made of the one before it.", DECIDE),
        ("SUM-1", "A total is the sum of its rows.", "Il totale è la somma delle sue righe.", LABELS, DECIDE),
        ("SUM-2", "A column is the sum or the difference of others.", "La colonna è la somma o la differenza di altre.",
         LABELS, DECIDE),
        ("SUM-3", "A percentage is the ratio of columns.", "La percentuale è il rapporto tra le colonne.", LABELS, DECIDE),
        ("SUM-4", "The totals of the two sides balance.", "I totali delle due sezioni pareggiano.", LABELS, DECIDE),
        ("SUM-5", "What there is on a day is what there was, with what moved since.",
         "Il saldo a una data è quello precedente con le variazioni intervenute.", LABELS, DECIDE),
        ("BS-1", "A total is the sum of the lines of its section.", "Il totale è la somma delle voci della sua sezione.",
         BALANCE, DECIDE),
        ("BS-2", "Assets equal liabilities.", "Il totale dell'attivo è pari a quello del passivo.", BALANCE, DECIDE),
        ("BS-3", "A total is what falls due within and beyond twelve months.",
         "Il totale è la somma di quanto scade entro e oltre dodici mesi.", BALANCE, DECIDE),
        ("BS-4", "The result of the year in the equity is that of the income statement.",
         "Il risultato d'esercizio nel patrimonio netto è quello del conto economico o del rendiconto gestionale.",
         "Art. 2424 c.c., passivo, A.IX, and 2425, n. 21; the same in the schemes of chambers and of the third sector.", DECIDE),
        ("NP-1", "A total is the sum of the lines of its area.", "Il totale è la somma delle voci della sua area.",
         NONPROFIT, DECIDE),
        ("NP-2", "The result of an area is its revenues less its costs.",
         "Il risultato di un'area è la differenza tra le sue entrate e le sue uscite.", NONPROFIT, DECIDE),
        ("NP-3", "A total is that of its areas.", "Il totale è la somma dei totali delle aree.", NONPROFIT, DECIDE),
        ("CF-1", "The cash at the end is that at the beginning and its change.",
         "Le disponibilità finali sono quelle iniziali più la loro variazione.", "OIC 10.", DECIDE),
        ("CF-2", "A flow is the one before it in its section with the lines in between.",
         "Il flusso è quello precedente della sua sezione con le voci intermedie.", "OIC 10.", DECIDE),
        ("CF-3", "The cash at the beginning is that at the end of the year before.",
         "Le disponibilità iniziali sono quelle finali dell'esercizio precedente.", "OIC 10.", DECIDE),
        ("CASH-1", "A total is the sum of all codes above it.", "Il totale è la somma di tutti i codici che lo precedono.",
         "D.M. 27 March 2013, art. 9, and SIOPE: a table of codes of one level.", DECIDE),
        ("MOV-1", "What is there at the end is what was at the beginning, more or less what moved.",
         "Il valore finale è quello iniziale più e meno le variazioni.", HEADINGS, DECIDE),
        ("MOV-2", "The net amount is the gross one less the funds.", "Il valore netto è quello lordo meno i fondi.",
         HEADINGS, DECIDE),
        ("MAT-1", "A total is what falls due in each of the terms.", "Il totale è la somma degli importi per scadenza.",
         HEADINGS, DECIDE),
        ("BUD-1", "What remains of earlier residui is what was there, less what was settled, as revised.",
         "I residui conservati sono quelli iniziali, riaccertati, meno quelli riscossi o pagati.", BUDGET, DECIDE),
        ("BUD-2", "The year leaves what was committed and not settled.",
         "I nuovi residui sono gli accertamenti o impegni non riscossi o pagati.", BUDGET, DECIDE),
        ("BUD-3", "All that was settled is of residui or of the year.",
         "Il totale riscosso o pagato è la somma di residui e competenza.", BUDGET, DECIDE),
        ("BUD-4", "The residui at the end are those kept and those that the year leaves.",
         "I residui da riportare sono quelli conservati più i nuovi.", BUDGET, DECIDE),
        ("BUD-5", "A total is the sum of the lines of its title, mission or programme.",
         "Il totale è la somma delle voci del suo titolo, missione o programma.", BUDGET, DECIDE),
        ("BUD-6", "The difference is what was established over the budget (A-CP).",
         "Le maggiori o minori entrate di competenza sono gli accertamenti meno le previsioni definitive.", BUDGET, DECIDE),
        ("BUD-7", "The economie are what is left of the budget (ECP = CP-I-FPV).",
         "Le economie di competenza sono le previsioni definitive meno gli impegni e il fondo pluriennale vincolato.",
         BUDGET, DECIDE),
        ("BUD-8", "The difference of cash is what was received over the budget of cash (TR-CS).",
         "Le maggiori o minori entrate di cassa sono le riscossioni meno le previsioni definitive di cassa.", BUDGET, DECIDE),
        ("ADM-1", "The total is that of residui and of the year.", "Il totale è la somma di residui e competenza.",
         BUDGET, DECIDE),
        ("ADM-2", "A line marked = is what the lines above it make, by their signs.",
         "La riga è quella che le righe sopra, con i loro segni, danno.", BUDGET, DECIDE),
        ("ADM-3", "A total of the quadro generale riassuntivo is what the scheme adds up.",
         "Il totale del quadro generale riassuntivo è la somma prevista dallo schema.", BUDGET, DECIDE),
        ("ADM-4", "The total of a part of the administration result is the sum of its lines.",
         "Il totale di una parte del risultato di amministrazione è la somma delle sue righe.", BUDGET, DECIDE),
        ("ADM-5", "What is available of the administration result is what its other parts leave (E=A-B-C-D).",
         "La parte disponibile è quanto resta del risultato di amministrazione (E=A-B-C-D).", BUDGET, DECIDE),
        ("PAY-1", "What is paid in a year is the sum of its quarters.", "Il pagato nell'anno è la somma dei trimestri.",
         "D.P.C.M. 22 September 2014, art. 9 and 10: the quarters and the year.", DECIDE),
        ("FOR-1", "A figure is what the formula in its heading makes of the columns that it names.",
         "La cifra è quella che la formula dell'intestazione calcola.", "A formula printed in a heading: (C = A - B).", DECIDE),
        ("FOR-2", "A figure is what the formula in its label makes of the rows that it names.",
         "La cifra è quella che la formula della voce calcola.", "A formula printed in a label: (C = A - B).", DECIDE),
        ("SVC-1", "The result of a service is the share that its note counts.", "Il risultato è la quota che la nota conta.",
         "The note beside the result: so many checked, of which so many in time.", DECIDE),
        ("DAYS-1", "The result is 100 where no more days were taken than planned, and less where more were.",
         "Il risultato è 100 se i giorni rilevati non superano quelli previsti, e meno se li superano.",
         "The days planned and observed in the service charter. Below 100 may be right where the days are a mean.", DECIDE),
        ("REP-1", "The same figure is reported in two tables.", "La stessa cifra è riportata in due tabelle.",
         "Tables of the report that repeat one another.", DECIDE),
        ("REP-2", "The line is reported in the income statement too.", "La voce è riportata anche nel conto economico.",
         SCHEME, DECIDE),
        ("REP-3", "A total or result is the same wherever it is stated under its name.",
         "Un totale o un risultato è lo stesso ovunque sia riportato con il suo nome.",
         "The labels and headings of two tables: the same name, period and scope. Figures that have no more in common are not"
         " compared.", DECIDE),
        ("TXT-1", "The mean of the service standards is the one that the text states.",
         "La media degli standard è quella che il testo riporta.", TEXT, COMPARE),
        ("TXT-2", "The mean of the procedures is the one that the text states.",
         "La media dei procedimenti è quella che il testo riporta.", TEXT, COMPARE),
        ("TXT-3", "The mean of the objectives is the one that the text states.",
         "La media degli obiettivi è quella che il testo riporta.", TEXT, COMPARE),
        ("TXT-4", "The text states the figure of the table.", "Il testo riporta la cifra della tabella.", TEXT, COMPARE),
        ("TXT-5", "The result of the target is the variance of the table.",
         "Il risultato del target è la variazione della tabella.", TEXT, COMPARE),
        ("TXT-6", "The percentage is the share that its sentence counts.", "La percentuale è la quota che la sua frase conta.",
         TEXT, COMPARE),
        ("TXT-7", "The text states the change or the share of the line that it names.",
         "Il testo riporta la variazione o la quota della voce che nomina.", TEXT, COMPARE),
        ("TXT-8", "The text says how many rows the table lists.", "Il testo dice quante righe elenca la tabella.", TEXT, COMPARE),
        ("TXT-9", "The text states the amount of the line that it names.", "Il testo riporta l'importo della voce che nomina.",
         TEXT, COMPARE),
        ("NUM-1", "What stands in a column of numbers is a number.", "In una colonna di numeri c'è un numero.",
         "The other cells of the column.", READING),
        ("NUM-2", "What stands in a column of amounts are numbers.", "In una colonna di importi ci sono numeri.",
         "The heading of the column.", READING),
        ("NUM-3", "Amounts set in red, or beside a side of the account, have the sign that is read.",
         "Gli importi in rosso, o con accanto il lato del conto, hanno il segno con cui sono letti.",
         "Some tables print negative amounts in red, or mark them as debit or credit, and print no sign.",
         "See whether the table means a minus by it; if so, say on its page's view what the cells say."),
        ("NUM-4", "Figures that are printed stand.", "Le cifre stampate valgono.",
         "A line drawn through a figure takes it back; what is printed instead may stand beside it.",
         "See whether the figure is struck out; if so, say on its page's view what the cell says."),
        ("NUM-5", "What a cell prints can be told.", "Il testo di una cella si legge per intero.",
         "Glyphs printed over one another, or of which a font does not say what they are.", READING),
        ("NUM-6", "Cells show their texts as a whole.", "Le celle mostrano per intero il loro testo.",
         "The characters of the file that leave no ink on the page.",
         "See whether a figure is cut off; if so, ask for the report printed with wider columns."),
        ("HEAD-1", "Each figure stands under the heading of its column.",
         "Ogni cifra sta sotto l'intestazione della sua colonna.",
         "The header of the table, and what else stands as a header does.",
         "Compare the headings with the page. If they are other ones there, set the table's columns or its header rows on its"
         " page's view.",
         "«Speso» stands under figures and over others, as a heading does: those below it may be another table's."),
        ("ROW-1", "Each figure stands on the line of its label.", "Ogni cifra sta sulla riga della sua voce.",
         "The heights of the rows, and what they print in the column.",
         "See on the page which row the figure is of; it may be of both. Correct the row's cell on its page's view."),
        ("OCR-1", "Figures recognised in a picture are confirmed by others.",
         "Le cifre riconosciute in un'immagine sono confermate da altre.",
         "What is recognised in a picture may be misread, and only a sum that holds tells that it is not.", READING),
        ("READ-1", "A figure recognised in a picture adds up as another engine reads it.",
         "Una cifra riconosciuta in un'immagine quadra come la legge un altro motore.",
         "A second reading of the figure alone; it is taken where fewer identities are broken and more hold.", READING),
        ("UNIT-1", "The amounts of a table are all in one scale.", "Gli importi di una tabella sono tutti nella stessa unità.",
         "What the table says of its unit. Amounts of another scale are in `cells` and in no record.",
         "Take these amounts from `cells` or `facts`, which have their scale."),
        ("UNIT-2", "Tables that state one amount say their scales alike.",
         "Le tabelle che riportano uno stesso importo ne indicano la scala in modo coerente.",
         "A total of one name and period is a thousand times that of another table, as both say what they are in.",
         "See which of the two tables is in thousands of euro, and take its amounts so."),
        ("UNIT-3", "One scale is said of the amounts of a table.", "Gli importi di una tabella hanno una sola scala dichiarata.",
         "The law wants statements in euro, and a sentence says that tables of the notes are in thousands: this may be either. Or"
         " a line below the table says another scale than it was read in.",
         "See in which scale the table is. If it was read in the other, multiply or divide its amounts by a thousand."),
        ("UNIT-4", "A figure of a table in euro is an amount.", "Le cifre di una tabella in euro sono importi.",
         "Whole numbers among cents, or under a name of what is counted, that no sum joins with amounts: they have no unit.",
         "See on the page what these rows and columns are of. If they are amounts, they are in the unit that the table says."),
        ("YEAR-1", "What a report says of an earlier year is what the first report on it said.",
         "Le cifre di un anno precedente sono quelle del primo documento che le riporta.",
         "The body's own earlier report. A restatement may have its reasons.",
         "Look for the reason of the restatement; dismiss the finding with it, or ask the body.",
         "Diritti di segreteria 2015 is 1.120.361,95 here, but 1.120.361,96 in the report of 2015: it may have been restated."),
        ("YEAR-2", "A line of a report is linked with that of the report before.",
         "Una voce è collegata a quella del documento precedente.",
         "The words of both labels, their codes, what they are part of, and the figures that both reports print for one year.",
         "If the two are one line, take them together in your own query: `series` keeps them apart.",
         "«Contributi e trasferimenti ricevuti» may be «Contributi e trasferimenti» of the report of 2017: not linked."),
        ("COR-1", "A decision fits what is found.", "Una decisione corrisponde a ciò che viene letto.",
         "What the decision says it expects.", "Decide again, or delete the decision."),
        ("COR-2", "A decided value satisfies the identities of its figure.",
         "Il valore deciso soddisfa le verifiche della sua cifra.", "The identities that the tables declare.",
         "Look at the decided value again: other figures contradict it too."),
    )
}  # fmt: skip
"""Every rule by its code, in the order of the documentation."""


def rule_of(code: str) -> Rule:
    """The rule of a code; of one that only another version knows, no more than the code."""
    return RULES.get(code) or Rule(code, code, code, "", "")
