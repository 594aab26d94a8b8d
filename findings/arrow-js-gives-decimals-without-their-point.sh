#!/usr/bin/env bash
# What a page in a browser, or Node, gets for the decimals of a Parquet file by way of Arrow's own library for JavaScript.
#
# One would expect 1000, -2.35 and 0.07, as text or as numbers. With parquet-wasm 0.8.0 and apache-arrow 21.2.0 the column is
# declared as a decimal of scale 2, and its values are 100000, -235 and 7, whichever way they are asked (String, Number, JSON):
# the scale is dropped. Added up, a column of euro comes out as cents; two columns of unlike scales cannot be told apart.
#
# Seen: a sum of 99772 for 997.72. Fails if the values carry their scale.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet pyarrow==22.0.0
venv/bin/python - <<'PY'
from decimal import Decimal

import pyarrow
import pyarrow.parquet

values = pyarrow.array([Decimal("1000.00"), Decimal("-2.35"), Decimal("0.07")], pyarrow.decimal128(18, 2))
pyarrow.parquet.write_table(pyarrow.table({"euro": values}), "euro.parquet")
PY
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund parquet-wasm@0.8.0 apache-arrow@21.2.0
cat > read.cjs <<'JS'
const fs = require("fs");
const { readParquet } = require("parquet-wasm/node");
const { tableFromIPC } = require("apache-arrow");
const table = tableFromIPC(readParquet(fs.readFileSync("euro.parquet")).intoIPCStream());
const values = [...table.getChild("euro")];
console.log(String(table.schema.fields[0]), values.map(String), values.map(Number));
const sum = values.reduce((total, value) => total + Number(value), 0);
console.log("sum:", sum);
if (sum !== 99772 || String(values[1]) !== "-235") throw new Error("this has changed");
console.log("As told: the scale of the column is dropped, and euro are read as cents.");
JS
node read.cjs
