#!/usr/bin/env bash
# What price-parser makes of unit prices in thousandths and of amounts below zero.
#
# "0,125 €" is an eighth of a euro (a tariff a kilowatt-hour, a fee a page); no group of thousands begins with a lone nought, so one
# would expect 0.125. A minus or brackets would be expected to count.
# price-parser 0.5.1 takes the comma before three digits for the mark of thousands whatever stands before it: 125. It drops the
# sign of "-1.234,50 €" and the brackets of "(1.234,50)".
#
# Seen: 125, 1234.50, 1234.50. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet price-parser==0.5.1
venv/bin/python - <<'PY'
from decimal import Decimal

from price_parser import Price

printed = ("0,125 €", "-1.234,50 €", "(1.234,50)")
read = [Price.fromstring(one).amount for one in printed]
print(dict(zip(printed, read)))
assert read == [Decimal("125"), Decimal("1234.50"), Decimal("1234.50")], "this has changed"
print("As told: a fraction becomes whole euros, and what is below zero is above it.")
PY
