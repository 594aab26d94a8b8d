#!/usr/bin/env bash
# How num2words spells an exact amount in Italian.
#
# One would expect Decimal to be the safe type to hand over. num2words 0.5.14 with lang="it" drops what follows the point of a
# Decimal, and of a number given as text: 1234.56 becomes "milleduecentotrentaquattro"; the same float keeps its cents, and so do
# Decimals in English, German, French and Spanish. A negative sum of euro raises AttributeError in Italian alone.
# Amounts in letters on a payment order lose their cents just when they are kept exactly.
#
# Seen: no cents for Decimal and for text, cents for the float. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet num2words==0.5.14
venv/bin/python - <<'PY'
from decimal import Decimal

from num2words import num2words

whole = num2words(1234, lang="it")
exact, text = num2words(Decimal("1234.56"), lang="it"), num2words("1234.56", lang="it")
inexact = num2words(1234.56, lang="it")
print("Decimal", exact, "| text", text, "| float", inexact)
assert exact == text == whole, "this has changed"
assert inexact == f"{whole} virgola cinque sei", "this has changed"
for language in ("en", "de", "fr", "es"):
    assert num2words(Decimal("1234.56"), lang=language) == num2words(1234.56, lang=language), "this has changed"
try:
    num2words(-5.5, lang="it", to="currency")
except AttributeError as e:
    print("negative euro:", e)
else:
    raise AssertionError("a negative sum of euro is spelled now")
print("As told: the exact number loses its cents, the inexact one keeps them.")
PY
