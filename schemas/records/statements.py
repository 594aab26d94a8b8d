"""Lines of the statements that public bodies publish, by the schemes that laws and standards set."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from schemas.records.base import Amount, AmountRecord, Days, Percentage
from schemas.records.declaration import CarriedOver, Cascade, Column, Declared, Identity, LineSum, OfPeriod, Sections, Sum

BY_CASH = r"\b(?:uscite|entrate)\s+da|per\s+cassa|mod(?:ello|\.)\s*d\b"
"""What a rendiconto per cassa says."""

OF_THE_NOTES = (
    ("art. 2427 c.c.", r"\b2427\b"),
    ("D.M. 5/3/2020 C", r"\bmod(?:ello|\.)\s*c\b|relazione\s+di\s+missione|5/0?3/2020|5\s+marzo\s+2020"),
)
"""The schemes of tables of the notes, which are seldom cited."""


class StatementLine(Declared, AmountRecord):
    """What the lines of all statements share."""

    scheme: str
    """The law or standard that sets the scheme: `D.P.R. 254/2005 C` (`D.P.R. 254/2005 A` of the preventivo, whose amounts are
    planned), `art. 2424 c.c.`, `D.M. 5/3/2020 A`, `OIC 10`;
    `art. 2428 c.c.` of statements that are reclassified as reports on operations do."""
    scheme_code: str | None
    """The numbering of the line and of what it is part of: `B.II.1`; of a total `total_B.II`; null if nothing is numbered.

    In annex C of D.P.R. 254/2005 the results have codes as well: `result_current`, `result_year`.
    """
    label: str
    """As printed, its number included."""
    label_path: tuple[str, ...]
    """The sections and lines that it is part of, outermost first, then its own label."""
    prior_amount: Annotated[Amount, OfPeriod("prior")]
    """Euro times `scale`. The column of the earlier date or year."""
    current_amount: Annotated[Amount, OfPeriod("current")]
    """Euro times `scale`. The column of the later date or year; the total, where it is divided by term."""
    is_total: bool
    """Whether its name says that it sums others up."""


class BalanceSheetLine(StatementLine):
    """A line of a stato patrimoniale (D.P.R. 254/2005, annex D; art. 2424 c.c.; D.M. 5 March 2020, Mod. A)."""

    dataset: ClassVar[str] = "balance_sheet_lines"
    names: ClassVar[tuple[str, ...]] = (
        r"immobilizzazioni\b", r"attivo circolante", r"ratei e risconti", r"patrimonio netto", r"trattamento di fine rapporto",
        r"fondi per rischi", r"^(?:[A-Z0-9]+\s*[).-]\s*)?debiti\b", r"disponibilit. liquide", r"^totale (?:attivo|passivo)",
        r"^(?:[A-Z0-9]+\s*[).-]\s*)?crediti\b", r"rimanenze",
    )  # fmt: skip
    fewest_names: ClassVar[int] = 3
    schemes: ClassVar[tuple[tuple[str, str], ...]] = (
        (
            "D.M. 5/3/2020 A",
            r"\bmod(?:ello|\.)\s*a\b|quote\s+associative|fondo\s+di\s+dotazione\s+dell['’]ente|associati\s+e\s+fondatori"
            r"|patrimonio\s+(?:vincolato|libero)",
        ),
        ("art. 2428 c.c.", r"capitale\s+circolante\s+netto|capitale\s+investito|posizione\s+finanziaria\s+netta"),
        ("D.P.R. 254/2005 D", r"254/2005|(?:debiti|crediti)\s+di\s+f(?:unzionamento|inanziamento)"),
        ("art. 2424 c.c.", ""),
    )
    sections: ClassVar[Sections | None] = Sections("BS-1", ("prior_amount", "current_amount", "due_within", "due_beyond"))

    side: str | None
    """`assets` or `liabilities`, by the section, total or heading that says so."""
    prior_date: date | None
    """The earlier of the two days."""
    current_date: date | None
    """The later of the two days."""
    due_within: Annotated[Amount, OfPeriod("current", "within")]
    """Euro times `scale`. Of the later date, column *entro 12 mesi*."""
    due_beyond: Annotated[Amount, OfPeriod("current", "beyond")]
    """Euro times `scale`. Of the later date, column *oltre 12 mesi*."""

    identities: ClassVar[tuple[Identity, ...]] = (
        Sum(
            "BS-3", "The total is what falls due within and beyond twelve months.", "current_amount", ("due_within", "due_beyond")
        ),
    )


class NonprofitLine(StatementLine):
    """A line of a rendiconto gestionale or per cassa of an entity of the third sector (D.M. 5 March 2020, Mod. B and D)."""

    dataset: ClassVar[str] = "nonprofit_lines"
    names: ClassVar[tuple[str, ...]] = (
        r"attivit. di interesse generale", r"attivit. diverse", r"raccolta fondi", r"finanziarie e patrimoniali",
        r"supporto generale", r"figurativ",
    )  # fmt: skip
    fewest_names: ClassVar[int] = 3
    schemes: ClassVar[tuple[tuple[str, str], ...]] = (
        ("D.M. 5/3/2020 D", BY_CASH),
        ("D.M. 5/3/2020 B", ""),
    )
    sections: ClassVar[Sections | None] = Sections("NP-1")

    side: str | None
    """`costs` or `revenues`, by the section that says so; null for results."""
    area: str | None
    """`A` to `E`: of general interest, other, fund raising, financial, support."""
    prior_year: int | None
    """The earlier of the two years."""
    current_year: int | None
    """The later of the two years."""


CASH_AT_FIRST = r"^disponibilit.\s+liquide\s+(?:(?:all['’]?\s*)?(?:1|inizi)|al\s+0?1)"
CASH_AT_LAST = r"^disponibilit.\s+liquide\s+(?:al\s+31|(?:alla\s+)?fin)"
"""How the lines of a rendiconto finanziario are called that say what cash there is."""


class CashFlowLine(StatementLine):
    """A line of a rendiconto finanziario (OIC 10)."""

    dataset: ClassVar[str] = "cash_flow_lines"
    names: ClassVar[tuple[str, ...]] = (
        r"fluss[oi] finanziari[oa]?.*(?:attivit|gestione)", r"disponibilit. liquide (?:a|al|all)\b", r"di investimento",
        r"di finanziamento", r"(?:incremento|decremento).*disponibilit. liquide",
    )  # fmt: skip
    fewest_names: ClassVar[int] = 3
    schemes: ClassVar[tuple[tuple[str, str], ...]] = (("OIC 10", ""),)

    prior_year: int | None
    """The earlier of the two years."""
    current_year: int | None
    """The later of the two years."""

    identities: ClassVar[tuple[Identity, ...]] = (
        LineSum(
            "CF-1",
            "The cash at the end is that at the beginning and its change.",
            CASH_AT_LAST,
            (
                CASH_AT_FIRST,
                r"^(?:incremento|decremento|variazione).*disponibilit.\s+liquide",
            ),
            every=True,
        ),
        CarriedOver("CF-3", "The cash at the beginning is that at the end of the year before.", CASH_AT_LAST, CASH_AT_FIRST),
        Cascade(
            "CF-2",
            "{} is the flow before it with the lines in between.",
            r"^(?:[0-9]\s*[).-]\s*)?(?:utile.*\bprima|flusso (?:finanziario|di cassa|monetario))",
            ("prior_amount", "current_amount"),
            last=r"\(\s*[A-C]\s*\)\s*$|attivit.\s+(?:operativ|d\w*['’]?\s*(?:investimento|finanziamento))",
        ),
    )


class MovementLine(Declared, AmountRecord):
    """A line of a table of movements: from what was there at the beginning to what is at the end, or from gross to net."""

    dataset: ClassVar[str] = "movement_lines"
    schemes: ClassVar[tuple[tuple[str, str], ...]] = OF_THE_NOTES

    scheme: str | None
    """The law or standard that the table cites: `art. 2427 c.c.`, `D.M. 5/3/2020 C`; null if it cites none."""
    scheme_code: str | None
    """The numbering of the line and of what it is part of: `B.II.1`; of a total `total_B.II`; null if nothing is numbered."""
    label: str
    """As printed."""
    is_total: bool
    """Whether its name says that it sums others up."""
    year: int | None
    """The latest year that the headings state, or else what stands over the table; null if neither does."""
    opening_date: date | None = None
    """The day that the heading of `opening` states."""
    closing_date: date | None = None
    """The day that the heading of `closing` states."""
    opening: Amount
    """At the beginning. In the unit printed, times `scale`."""
    increases: Amount
    """Column *incrementi*, *acquisizioni*, *accantonamenti*, *assunzioni*."""
    revaluations: Amount
    """Column *rivalutazioni*."""
    transfers: Amount
    """Column *riclassifiche*, *giroconti*, *trasferimenti*, or beside other moves *variazioni*, with its sign."""
    decreases: Amount
    """Column *decrementi*, *alienazioni*, *utilizzi*, *cessazioni*; of residui *riscossioni*, *pagamenti*."""
    depreciation: Amount
    """Column *ammortamenti*."""
    write_downs: Amount
    """Column *svalutazioni*."""
    closing: Amount
    """At the end."""
    gross: Amount
    """Column *valore nominale*, *valore lordo*, *costo storico*, of a table from gross to net."""
    funds: Amount
    """Column *fondo svalutazione*, *fondo ammortamento*: what is taken from the gross amount."""
    net: Amount
    """Column *valore netto*."""

    identities: ClassVar[tuple[Identity, ...]] = (
        Sum(
            "MOV-1",
            "What is there at the end is what was at the beginning, more or less what moved.",
            "closing",
            ("opening", "increases", "revaluations", "transfers"),
            ("decreases", "depreciation", "write_downs"),
            blank_is_zero=True,
        ),
        Sum("MOV-2", "The net amount is the gross one less the funds.", "net", ("gross",), ("funds",), blank_is_zero=True),
    )


class MaturityLine(Declared, AmountRecord):
    """A line of a table of credits or debts by when they fall due (art. 2427 c.c., n. 6; D.M. 5 March 2020, Mod. C)."""

    dataset: ClassVar[str] = "maturity_lines"
    whole: ClassVar[bool] = True
    schemes: ClassVar[tuple[tuple[str, str], ...]] = OF_THE_NOTES

    scheme: str | None
    """The law or standard that the table cites: `art. 2427 c.c.`, `D.M. 5/3/2020 C`; null if it cites none."""
    scheme_code: str | None
    """The numbering of the line and of what it is part of: `B.II.1`; of a total `total_B.II`; null if nothing is numbered."""
    label: str
    """As printed."""
    is_total: bool
    """Whether its name says that it sums others up."""
    year: int | None
    """The latest year that the headings state, or else what stands over the table; null if neither does."""
    current_date: date | None
    """The day, where that is what they state."""
    due_within: Annotated[Amount, Column(r"\bentro\b", required=True)]
    """Euro times `scale`. Column *entro 12 mesi*, *entro l'esercizio*."""
    due_beyond: Annotated[Amount, Column(r"\boltre\b(?!.*\b(?:5|cinque)\s*anni)", required=True)]
    """Euro times `scale`. Column *oltre 12 mesi*, *oltre l'esercizio*."""
    due_beyond_five: Annotated[Amount, Column(r"\b(?:5|cinque)\s*anni")]
    """Euro times `scale`. Column *oltre 5 anni*, which `due_beyond` has in it or not."""
    total: Annotated[Amount, Column(r"\btotale\b", required=True)]
    """Euro times `scale`. Column *Totale*."""

    identities: ClassVar[tuple[Identity, ...]] = (
        Sum("MAT-1", "The total is what falls due in each of the terms.", "total", ("due_within", "due_beyond"),
            blank_is_zero=True, either=("due_beyond_five",)),
    )  # fmt: skip


class CashAccountLine(Declared, AmountRecord):
    """A line of a conto consuntivo in termini di cassa (D.M. 27 March 2013, art. 9) or a SIOPE statement."""

    dataset: ClassVar[str] = "cash_account_lines"
    followed: ClassVar[str | None] = "amount"
    title: ClassVar[str | None] = r"termini di cassa|siope|codic[ei]\s+(?:economic|gestional)"
    schemes: ClassVar[tuple[tuple[str, str], ...]] = (("D.M. 27/3/2013 9", r"termini\s+di\s+cassa"), ("SIOPE", ""))

    scheme: str | None
    """The law or standard that sets the scheme: `D.M. 27/3/2013 9` (*in termini di cassa*), `SIOPE`."""
    side: str | None
    """`receipts` or `payments`, by the headings or the title."""
    section: str | None
    """Mission, programme or COFOG group: the rows without figures above the line, or else the table's title."""
    code: Annotated[str | None, Column(r"^cod", otherwise=r"^livell")]
    """The SIOPE code; null for a total."""
    label: Annotated[str, Column(r"descrizione|voce|denominazione", required=True)]
    """What the code is called."""
    year: int | None
    """The latest year that the headings state, or else what stands over the table; null if neither does."""
    amount: Annotated[Amount, Column(r"import|total|riscossion|pagament|incass|entrate|uscite", required=True)]
    """Euro times `scale`."""
    is_total: bool
    """Whether its name says that it sums others up."""


class BudgetAccountLine(Declared, AmountRecord):
    """A line of the conto del bilancio of comuni, provinces and regions (D.Lgs. 118/2011, annex 10)."""

    dataset: ClassVar[str] = "budget_account_lines"
    followed: ClassVar[str | None] = "committed"
    schemes: ClassVar[tuple[tuple[str, str], ...]] = (("D.Lgs. 118/2011 10", ""),)
    sections: ClassVar[Sections | None] = Sections("BUD-5", None)

    scheme: str | None
    """The law that sets the scheme: `D.Lgs. 118/2011 10`."""
    side: str | None
    """`revenue` or `expenditure`, by the codes over the columns."""
    code: str | None
    """The code of the line: `10101`, `10.05`; null where none is printed."""
    label: str
    """As printed, its code included."""
    label_path: tuple[str, ...]
    """The titles, missions and programmes that it is part of, outermost first, then its own label."""
    year: int | None
    """The latest year that the headings state, or else what stands over the table; null if neither does."""
    opening_residuals: Annotated[Amount, Column(r"\(RS\)|residui (?:attivi|passivi) al 1", required=True)]
    """RS: residui at the beginning of the year."""
    residuals_settled: Annotated[Amount, Column(r"\((?:RR|PR)\)|in c/\s*residui", required=True)]
    """RR or PR: received or paid of them."""
    residuals_revised: Annotated[Amount, Column(r"\(R\)|riaccertamento")]
    """R: riaccertamento, with its sign."""
    residuals_kept: Annotated[Amount, Column(r"\bEP\s*=|\(EP\)|residui (?:attivi|passivi) da esercizi precedenti")]
    """EP: residui of earlier years that remain."""
    budget: Annotated[Amount, Column(r"\(CP\)|previsioni definitive di competenza")]
    """CP: the final budget."""
    settled: Annotated[Amount, Column(r"\((?:RC|PC)\)|in c/\s*competenza", required=True)]
    """RC or PC: received or paid of the year."""
    committed: Annotated[Amount, Column(r"\((?:A|I)\)|^accertamenti|^impegni", required=True)]
    """A or I: accertamenti or impegni."""
    difference: Annotated[Amount, Column(r"=\s*A\s*-\s*CP|\bECP\b|entrate di competenza|economie di competenza")]
    """A-CP on the side of revenue; ECP, the economie, on that of expenditure."""
    new_residuals: Annotated[Amount, Column(r"\bEC\s*=|\(EC\)|residui (?:attivi|passivi) d\w+ esercizio di competenza")]
    """EC: residui that the year leaves."""
    cash_budget: Annotated[Amount, Column(r"\(CS\)|previsioni definitive di cassa")]
    """CS: the final budget of cash."""
    total_settled: Annotated[Amount, Column(r"\bTR\s*=\s*RR|\bTP\s*=|\(TP\)|^totale (?:riscossioni|pagamenti)")]
    """TR (revenue) or TP: received or paid in all."""
    cash_difference: Annotated[Amount, Column(r"=\s*TR\s*-\s*CS|entrate di cassa")]
    """TR-CS, on the side of revenue."""
    carried_forward: Annotated[Amount, Column(r"\(FPV\)|fondo pluriennale")]
    """FPV: fondo pluriennale vincolato, on the side of expenditure."""
    closing_residuals: Annotated[Amount, Column(r"\bTR\s*=\s*EP|residui (?:attivi|passivi) da riportare")]
    """TR: residui at the end of the year."""
    is_total: bool
    """Whether its name says that it sums others up."""

    identities: ClassVar[tuple[Identity, ...]] = (
        Sum("BUD-1", "What remains of earlier residui is what was there, less what was settled, as revised.",
            "residuals_kept", ("opening_residuals", "residuals_revised"), ("residuals_settled",)),
        Sum("BUD-2", "The year leaves what was committed and not settled.", "new_residuals", ("committed",), ("settled",)),
        Sum("BUD-3", "All that was settled is of residui or of the year.", "total_settled", ("residuals_settled", "settled")),
        Sum("BUD-4", "The residui at the end are those kept and those that the year leaves.",
            "closing_residuals", ("residuals_kept", "new_residuals")),
        Sum("BUD-6", "The difference is what was established over the budget.", "difference", ("committed",), ("budget",),
            side="revenue", turned=True),
        Sum("BUD-7", "The economie are what is left of the budget.", "difference", ("budget",), ("committed", "carried_forward"),
            side="expenditure", turned=True),
        Sum("BUD-8", "The difference of cash is what was received over the budget of cash.", "cash_difference",
            ("total_settled",), ("cash_budget",), side="revenue", turned=True),
    )  # fmt: skip


CASH_LEFT = r"^(?:fondo|saldo) (?:di )?cassa.*(?:\b31\b|\bfin[ae])"
"""How the cash at the end of a year is called."""

STEPS_OF_RESULT = (
    rf"(?!{CASH_LEFT})(?:.*\n)+{CASH_LEFT}|{CASH_LEFT}.*\n(?:(?:riscossioni|pagamenti).*\n)*(?:{CASH_LEFT}"
    r"|residui attivi.*\nresidui passivi.*\n(?:(?:fondo pluriennale|fpv\b).*\n)*risultato di amministrazione)"
)
"""How the lines read that the law sets over that cash, and between it and the risultato di amministrazione: no others."""


class AdministrationResultLine(Declared, AmountRecord):
    """A line of the risultato di amministrazione, the equilibri or the quadro generale riassuntivo (D.Lgs. 118/2011, 10)."""

    dataset: ClassVar[str] = "administration_result_lines"
    names: ClassVar[tuple[str, ...]] = (
        r"^fondo (?:di )?cassa", CASH_LEFT, r"^riscossioni", r"^pagamenti", r"^residui attivi", r"^residui passivi",
        r"^risultato di amministrazione", r"utilizzo (?:del )?(?:risultato|avanzo) di amministrazione",
        r"fondo pluriennale vincolato", r"\bentrate titol[oi]\b", r"\bspese titolo\b", r"risultato di competenza",
        r"somma finale", r"equilibrio di (?:bilancio|parte corrente)|equilibrio complessivo", r"^titolo [1-9I]",
        r"^totale (?:entrate|spese) finali", r"^totale (?:entrate|spese) dell.esercizio", r"^totale complessivo",
        r"^totale a pareggio", r"parte accantonata", r"parte vincolata", r"parte destinata", r"parte disponibile",
    )  # fmt: skip
    fewest_names: ClassVar[int] = 4
    schemes: ClassVar[tuple[tuple[str, str], ...]] = (
        ("D.Lgs. 118/2011 10 quadro", r"totale\s+(?:entrate|spese)\s+finali|totale\s+a\s+pareggio"),
        ("D.Lgs. 118/2011 10 equilibri", r"equilibri|risultato\s+di\s+competenza|somma\s+finale"),
        ("D.Lgs. 118/2011 10 a", ""),
    )
    sections: ClassVar[Sections | None] = Sections("ADM-4", ("total",), ("D.Lgs. 118/2011 10 a",))

    scheme: str
    """The statement of the annex: `D.Lgs. 118/2011 10 a` (the result and its composition), `10 equilibri`, `10 quadro`."""
    scheme_code: str | None
    """The letter of the line: `A`, `O1`; null where none is printed."""
    side: str | None
    """`receipts` or `payments`, in the quadro generale riassuntivo."""
    label: str
    """As printed."""
    label_path: tuple[str, ...]
    """The parts of the result that it is part of, outermost first, then its own label."""
    sign: str | None
    """`+`, `-` or `=`, as printed beside it."""
    year: int | None
    """The latest year that the headings state, or else what stands over the table; null if neither does."""
    residuals: Annotated[Amount, Column(r"residui")]
    """Euro times `scale`. Column *Residui*."""
    accrual: Annotated[Amount, Column(r"competenza|accertamenti|impegni")]
    """Euro times `scale`. Column *Competenza*, *Accertamenti* or *Impegni*."""
    cash: Annotated[Amount, Column(r"incassi|riscossioni|pagamenti")]
    """Euro times `scale`. Column *Incassi* or *Pagamenti*, in the quadro generale riassuntivo."""
    total: Annotated[Amount, Column(r"totale|\bimporto\b")]
    """Euro times `scale`. Column *Totale*; of the composition *Importo*."""
    is_total: bool
    """Whether its name says that it sums others up."""

    identities: ClassVar[tuple[Identity, ...]] = (
        Sum("ADM-1", "The total is that of residui and of the year.", "total", ("residuals", "accrual")),
        Cascade("ADM-2", "{} is what the lines above it make.", r"\(\s*=\s*\)\s*$", ("total",), by_law=True),
        Cascade(
            "ADM-2",
            "{} is what the lines above it make.",
            rf"{CASH_LEFT}|^risultato di amministrazione\b",
            ("total",),
            costs=r"pagamenti|residui passivi|fondo pluriennale|fpv\b",
            steps=STEPS_OF_RESULT,
            by_law=True,
        ),
        *(
            LineSum("ADM-3", "A total of the quadro generale riassuntivo is what the scheme adds up.", total, plus)
            for total, plus in (
                (r"^totale entrate finali", (r"^titolo (?:[1-5]|I{1,3}|IV|V)\b",)),
                (r"^totale spese finali", (r"^titolo (?:[1-3]|I{1,3})\b", r"^fondo pluriennale vincolato")),
                (r"^totale entrate dell.esercizio", (r"^totale entrate finali", r"^titolo (?:[679]|VII?|IX)\b")),
                (r"^totale spese dell.esercizio", (r"^totale spese finali", r"^titolo (?:[457]|IV|V|VII)\b")),
                (
                    r"^totale complessivo entrate",
                    (
                        r"^totale entrate dell.esercizio", r"^fondo (?:di )?cassa", r"^utilizzo (?:del )?(?:risultato|avanzo)",
                        r"^fondo pluriennale vincolato",
                    ),
                ),
                (
                    r"^totale complessivo spese",
                    (r"^totale spese dell.esercizio", r"^disavanzo (?:di amministrazione|derivante)"),
                ),
                (r"^totale a pareggio", (r"^totale complessivo", r"^(?:dis)?avanzo (?:di competenza|dell.esercizio)")),
            )
        ),
    )  # fmt: skip


class PaymentTime(Declared, AmountRecord):
    """How soon a body pays, in a quarter or a year (D.Lgs. 33/2013, art. 33; D.P.C.M. 22 September 2014, art. 9 and 10)."""

    dataset: ClassVar[str] = "payment_times"
    title: ClassVar[str | None] = (
        r"tempestivit. dei pagamenti|tempi (?:medi )?d(?:i|ei) pagament"
        r"|^(?!.*(?:indicator|target)).*(?:\bitp\b|tempo (?:medio )?d(?:i|ei) pagament)"
    )
    schemes: ClassVar[tuple[tuple[str, str], ...]] = (("D.P.C.M. 22/9/2014", r"tempestivit"),)

    scheme: str | None
    """The law that sets how the days are reckoned, `D.P.C.M. 22/9/2014`, where the indicator is called as there; else null."""
    label: str
    """The period or the indicator, as printed."""
    year: int | None
    """The year that the label states, or else headings or title; null if none does."""
    days: Annotated[Days, Column(r"indicator|tempestivit|\bgiorni\b|\bgg\b|\bitp\b|tempo medio", required=True)]
    """Days by which payments are late, weighted by their amounts; negative where they are early."""
    paid: Annotated[
        Amount, Column(r"import[oi] (?:dei pagamenti|pagat)|^pagamenti$|^pagamenti (?!.*scaden)|total[ei] (?:dei )?paga")
    ]
    """Euro times `scale`. What was paid in the period."""
    late: Annotated[Amount, Column(r"(?:dopo|oltre) (?:la )?scadenza|oltre i termini|in ritardo")]
    """Euro times `scale`. What was paid after it was due."""
    is_total: bool
    """Whether its name says that it sums others up."""


class Contribution(Declared, AmountRecord):
    """A contribution that a body received or made and must publish (L. 124/2017, art. 1, paragraphs 125-129)."""

    dataset: ClassVar[str] = "contributions"
    title: ClassVar[str | None] = r"124/2017|contribut|sovvenzion|erogazion|liberalit"
    schemes: ClassVar[tuple[tuple[str, str], ...]] = (("L. 124/2017", r"124\s*(?:/|del)\s*2017"),)

    scheme: str | None
    """The law that the table cites, `L. 124/2017`; null if it cites none."""
    date_text: Annotated[str | None, Column(r"^data\b")]
    """The day, as printed."""
    paid_on: date | None = None
    """The day that `date_text` is."""
    year: int | None
    """The year of that day, or else the one that headings or title state; null if none does."""
    payer: Annotated[
        str, Column(r"erogant[ei]|erogat(?:ore|rice|ori)|finanziatore|concedente|donatore|amministrazione", required=True)
    ]
    """Who paid."""
    reason: Annotated[str | None, Column(r"causale|motiv|oggetto|titolo|descrizione")]
    """What for."""
    amount: Annotated[Amount, Column(r"import|somm[ae]|incassat", required=True)]
    """In the unit printed, times `scale`."""


REACHED = (
    r"^risultat(?!\w* attes)|consuntiv|rilevat|^(?:valore|dato|livello) (?:raggiunt|osservat|conseguit|effettiv)"
    r"|^raggiunto\b.*\b20[0-9]{2}\b"
)
"""How the value is called that an indicator reached, where another column of values may stand beside it."""


VALUE = r"^(?:valore|dato)|^(?!.*%).*raggiunto"
"""How it is called where none is: *Raggiunto* behind a value is whether it was reached."""


class PerformanceIndicator(Declared):
    """An indicator of a performance report (D.Lgs. 150/2009; PIRA, D.P.C.M. 18 September 2012)."""

    dataset: ClassVar[str] = "performance_indicators"
    schemes: ClassVar[tuple[tuple[str, str], ...]] = (
        ("D.P.C.M. 18/9/2012", r"\bpira\b|piano\s+degli\s+indicatori|18/0?9/2012|18\s+settembre\s+2012"),
        ("D.Lgs. 150/2009", r"150\s*/\s*2009"),
    )

    scheme: str | None
    """The law that the table cites, `D.P.C.M. 18/9/2012` (*PIRA*) or `D.Lgs. 150/2009`; null if it cites none."""
    year: int | None
    """The latest year that the headings state, or else what stands over the table; null if neither does."""
    objective: Annotated[str | None, Column(r"obiettiv")]
    """The objective that it belongs to."""
    indicator: Annotated[str, Column(r"^(?:nome |descrizione )?indicator", required=True)]
    """What is measured."""
    formula: Annotated[str | None, Column(r"formula|metodo di calcolo|algoritmo")]
    """How it is reckoned."""
    unit: Annotated[str | None, Column(r"unit. di misura|^u\.?m\.?$")]
    """The unit, as printed."""
    weight_pct: Annotated[Percentage, Column(r"^peso")]
    """Per cent. Column *peso*."""
    baseline_text: Annotated[str | None, Column(r"baseline|partenza|iniziale|storico")]
    """The value that it started from, as printed."""
    target_text: Annotated[str | None, Column(r"target|valore atteso|risultato atteso", required=True)]
    """The value aimed at, as printed."""
    result_text: Annotated[str | None, Column(REACHED, required=True, otherwise=VALUE, latest=True)]
    """The value reached, as printed."""
    achievement_pct: Annotated[
        Percentage, Column(r"grado|raggiungim|realizzazione|conseguim|%.*(?:raggiunt|realizzat|conseguit)|punteggio.*%")
    ]
    """Per cent. How far the target was reached."""
