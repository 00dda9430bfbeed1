# shellcheck shell=bash
: "${scratch:?is made by .ci/lib.sh}"

# What verify says of columns and pairs, compared with SDMetrics on the same rows: penguins and what is made of them, and
# a table of mixed types, below and above the number of rows up to which distances are exact.

similarity_python() {
  local venv=${XDG_CACHE_HOME:-$HOME/.cache}/spark-mixup-ci/similarity
  if [[ ! -f $venv/.complete ]]; then
    rm -rf -- "$venv"
    mkdir -p -- "$(dirname -- "$venv")"
    python3 -m venv "$venv" >&2 || { install python3-venv && python3 -m venv --clear "$venv"; } >&2
    "$venv/bin/pip" install -q --disable-pip-version-check sdmetrics==0.32.0 pyarrow >&2
    touch "$venv/.complete"
  fi
  printf '%s' "$venv/bin/python"
}

# compare_similarity PYTHON ORIGINAL SYNTHETIC OPTIONS...: the verdict does not matter here, the numbers do.
compare_similarity() {
  local python=$1 original=$2 synthetic=$3 code=0
  shift 3
  ./submit-scripts/spark-mixup verify --original "$original" --synthetic "$synthetic" --report "$scratch/report" "$@" \
    >"$scratch/verify.txt" || code=$?
  [[ $code == 0 || $code == 3 ]] || return "$code"
  grep '^similarity' "$scratch/verify.txt"
  "$python" .ci/similarity.py compare "$scratch/report/report.json" "$original" "$synthetic"
}

similar_penguins() {
  local python
  python=$(similarity_python)
  ./submit-scripts/spark-mixup synthesize --input notebooks/data/penguins.csv --null-values NA --copy year \
    --label species --output "$scratch/similar-penguins" --output-format parquet >/dev/null
  compare_similarity "$python" notebooks/data/penguins.csv "$scratch/similar-penguins" --null-values NA --copy year \
    --label species
}

similar_tables() {
  local python
  python=$(similarity_python)
  mkdir -p -- "$scratch/similar-$1"
  "$python" .ci/similarity.py make "$scratch/similar-$1" "$1"
  compare_similarity "$python" "$scratch/similar-$1/a.parquet" "$scratch/similar-$1/b.parquet" --mix x,y,skewed,atom \
    --label kind
}

check "columns and pairs of penguins, compared by SDMetrics" similar_penguins
check "columns and pairs of mixed types, 3,000 rows, compared by SDMetrics" similar_tables 3000
check "columns and pairs of mixed types, 120,000 rows, compared by SDMetrics" similar_tables 120000
