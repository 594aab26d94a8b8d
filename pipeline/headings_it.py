"""What the columns of the datasets are called in Italian, for those who read them in a workbook."""

from __future__ import annotations

SHEETS = {
    "documents": "Documenti",
    "findings": "Segnalazioni",
    "quarantine": "Non letti",
    "variance_lines": "Scostamenti",
    "income_statement_lines": "Conto economico",
    "personnel_costs": "Costi del personale",
    "strategic_objectives": "Obiettivi strategici",
    "strategic_targets": "Target strategici",
    "indicators": "Indicatori",
    "service_standards": "Standard dei servizi",
    "monitored_procedures": "Procedimenti",
    "objective_results": "Risultati obiettivi",
    "project_indicators": "Indicatori di progetto",
}
"""The sheet of each dataset."""

LEFT_OUT = frozenset({"document_id", "section_id", "producer", "code_version", "decisions", "message", "error", "stage"})
"""Columns that say nothing to a reader of a workbook."""

FIRST = {
    "findings": (
        "document", "severity", "status", "rule", "page", "message_it", "printed_text", "printed_value", "suggested_value",
        "slip", "decided_text", "decided_value", "decided_page", "decided_by", "decided_on", "decision_reason",
    ),
    "quarantine": ("source_file", "page", "reason"),
}  # fmt: skip
"""The columns that a sheet begins with; the others follow as they are."""

HEADINGS = {
    "account_code": "Codice conto",
    "amount": "Importo",
    "area": "Area",
    "area_code": "Codice area",
    "base_year": "Anno di confronto",
    "change": "Variazione",
    "change_pct": "Variazione %",
    "column_index": "Colonna",
    "comment": "Commento",
    "coordinator": "Coordinatore",
    "costs": "Oneri",
    "coverage": "Quota di cifre confermate",
    "current_amount": "Importo dell'anno",
    "current_year": "Anno",
    "december": "Dicembre",
    "decided_by": "Deciso da",
    "decided_on": "Deciso il",
    "decided_page": "Pagina della cifra decisa",
    "decided_text": "Cifra decisa, come stampata",
    "decided_value": "Valore deciso",
    "decision_reason": "Motivo",
    "description": "Descrizione",
    "document": "Documento",
    "entity": "Ente",
    "expected_text": "Risultato atteso",
    "finding_id": "Codice segnalazione",
    "fiscal_year": "Esercizio",
    "indicator": "Indicatore",
    "indicator_number": "Numero indicatore",
    "investments": "Investimenti",
    "is_total": "Totale",
    "june": "Giugno",
    "label": "Voce",
    "message_it": "Segnalazione",
    "not_computable": "Non calcolabile",
    "note": "Note",
    "number": "Numero",
    "objective": "Obiettivo",
    "objective_code": "Codice obiettivo",
    "objective_number": "Numero obiettivo",
    "observed_days": "Giorni rilevati",
    "observed_text": "Valore rilevato",
    "office": "Unità organizzativa",
    "outcome_pct": "Risultato %",
    "outcome_text": "Risultato",
    "page": "Pagina",
    "page_count": "Pagine",
    "printed_text": "Stampato",
    "printed_value": "Valore stampato",
    "prior_amount": "Importo dell'anno precedente",
    "prior_year": "Anno precedente",
    "project": "Progetto",
    "realization_pct": "Realizzazione %",
    "reason": "Motivo",
    "result_pct": "Risultato %",
    "result_text": "Risultato",
    "revenues": "Proventi",
    "row_index": "Riga",
    "rule": "Regola",
    "scale": "Unità (euro)",
    "scheme_code": "Codice dello schema",
    "scope": "Ambito",
    "september": "Settembre",
    "service": "Servizio",
    "service_group": "Gruppo di servizi",
    "severity": "Gravità",
    "share_pct": "Incidenza %",
    "slip": "Causa probabile",
    "source": "Fonte",
    "source_file": "File",
    "status": "Stato",
    "suggested_value": "Valore proposto",
    "table_id": "Tabella",
    "target_days": "Giorni programmati",
    "target_number": "Numero target",
    "target_text": "Valore programmato",
    "text_source": "Origine del testo",
    "title": "Titolo",
    "variance": "Scostamento",
    "variance_pct": "Scostamento %",
    "verdict": "Esito della ricerca",
    "year": "Anno",
}
"""The heading of each column."""

WORDS = {
    "severity": {"error": "errore", "warning": "attenzione", "info": "nota"},
    "status": {
        "open": "da decidere", "corrected": "corretto", "accepted": "confermato come stampato", "dismissed": "archiviato",
        "complete": "completo", "partial": "in parte",
    },
    "verdict": {"located": "cifra individuata", "ambiguous": "più cifre possibili", "unlocatable": "non individuabile"},
    "text_source": {"text": "testo", "ocr": "riconoscimento ottico", "mixed": "testo e riconoscimento ottico"},
}  # fmt: skip
"""What the words of a column are in Italian."""

NOTES = (
    ("Importi", "Sono riportati come stampati; vanno moltiplicati per la colonna «Unità (euro)», dove c'è."),
    ("(deciso)", "Le colonne così indicate riportano il valore deciso in revisione, accanto a quello stampato."),
    ("Pagina", "È contata dall'inizio del file, da 1."),
    ("Tabella, riga, colonna", "Il posto nella tabella del documento: righe e colonne sono contate da 1."),
    ("errore", "Il documento contraddice sé stesso."),
    ("attenzione", "Qualcosa da guardare: può essere un errore del documento o della lettura."),
    ("nota", "Qualcosa che è utile sapere."),
    ("Valore proposto", "Il valore con cui tornano le verifiche in cui la cifra compare."),
    ("Quota di cifre confermate", "Le cifre delle tabelle che almeno una verifica conferma, da 0 a 1."),
)
"""What a reader should know, as the legend says it."""
