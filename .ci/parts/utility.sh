# shellcheck shell=bash
: "${scratch:?is made by .ci/lib.sh}"

# What `verify --utility` measures, measured once more by scikit-learn and numpy on real data.

utility_python() {
  local venv=${XDG_CACHE_HOME:-$HOME/.cache}/spark-mixup-ci/utility
  if [[ ! -f $venv/.complete ]]; then
    rm -rf -- "$venv"
    mkdir -p -- "$(dirname -- "$venv")"
    python3 -m venv "$venv" >&2 || { install python3-venv && python3 -m venv --clear "$venv"; } >&2
    "$venv/bin/pip" install -q --disable-pip-version-check scikit-learn >&2
    touch "$venv/.complete"
  fi
  printf '%s' "$venv/bin/python"
}

utility() {
  local python
  python=$(utility_python)
  "$python" .ci/utility.py export "$scratch"
  ./submit-scripts/spark-mixup synthesize --input "$scratch/real.csv" --label diagnosis --seed 1 \
    --output "$scratch/synthetic" --output-format csv >/dev/null
  ./submit-scripts/spark-mixup verify --original "$scratch/real.csv" --synthetic "$scratch/synthetic" \
    --label diagnosis --utility --holdout "$scratch/holdout.csv" --report "$scratch/utility-report"
  "$python" .ci/utility.py compare "$scratch" "$scratch/utility-report/report.json"
}

check "utility and closeness, compared by scikit-learn and numpy" utility
