"""How the headings of columns name a change between two years, a share, and movements: regular expressions, case ignored."""

VARIANCE = r"\bvar|scost|differenz|delta|Δ|\bdiff\b|\bmaggior[ie]\s+o\s+minor[ie]"
PERCENT = r"%|percentual|per\s*cento"
PLANNED = (
    r"\bpreventiv[oi]\b|\bbudget\b|\bprevision[ei]\b|\bprevist[oaie]\b|\bpre-?consuntivo\b|\bstanzia(?:ment|t)[oaie]\b"
    r"|\bassestat[oaie]\b|\bassestament[oi]\b|\bforecast\b"
)
"""What is planned of a year, and not what came of it."""

SHARE = r"incidenza|\binc\.|peso|composizione|(?:\bcomp\.|\bquota)\s*%|%\s*(?:su|sul)\s*total"
MOVED = (
    r"\baltr[ei]\b|increment|decrement|acquisizion|dismission|ammortament|accantonament|utilizz"
    r"|variazioni\s*(?:in|[dn]ell|intervenut)"
)
"""What moved in a year, beside what else did, and is no difference of two: `Altre variazioni`, `Variazioni dell'esercizio`."""

CHANGE = rf"^(?!.*(?:{SHARE}|{PERCENT}|{MOVED})).*(?:{VARIANCE})"
CHANGE_PCT = rf"^(?!.*(?:{SHARE}))(?:(?=.*(?:{PERCENT})).*(?:{VARIANCE})|\s*%\s*$)"
