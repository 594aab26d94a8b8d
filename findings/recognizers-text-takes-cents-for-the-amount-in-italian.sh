#!/usr/bin/env bash
# Which amounts Recognizers-Text finds in Italian text with Culture.Italian.
#
# Its table of cultures names Italian, and "0,50" is read as a half: one would expect 1.234,56 euro to be read, or to be refused.
# recognizers-text-suite 1.0.2a2 for Python reads "1.234,56 euro" as 56 euro, "€ 1.234,56" as 1 euro, "1.234" as 1.234, and no
# number that is written in letters.
#
# Seen: 56 and 1. Fails if the amount is read whole, or none.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet recognizers-text-suite==1.0.2a2 emoji==1.7.0
venv/bin/python - <<'PY'
from recognizers_number import Culture, recognize_number
from recognizers_number_with_unit import recognize_currency

amounts = {text: [found.resolution["value"] for found in recognize_currency(text, Culture.Italian)] for text in ("1.234,56 euro", "€ 1.234,56")}
numbers = {text: [found.resolution["value"] for found in recognize_number(text, Culture.Italian)] for text in ("0,50", "1.234", "duecentomila")}
print(amounts, numbers)
assert amounts == {"1.234,56 euro": ["56"], "€ 1.234,56": ["1"]}, "this has changed"
assert numbers == {"0,50": ["0.5"], "1.234": ["1.234"], "duecentomila": []}, "this has changed"
print("As told: of an amount with thousands and cents only one part is read, and nothing is refused.")
PY
