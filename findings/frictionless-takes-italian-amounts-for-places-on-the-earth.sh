#!/usr/bin/env bash
# What type frictionless infers for a column of Italian amounts in a CSV file.
#
# "10,00" and "1.345,60" are no numbers to a reader that expects a decimal point; one would expect a column of text then.
# frictionless 5.21.0 infers a geopoint, a pair of coordinates parted by a comma: 10,00 is the place 10° east, 0° north, and
# 1.345,60 is 1.345° east, 60° north. One amount that cannot be a place ("-234,50", "1.345,99") makes the column text again: the
# type depends on which amounts a year happens to have.
#
# Seen: geopoint for 10,00 and 1.345,60; string for 10,00 and 1.345,99. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet frictionless==5.21.0
venv/bin/python - <<'PY'
from frictionless import Resource, describe


def infer(*amounts: str) -> tuple[str, list[object]]:
    with open("conto.csv", "w", encoding="utf-8") as file:
        file.write("\n".join(["Voce;Importo", *(f"Voce {n};{amount}" for n, amount in enumerate(amounts))]) + "\n")
    kind = next(field.type for field in describe("conto.csv").schema.fields if field.name == "Importo")
    return kind, [row["Importo"] for row in Resource("conto.csv").read_rows()]


small, large = infer("10,00", "1.345,60"), infer("10,00", "1.345,99")
print(small, large)
assert small[0] == "geopoint" and [list(map(float, place)) for place in small[1]] == [[10, 0], [1.345, 60]], "this has changed"
assert large == ("string", ["10,00", "1.345,99"]), "this has changed"
print("As told: amounts are places on the earth, unless one of them cannot be.")
PY
