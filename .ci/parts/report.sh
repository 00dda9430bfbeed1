# shellcheck shell=bash
: "${scratch:?is made by .ci/lib.sh}"

# report.html in a real browser: of the penguins, and of a table whose columns are named by somebody who means no good.
# Pictures of both, light, dark, on a phone and on paper, stay in target/report-pictures to be looked at.

browser() { type -P chromium || type -P chromium-browser || type -P google-chrome; }

hostile_table() {
  python3 - "$1" <<'PYTHON'
import csv, random, sys
random.seed(4)
names = ["<script>alert(1)</script>", "\"onload='alert(2)' x=\"", "</title></style></svg><img src=x onerror=alert(3)>",
         "right\u202eto left", "&amp;", "a name that goes on and on " * 9]
with open(sys.argv[1], "w", encoding="utf-8", newline="") as out:
    rows = csv.writer(out)
    rows.writerow(["kind", *names])
    for i in range(400):
        common = random.gauss(0, 1)
        rows.writerow([["</table>", "b\u202e"][i % 2], *[round(common + random.gauss(k, 1), 6) for k in range(len(names))]])
PYTHON
}

# report_of NAME INPUT ARGUMENTS...: the pages of synthesize and of verify for one input.
report_of() {
  local name=$1 input=$2
  shift 2
  ./submit-scripts/spark-mixup synthesize --input "$input" "$@" --output "$scratch/$name" --report "$scratch/$name-made" |
    tail -n 1
  ./submit-scripts/spark-mixup verify --original "$input" --synthetic "$scratch/$name" "$@" \
    --report "$scratch/$name-compared" | tail -n 1
}

pages() {
  browser >/dev/null || install chromium || skip "Chromium cannot be installed"
  report_of penguins notebooks/data/penguins.csv --null-values NA --copy year --label species
  hostile_table "$scratch/hostile.csv"
  report_of hostile "$scratch/hostile.csv" --label kind
  python3 .ci/browser.py target/report-pictures \
    "penguins=$scratch/penguins-made/report.html" "penguins-verify=$scratch/penguins-compared/report.html" \
    "hostile=$scratch/hostile-made/report.html" "hostile-verify=$scratch/hostile-compared/report.html"
}

# The same eyes see what is wrong with a page: a script that fails, a picture from elsewhere.
broken_page() {
  local wrong code
  browser >/dev/null || skip "no Chromium"
  for wrong in "<script>absent()</script>" "<img src='http://127.0.0.1:9/x.png' alt='x'>" \
    "<p style='width:1400px'>wide</p>"; do
    { cat "$scratch/penguins-made/report.html" && printf '%s\n' "$wrong"; } |
      sed 's/<meta http-equiv="Content-Security-Policy"[^>]*>//' >"$scratch/broken.html"
    code=0
    python3 .ci/browser.py "$scratch/broken" "broken=$scratch/broken.html" || code=$?
    ((code == 1)) || { echo "passed: $wrong"; return 1; }
  done
}

# Colours on a terminal, and none in a pipe, nor where NO_COLOR asks for none.
colours() {
  local command green=$'\e[1;32mpassed\e[0m'
  type -P script >/dev/null || skip "no script(1)"
  printf -v command '%q ' ./submit-scripts/spark-mixup verify --original notebooks/data/penguins.csv \
    --synthetic "$scratch/penguins" --null-values NA --copy year --label species
  script -qec "$command" /dev/null </dev/null >"$scratch/terminal.txt"
  grep '^verdict' "$scratch/terminal.txt"
  grep -qF "verdict     $green: " "$scratch/terminal.txt"
  NO_COLOR=1 script -qec "$command" /dev/null </dev/null >"$scratch/plain.txt"
  grep -q '^verdict     passed: ' "$scratch/plain.txt"
  bash -c "$command" >"$scratch/pipe.txt"
  grep -q '^verdict     passed: ' "$scratch/pipe.txt"
}

check "report.html in Chromium: light, dark, narrow, printed, without scripts" pages
check "what is wrong with a page is seen" broken_page
check "colours on a terminal alone" colours
