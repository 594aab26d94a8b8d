#!/usr/bin/env bash
# What Babel's parse_decimal(strict=True) takes for an Italian number.
#
# Strict parsing refuses "12.34" and "1.23,50", whose marks stand wrongly; one would expect it to refuse what is no number on a
# page at all.
# Babel 2.19.0 hands what passes to Decimal, which takes more: "NaN" and "Infinity" (a NaN in a sum makes the sum a NaN), "1_000",
# "1e3". The minus that typesetters use (U+2212) is refused.
#
# Seen: NaN, Infinity, 1000 and 1E+3; the minus refused. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet babel==2.19.0
venv/bin/python - <<'PY'
from babel.numbers import NumberFormatError, parse_decimal


def read(text: str) -> str:
    try:
        return str(parse_decimal(text, locale="it_IT", strict=True))
    except NumberFormatError:
        return "refused"


shown = {text: read(text) for text in ("12.34", "NaN", "Infinity", "1_000", "1e3", "\u22125,00")}
print(shown)
assert list(shown.values()) == ["refused", "NaN", "Infinity", "1000", "1E+3", "refused"], "this has changed"
print("As told: strict is not strict with what Decimal takes.")
PY
