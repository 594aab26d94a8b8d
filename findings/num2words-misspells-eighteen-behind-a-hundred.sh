#!/usr/bin/env bash
# How num2words spells 118, 218 … in Italian.
#
# One would expect the hundred and "diciotto" (18), which it spells rightly alone: "centodiciotto".
# num2words 0.5.14 writes "centodicotto", without the second "i", for every number whose last three digits are a hundred and 18,
# in thousands as well ("centodicottomila"); 1018 is "millediciotto".
# An amount in letters on a payment order is void of meaning to a reader that checks it against the digits.
#
# Seen: nine numbers of 999 misspelt, 118 to 918. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet num2words==0.5.14
venv/bin/python - <<'PY'
from num2words import num2words

misspelt = [number for number in range(1, 1000) if "dicotto" in num2words(number, lang="it")]
print(num2words(18, lang="it"), num2words(118, lang="it"), num2words(1018, lang="it"), misspelt)
assert misspelt == list(range(118, 1000, 100)), "this has changed"
assert num2words(118, lang="it") == "centodicotto" and num2words(18, lang="it") == "diciotto", "this has changed"
print("As told: eighteen behind a hundred loses a letter.")
PY
