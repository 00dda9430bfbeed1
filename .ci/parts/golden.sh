# shellcheck shell=bash
: "${scratch:?is made by .ci/lib.sh}"

# One jar, every Spark, every Java: the fingerprints of the synthetic rows must be the ones on file.

golden=src/test/resources/golden
sparks=${XDG_CACHE_HOME:-$HOME/.cache}/spark-mixup-ci

# Puts PyPI's pyspark of a version, a whole distribution, where it is kept; prints its home.
spark_distribution() {
  local version=$1 venv=$sparks/pyspark-$1
  if [[ ! -f $venv/.complete ]]; then
    rm -rf -- "$venv"
    mkdir -p -- "$sparks"
    # Debian's python3 has no venv of its own.
    python3 -m venv "$venv" >&2 || { install python3-venv && python3 -m venv --clear "$venv"; } >&2
    "$venv/bin/pip" install -q --disable-pip-version-check "pyspark==$version" >&2
    touch "$venv/.complete"
  fi
  printf '%s\n' "$venv"/lib/python3*/site-packages/pyspark
}

# golden_run NAME ARGUMENTS...: runs the launcher and compares the output's fingerprint with the one on file.
golden_run() {
  local name=$1 folder want got
  shift
  folder=$(mktemp -d -- "$scratch/golden.XXXXXX")
  want=$(sed -n "s/^$name=//p" "$golden/fingerprints.properties")
  [[ -n $want ]] || { echo "$golden/fingerprints.properties has no line $name="; return 1; }
  ./submit-scripts/spark-mixup synthesize "$@" --output "$folder/out" --report "$folder/report" >"$folder/stdout" ||
    { local code=$?; cat "$folder/stdout"; return "$code"; }
  got=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["fingerprints"]["output"])' \
    "$folder/report/report.json")
  echo "$name: $got"
  [[ $got == "$want" ]] || { echo "$name: the golden fingerprint is $want"; return 1; }
}

penguins() {
  golden_run penguins --input notebooks/data/penguins.csv --null-values NA --copy year --label species
}

alltypes() {
  golden_run alltypes --input "$golden/alltypes.parquet" --mix b,s,i,l,f,d,dec9,dec38,doubles,longs,vector \
    --id-columns k --seed 7
}

# on_spark VERSION JAVA COMMAND: runs a command with that Spark and a Java of that version.
on_spark() {
  JAVA_HOME=$(java_home "$2")
  [[ -n $JAVA_HOME ]] || skip "no Java $2 in JAVA_HOME, on the PATH or in /usr/lib/jvm"
  SPARK_HOME=$(spark_distribution "$1")
  export JAVA_HOME SPARK_HOME
  "$3"
}

golden_part() {
  local version run
  for version in 3.5.8 4.1.0 4.3.0; do
    for run in penguins alltypes; do
      check "golden $run on Spark $version, Java 17" on_spark "$version" 17 "$run"
    done
  done
  for run in penguins alltypes; do
    check "golden $run on Spark 4.3.0, Java 24 or later" on_spark 4.3.0 24+ "$run"
  done
}

golden_part
