#!/usr/bin/env bash
# What csvkit makes of Italian amounts in a file that parts its columns by semicolons.
#
# A tool that sorts a file would be expected to leave its fields as they are, and one that expects decimal points to take "12,5" for
# text, since no group of thousands has one digit.
# csvkit 2.2.0 reads with agate, which drops every comma as a mark of groups, wherever it stands: csvsort writes 125 for 12,5 and
# 725 for 7,25, while 1.234 (a thousand) stays 1.234. With -L it_IT the amounts are right, but the codes of a budget are not:
# 01.01 becomes 101.
#
# Seen: 125, 1.234 and 725; codes 101, 102 and 201 with -L it_IT. Fails if that changes.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet csvkit==2.2.0 agate==1.14.2
printf '%s\n' 'codice;voce;importo' '01.01;Personale;12,5' '01.02;Servizi;1.234' '02.01;Imposte;7,25' > conto.csv
plain=$(venv/bin/csvsort -d ';' -c 2 conto.csv | tr '\n' ' ')
italian=$(venv/bin/csvsort -d ';' -L it_IT -c 2 conto.csv | tr '\n' ' ')
printf '%s\n' "$plain" "$italian"
[ "$plain" = "codice,voce,importo 2.01,Imposte,725 1.01,Personale,125 1.02,Servizi,1.234 " ]
[ "$italian" = "codice,voce,importo 201,Imposte,7.25 101,Personale,12.5 102,Servizi,1234 " ]
echo "As told: sorting a file multiplies its amounts, or its codes."
