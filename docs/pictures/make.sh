#!/usr/bin/env bash
# Makes the pictures of the docs anew from what the program writes.
# Needs barrierctl with all its formats, LibreOffice, Chromium and poppler.
# With the names of contact sheets, such as `report-plan poster-large`, it makes these alone; `singles` are the others.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

darknet=$root/examples/darknet-drug-markets.barrier.yaml
plan=$root/examples/darknet-with-plan.barrier.yaml
dutch=$root/tests/agenda/models/woningfraude.barrier.yaml
large=$work/large.barrier.yaml
(cd "$root" && python -c "from tests.conftest import large_text; print(large_text(10, 120))") >"$large"

made() { barrierctl -q export "${@:2}" --force -o "$work/$1"; }
office() {
  soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to pdf --outdir "$work" "$work/$1" >/dev/null
}
picture() { pdftoppm -png -r "$3" -f "$4" -l "$4" -singlefile "$work/$1.pdf" "$here/$2"; }
shot() { chromium --headless --no-sandbox --disable-gpu --hide-scrollbars "$@" >/dev/null 2>&1; }
smaller() {
  python - "$@" <<'PYTHON'
import sys
from PIL import Image
for path in sys.argv[1:]:
    picture = Image.open(path).convert("RGB")
    picture.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(path, optimize=True)
PYTHON
}

# All pages of a file beside each other: name, columns, width and height of a page by its width.
contact() {
  count=$(find "$work" -name "$1-page*.png" | wc -l)
  height=$(awk "BEGIN { rows = int(($count + $2 - 1) / $2); print int(rows * (($3 - 8 - 8 * $2) / $2 * $4 + 8) + 9) }")
  {
    echo "<body style='margin:0;padding:8px;display:grid;grid-template-columns:repeat($2,1fr);gap:8px;background:#d0d5da'>"
    printf "<img style='width:100%%;aspect-ratio:1/$4;object-fit:contain' src='%s'>\n" "$work/$1-page"*.png
  } >"$work/$1-sheet.html"
  shot --window-size="$3,$height" --screenshot="$here/$1.png" "file://$work/$1-sheet.html"
  smaller "$here/$1.png"
}

# The contact sheet of a format: kind, model, suffix, columns, width and height, and more options.
every() {
  name=$1-$2
  [[ ${asked:-$name} =~ (^| )$name($| ) ]] || return 0
  made "$name.$3" "${!2}" --today 2027-02-15 ${7:-}
  case $3 in
    html)
      number=0
      for part in start items findings parties action about; do
        number=$((number + 1))
        shot --window-size=1280,1800 --screenshot="$work/$name-page$number.png" "file://$work/$name.html#$part"
      done
      ;;
    *)
      [ "$3" = pdf ] || office "$name.$3"
      pdftoppm -png -scale-to-x $((2 * $5 / $4)) -scale-to-y -1 "$work/$name.pdf" "$work/$name-page"
      ;;
  esac
  contact "$name" "$4" "$5" "$6"
}

asked=$*
for each in darknet plan dutch; do
  every page $each html 3 800 1.4063
  every workbook $each xlsx 5 1100 0.7071
  every poster $each pdf 1 700 0.7071 "--paper a3"
  every report $each docx 5 760 1.4142
  every deck $each pptx 4 1000 0.5625
  every workshop $each docx 6 900 1.4142 "--view workshop"
done
every page large html 3 800 1.4063
every workbook large xlsx 14 1000 0.7071
every poster large pdf 4 900 0.7071 "--paper a0"
every report large docx 25 900 1.4142
every deck large pptx 15 760 0.5625
every workshop large docx 25 900 1.4142 "--view workshop"
[[ ${asked:-singles} =~ singles ]] || exit 0

for format in html xlsx docx pptx; do made "model.$format" "$darknet"; done
for format in xlsx docx pptx; do
  office "model.$format"
  mv "$work/model.pdf" "$work/$format.pdf"
done
made plan.pdf "$plan" --view plan --today 2027-02-15 --paper a3
made blank.pdf "$darknet" --paper a0 --blank
made workshop.pdf "$darknet" --view workshop
made poster.pdf "$darknet" --paper a3
picture poster poster 70 1
picture plan plan 70 1
picture blank blank 25 1
picture workshop workshop 80 5
page=$(pdftotext "$work/xlsx.pdf" - | awk -v RS='\f' '/Seen by/ && /TOR/ && !found++ { print NR }') # the items
picture xlsx workbook 60 "$page"
picture docx report 60 2
picture pptx slide 75 2
shot --window-size=1280,900 --screenshot="$here/page.png" "file://$work/model.html"
shot --window-size=1280,800 --blink-settings=preferredColorScheme=0 --screenshot="$here/page-dark.png" "file://$work/model.html#items"
smaller "$here"/{poster,plan,blank,workshop,workbook,report,slide,page,page-dark}.png
