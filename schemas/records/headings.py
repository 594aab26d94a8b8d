"""How the headings of columns name a change between two years, and a share: regular expressions, case ignored."""

VARIANCE = r"\bvar|scost|differenz|delta|Δ|\bdiff\b|\bmaggior[ie]\s+o\s+minor[ie]"
PERCENT = r"%|percentual|per\s*cento"
SHARE = r"incidenza|\binc\.|peso|composizione|%\s*(?:su|sul)\s*total"

CHANGE = rf"^(?!.*(?:{SHARE}|{PERCENT})).*(?:{VARIANCE})"
CHANGE_PCT = rf"^(?!.*(?:{SHARE}))(?:(?=.*(?:{PERCENT})).*(?:{VARIANCE})|\s*%\s*$)"
