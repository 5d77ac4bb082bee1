#!/usr/bin/env bash
# Makes the pictures of the docs anew from what the program writes.
# Needs barrierctl with all its formats, LibreOffice, Chromium and poppler.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
model=$here/../../examples/darknet-drug-markets.barrier.yaml
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for format in html xlsx docx pptx; do barrierctl -q export "$model" -o "$work/model.$format"; done
barrierctl -q export "$model" --paper a3 -o "$work/poster.pdf"
barrierctl -q export "$here/../../examples/darknet-with-plan.barrier.yaml" --view plan --today 2027-02-15 --paper a3 -o "$work/plan.pdf"
barrierctl -q export "$here/../../tests/agenda/models/woningfraude.barrier.yaml" --paper a3 -o "$work/dutch.pdf"
barrierctl -q export "$model" --paper a0 --blank -o "$work/blank.pdf"
barrierctl -q export "$model" --view workshop -o "$work/workshop.pdf"

picture() { pdftoppm -png -r "$3" -f "$4" -l "$4" -singlefile "$work/$1.pdf" "$here/$2"; }
for format in xlsx docx pptx; do
  soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to pdf --outdir "$work" "$work/model.$format" >/dev/null
  mv "$work/model.pdf" "$work/$format.pdf"
done
picture poster poster 70 1
picture plan plan 70 1
picture blank blank 25 1
picture workshop workshop 80 5
page=$(pdftotext "$work/xlsx.pdf" - | awk -v RS='\f' '/Seen by/ && /TOR/ && !found++ { print NR }') # the items
picture xlsx workbook 60 $page
picture docx report 60 2
picture pptx slide 75 2

# Pictures of the pages of a file, so many beside each other.
contact() {
  {
    echo "<body style='margin:0;padding:8px;display:grid;grid-template-columns:repeat($4,1fr);gap:8px;background:#d0d5da'>"
    printf '<img style="width:100%%" src="%s">\n' "$work/$1-page"*.png
  } >"$work/$1-sheet.html"
  chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size="$3" \
    --screenshot="$here/$2.png" "file://$work/$1-sheet.html" >/dev/null 2>&1
}
barrierctl -q export "$here/../../examples/darknet-with-plan.barrier.yaml" --today 2027-02-15 -o "$work/deck.html"
number=0
for sheet in poster dutch plan blank; do
  number=$((number + 1))
  pdftoppm -png -scale-to 780 -singlefile "$work/$sheet.pdf" "$work/posters-page$number"
done
contact posters posters 1000,721 2
barrierctl -q export "$here/../../examples/darknet-with-plan.barrier.yaml" --today 2027-02-15 -o "$work/sheets.xlsx"
soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to pdf --outdir "$work" "$work/sheets.xlsx" >/dev/null
pdftoppm -png -r 40 "$work/sheets.pdf" "$work/sheets-page"
contact sheets workbook-sheets 1300,951 5

shot() {
  chromium --headless --no-sandbox --disable-gpu --hide-scrollbars "$@" >/dev/null 2>&1
}
shot --window-size=1280,1500 --screenshot="$here/page.png" "file://$work/model.html"
shot --window-size=1280,800 --blink-settings=preferredColorScheme=0 --screenshot="$here/page-dark.png" "file://$work/model.html#items"
number=0
for part in start items findings parties action about; do
  number=$((number + 1))
  shot --window-size=1280,2400 --screenshot="$work/parts-page$number.png" "file://$work/deck.html#$part"
done
contact parts page-parts 800,1008 3

# All pages of reports, decks and sheets of a workshop: columns and width for each.
root=$here/../..
(cd "$root" && python -c "from tests.conftest import large_text; print(large_text(10, 120))") >"$work/large.barrier.yaml"
every() {
  name=$1-$2
  barrierctl -q export "$3" --today 2027-02-15 -o "$work/$name.$4" ${7:-}
  soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to pdf --outdir "$work" "$work/$name.$4" >/dev/null
  pdftoppm -png -scale-to-x $((2 * $6 / $5)) -scale-to-y -1 "$work/$name.pdf" "$work/$name-page"
  count=$(find "$work" -name "$name-page*.png" | wc -l)
  tall=$([ "$4" = pptx ] && echo 0.5625 || echo 1.4142)
  height=$(awk "BEGIN { rows = int(($count + $5 - 1) / $5); print int(rows * (($6 - 8 - 8 * $5) / $5 * $tall + 8) + 9) }")
  contact "$name" "$name" "$6,$height" "$5"
}
darknet=$model plan=$root/examples/darknet-with-plan.barrier.yaml dutch=$root/tests/agenda/models/woningfraude.barrier.yaml
large=$work/large.barrier.yaml
for each in darknet plan dutch; do
  every report $each "${!each}" docx 5 760
  every deck $each "${!each}" pptx 4 1000
  every workshop $each "${!each}" docx 6 900 "--view workshop"
done
every report large "$large" docx 25 900
every deck large "$large" pptx 15 760
every workshop large "$large" docx 25 900 "--view workshop"
