#!/usr/bin/env bash
# What unpaper, with the options that OCRmyPDF gives it for --clean, leaves of amounts on a page scanned at 150 dpi.
#
# One would expect specks to go and print to stay. unpaper 7.0.0 (Debian 12) takes clusters of up to four dark pixels for noise,
# and at 150 dpi the point of a 9-point face is just that: text recognition is handed "12 5%" for "12.5%" and "1 234" for
# "1.234", from a black-and-white scan as from a grey one. Commas, which are larger, stay, so that nothing looks amiss.
#
# Seen: of 36 clusters the five points are gone, no comma; at 200 dpi none. Fails if that changes. Needs apt and Debian 12.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
chmod 755 .
apt-get -qq --print-uris -o Dir::State::status=/dev/null --no-install-recommends install unpaper=7.0.0-0.1 |
  awk '{print $2}' | sed 's/_.*//' | grep -vx unpaper > names
apt-get -qq download unpaper=7.0.0-0.1 $(cat names) >/dev/null 2>&1
for package in *.deb; do dpkg-deb -x "$package" root; done
libraries=$(find root -name '*.so*' -printf '%h\n' | sort -u | paste -sd:)
loader=$(find root -name 'ld-linux*.so*' | head -n 1)
python3 -m venv venv
venv/bin/pip install --quiet pillow==12.0.0
cat > run.py <<'PY'
import subprocess
import sys

from PIL import Image, ImageDraw, ImageFont

loader, libraries = sys.argv[1:]
OPTIONS = "--layout none --mask-scan-size 100 --no-border-align --no-mask-center --no-grayfilter --no-blackfilter --no-deskew"
AMOUNTS = ["1.234.567,89", "12.5%", "0,07", "98.765,43", "3.1%"]


def clusters(image):
    """The sizes and places of what is black and hangs together."""
    black = {(x, y) for y in range(image.height) for x in range(image.width) if not image.getpixel((x, y))}
    while black:
        todo, found = [black.pop()], []
        while todo:
            x, y = todo.pop()
            found.append((x, y))
            near = {(x + i, y + j) for i in (-1, 0, 1) for j in (-1, 0, 1)} & black
            black -= near
            todo += near
        yield found


def lost(dpi, kind):
    """How many clusters of the amounts there were, and the sizes of those that are gone."""
    page = Image.new("L", (dpi * 4, dpi * 3), 255)
    font = ImageFont.load_default(9 * dpi / 72)
    for i, amount in enumerate(AMOUNTS):
        ImageDraw.Draw(page).text((dpi // 2, dpi // 2 + i * dpi // 4), amount, fill=0, font=font)
    black = page.point(lambda grey: 255 * (grey > 127))
    (black.convert("1") if kind == "pbm" else page).save(f"page.{kind}")
    command = [loader, "--library-path", libraries, "root/usr/bin/unpaper", "-q", "--overwrite", *OPTIONS.split()]
    command += [f"page.{kind}", f"out.{kind}"]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    cleaned = Image.open(f"out.{kind}").convert("L")
    before = list(clusters(black))
    return len(before), sorted(len(c) for c in before if all(cleaned.getpixel(at) > 127 for at in c))


seen = {(dpi, kind): lost(dpi, kind) for dpi, kind in ((150, "pbm"), (150, "pgm"), (200, "pbm"))}
print(seen)
if seen[150, "pbm"] != (36, [4] * 5) or seen[150, "pgm"] != seen[150, "pbm"] or seen[200, "pbm"][1]:
    raise SystemExit("this has changed")
print("As told: at 150 dpi the points of amounts are gone.")
PY
venv/bin/python run.py "$loader" "$libraries"
