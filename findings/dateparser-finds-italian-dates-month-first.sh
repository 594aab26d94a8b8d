#!/usr/bin/env bash
# Which day dateparser finds in the text of an Italian resolution.
#
# "3/4/2023" is the third of April in Italian, and dateparser.parse(…, languages=["it"]) says so; one would expect search_dates,
# which finds dates in running text with the same languages, to agree.
# search_dates of dateparser 1.5.0 reads the month first: the fourth of March. It does so for French and German too; only
# settings={"DATE_ORDER": "DMY"} helps. A day above 12 comes out right, so that a sample may not show it.
#
# Seen: 2023-04-03 by parse, 2023-03-04 by search_dates. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet dateparser==1.5.0
venv/bin/python - <<'PY'
from datetime import date

import dateparser
from dateparser.search import search_dates


def found(text: str, language: str = "it", **settings: str) -> list[date]:
    return [day.date() for _, day in search_dates(text, languages=[language], settings=settings) or []]


alone = dateparser.parse("3/4/2023", languages=["it"]).date()
in_text, in_french = found("Delibera del 3/4/2023"), found("le 3/4/2023", "fr")
told, above = found("Delibera del 3/4/2023", DATE_ORDER="DMY"), found("Delibera del 13/4/2023")
print("alone", alone, "| in text", in_text, "| French", in_french, "| told the order", told, "| above 12", above)
assert alone == date(2023, 4, 3) and told == [alone], "this has changed"
assert in_text == in_french == [date(2023, 3, 4)] and above == [date(2023, 4, 13)], "this has changed"
print("As told: in running text the month is read first.")
PY
