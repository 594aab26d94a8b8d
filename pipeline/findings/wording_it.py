"""Findings in Italian sentences, for the people whose reports these are. Figures are named by their table's own headings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from pipeline.figures.two_sided import half_with, label_at
from pipeline.findings.wording_en import italian
from schemas.check import Check
from schemas.finding import Finding
from schemas.table import Table

SLIPS = {
    "digit": "una cifra sbagliata",
    "transposition": "due cifre scambiate",
    "sign": "il segno",
    "dropped_digit": "una cifra mancante",
    "added_digit": "una cifra di troppo",
    "scale": "la virgola o le migliaia fuori posto",
    "swapped": "due cifre l'una al posto dell'altra",
    "shifted_row": "una riga spostata di una colonna",
    "column_scale": "una colonna in altra unità",
    "sign_convention": "i segni invertiti",
    "missing_row": "una riga mancante",
    "repeated_row": "una riga contata due volte",
}


ASK = "Chiedere di nuovo il file."
SEE = "Esaminarlo a mano."
UNREAD = {
    "attachment": "Il documento ha file allegati, che non sono stati letti: se uno di essi è il bilancio, estrarlo e fornirlo.",
    "bad_correction": "Le decisioni di questo file non sono applicate: non si possono leggere. Correggerlo o eliminarlo.",
    "bad_report_list": "Qualcosa in reports.csv non è applicato: il messaggio inglese dice quale riga e perché. Correggerla.",
    "broken": f"Il file è danneggiato e non si può riparare. {ASK}",
    "broken_page": f"Il contenuto della pagina è danneggiato. {ASK}",
    "changed": "Il file è cambiato durante la lettura. Ripetere quando è completo.",
    "crashed": "Il file è danneggiato o richiede troppa memoria: la lettura si è interrotta. Stamparlo in un nuovo PDF.",
    "empty": f"Il file è vuoto. {ASK}",
    "encrypted": "Il file è protetto da una password. Indicarla con --password-file o fornirne una copia senza protezione.",
    "internal_error": "Il programma non è riuscito a leggerlo. Segnalare l'errore, se possibile con il file.",
    "hidden": "Il nome comincia con un punto. Cambiarlo, o indicare il file nel comando, perché sia letto.",
    "killed": "La lettura è stata interrotta dall'esterno, forse per poca memoria. Ripetere con meno processi (--workers).",
    "link_out": "È un collegamento a qualcosa fuori dalla cartella, e non viene seguito. Metterlo nella cartella.",
    "portfolio": "Il documento è un portfolio: i file che contiene non sono stati letti. Estrarne i PDF e fornirli.",
    "askew": "La pagina è stata letta in parte: vi sono importi scritti di traverso o capovolti. Controllarla a mano.",
    "loose": "La pagina è stata letta in parte: righe con importi affiancati non sono in alcuna tabella. Controllarla a mano.",
    "garbled": "La pagina è stata letta in parte: i suoi caratteri non dicono quali lettere sono. Applicare un OCR.",
    "unread_print": "La pagina è stata letta in parte: vi è scrittura che è un'immagine o un disegno. Applicare un OCR.",
    "xfa": "Il documento è un modulo XFA, il cui contenuto non è nelle pagine. Stamparlo in un nuovo PDF.",
    "no_pages": f"Il file non ha pagine. {ASK}",
    "no_ocr_models": "I modelli per riconoscere il testo (OCR) non sono installati. Installare di nuovo consuntivo.",
    "no_readable_page": f"Nessuna delle sue pagine si può leggere. {ASK}",
    "no_text": "Le pagine sono immagini senza testo (una scansione), o sono vuote. Far riconoscere il testo (OCR).",
    "not_a_file": "Non è un file ma un dispositivo o una cartella. Indicare un file.",
    "not_a_pdf": "Non è un PDF.",
    "not_readable": "Il file non si può aprire. Verificare i permessi e il disco.",
    "out_of_memory": f"La lettura richiede troppa memoria. {SEE}",
    "page_damaged": f"La pagina è danneggiata: ne è stato letto quanto possibile. {ASK}",
    "page_lost": f"La pagina è vuota, in un file danneggiato: il contenuto può essere andato perso. {ASK}",
    "page_size": "Le misure della pagina non sono quelle di un documento. Stamparlo in un nuovo PDF.",
    "timed_out": f"La lettura richiede troppo tempo. {SEE}",
    "too_large": "Il file è troppo grande. Dividerlo, o alzare CONSUNTIVO_MAX_BYTES.",
    "too_many_characters": f"La pagina ha troppi caratteri. {SEE}",
    "too_many_lines": f"La pagina ha troppe linee. {SEE}",
    "too_many_pages": "Il file ha troppe pagine. Dividerlo, o alzare CONSUNTIVO_MAX_PAGES.",
    "too_much_content": f"Il contenuto della pagina è troppo grande. {SEE}",
    "truncated": f"Manca la fine del file. {ASK}",
    "unknown_document": "Riguarda un documento che non è stato fornito.",
}
"""Why something could not be read or applied and what to do, by the code of its error."""


def with_italian(findings: Iterable[Finding], checks: Iterable[Check], tables: Iterable[Table]) -> list[Finding]:
    """The findings with their sentences in Italian."""
    by_id = {check.check_id: check for check in checks}
    by_table = {table.table_id: table for table in tables}
    return [f if f.message_it else f.model_copy(update={"message_it": _sentence(f, by_id, by_table)}) for f in findings]


def _sentence(finding: Finding, checks: Mapping[str, Check], tables: Mapping[str, Table]) -> str:
    check = checks.get(finding.check_ids[0]) if finding.check_ids else None
    if check is not None and check.rule == "DAYS-1":
        return _days(check, tables)
    if check is None or check.stated is None or check.computed is None:
        place = place_of(finding.table_id, finding.row, finding.column, tables)
        where = f" ({place})" if place else ""
        return f"«{finding.printed_text}»{where} non è un numero leggibile: non ne è stato ricavato alcun valore."
    stated = f"{_stated(check, tables)}: è stampato {italian(check.stated)}"
    made = f"dalle altre cifre risulta {_trimmed(check.computed)}"
    if check.result == "truncated":
        return f"{stated}, {made}: le cifre oltre l'ultima sono state tagliate, non arrotondate."
    if check.result in ("holds", "within_rounding"):
        return f"{stated}, {made}: lo stesso, a meno degli arrotondamenti."
    difference = check.stated - check.computed
    said = f"{stated}, ma {made} ({_trimmed(abs(difference))} in {'più' if difference > 0 else 'meno'})."
    if finding.suggested_value is not None:
        n = len(finding.check_ids)
        place = place_of(finding.table_id, finding.row, finding.column, tables)
        remarks = "; ".join(filter(None, [place, SLIPS.get(finding.slip or "", "")]))
        holds = "torna una verifica" if n == 1 else f"tornano {n} verifiche"
        about = f"«{finding.printed_text}»{f' ({remarks})' if remarks else ''}"
        return f"{said} Con {italian(finding.suggested_value)} al posto di {about} {holds}."
    if finding.slip == "missing_row":
        lost = "" if finding.severity == "error" else " Può essersi persa nella lettura: verificare se è stampata."
        return f"{said} Il conto torna se tra le voci ne manca una.{lost}"
    if finding.candidates:
        return f"{said} Può essere errata una di queste: {'; '.join(c.printed_text for c in finding.candidates)}."
    return said if finding.severity != "error" else f"{said} Nessuna cifra da sola lo spiega."


def _days(check: Check, tables: Mapping[str, Table]) -> str:
    """Days observed and planned, and what that says of the result."""
    result, observed, planned = check.operands
    said = f"{_stated(check, tables)}: è stampato {italian(result.value)}, "
    said += f"ma i giorni rilevati sono {italian(observed.value)} e quelli previsti {italian(planned.value)}: "
    return said + (
        "il risultato non può essere 100."
        if check.computed is None
        else "il risultato dovrebbe essere 100, se non sono una media."
    )


def _stated(check: Check, tables: Mapping[str, Table]) -> str:
    """What the claim is about: the figure's place, or the page where it stands in the text."""
    first = check.operands[0]
    place = place_of(first.table_id, first.row, first.column, tables)
    return f"{place[:1].upper()}{place[1:]}" if place else f"Nel testo a pagina {check.page}"


def place_of(table_id: str | None, row: int | None, column: int | None, tables: Mapping[str, Table]) -> str:
    """Where a figure stands, by the first text of its row, or half of a row, and its column's heading; "" outside a table."""
    table = tables.get(table_id or "")
    if table is None or row is None:
        return ""
    label = label_at(half_with(table, column), row, column)
    parts = [f"riga «{short(label)}»"] if label else []
    heading = table.headings()[column] if column is not None and column < table.columns else ""
    return ", ".join([*parts, *([f"colonna «{short(heading)}»"] if heading else [])])


def short(text: str, longest: int = 60) -> str:
    """A text, or its beginning where it is longer than a sentence bears."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _trimmed(value: Decimal) -> str:
    """A number without the zeros that more than two decimals end in."""
    while -int(value.as_tuple().exponent) > 2 and value == round(value, -int(value.as_tuple().exponent) - 1):
        value = round(value, -int(value.as_tuple().exponent) - 1)
    return italian(value)
