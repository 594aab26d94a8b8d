#!/usr/bin/env bash
# What libraries for Italian numbers in JavaScript make of a loss whose sign is the true minus (U+2212), or stands behind it.
#
# One would expect a negative number, or none. With the Italian marks set, numeral 2.0.6, accounting 0.4.1 and currency.js 2.0.4
# read −1.234,56 as 1234.56, a gain, and say nothing; numbro 2.5.0 and parse-decimal-number 1.0.0 give none. accounting reads
# 1.234,56- as a gain too, which numeral takes for a loss and currency.js refuses. All read -1.234,56 for what it is.
# LaTeX, typesetting programs and many websites print the true minus.
#
# Seen: three gains of 1234.56 from the true minus, one from the sign behind. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
npm install --silent --no-audit --no-fund --ignore-scripts \
    numeral@2.0.6 accounting@0.4.1 currency.js@2.0.4 numbro@2.5.0 parse-decimal-number@1.0.0
cat > read.js <<'JS'
const assert = require("node:assert");
const numeral = require("numeral");
require("numeral/locales/it");
numeral.locale("it");
const numbro = require("numbro");
numbro.registerLanguage(require("numbro/dist/languages.min.js")["it-IT"]);
numbro.setLanguage("it-IT");
const accounting = require("accounting");
const currency = require("currency.js");
const readers = {
  numeral: (text) => numeral(text).value(),
  accounting: (text) => accounting.unformat(text, ","),
  currency: (text) => currency(text, { separator: ".", decimal: ",", symbol: "\u20ac" }).value,
  numbro: (text) => numbro.unformat(text),
  parse: (text) => require("parse-decimal-number")(text, ".,"),
};
const read = (text) => Object.fromEntries(Object.entries(readers).map(([name, by]) => [name, by(text)]));
const [hyphen, minus, behind] = ["-1.234,56", "\u22121.234,56", "1.234,56-"].map(read);
console.log({ hyphen, minus, behind });
assert(Object.values(hyphen).every((value) => value === -1234.56), "this has changed");
assert.deepStrictEqual([minus.numeral, minus.accounting, minus.currency], [1234.56, 1234.56, 1234.56], "this has changed");
assert(minus.numbro === undefined && Number.isNaN(minus.parse), "this has changed");
assert.deepStrictEqual([behind.numeral, behind.accounting, behind.currency], [-1234.56, 1234.56, NaN], "this has changed");
console.log("As told: three of five read a loss as a gain.");
JS
node read.js
