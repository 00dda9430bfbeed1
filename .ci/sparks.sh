# Sparks and Javas to run on, and what must come out on all of them. Sourced by the parts.
# shellcheck shell=bash
: "${scratch:?is made by .ci/lib.sh}"

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

# golden_fingerprint NAME: the one on file.
golden_fingerprint() {
  local want
  want=$(sed -n "s/^$1=//p" "$golden/fingerprints.properties")
  [[ -n $want ]] || { echo "$golden/fingerprints.properties has no line $1=" >&2; return 1; }
  printf '%s' "$want"
}

# output_fingerprint < report.json: that of the rows it tells of.
output_fingerprint() { python3 -c 'import json, sys; print(json.load(sys.stdin)["fingerprints"]["output"])'; }

# on_spark VERSION JAVA COMMAND: runs a command with that Spark and a Java of that version.
on_spark() {
  JAVA_HOME=$(java_home "$2")
  [[ -n $JAVA_HOME ]] || skip "no Java $2 in JAVA_HOME, on the PATH or in /usr/lib/jvm"
  SPARK_HOME=$(spark_distribution "$1")
  export JAVA_HOME SPARK_HOME
  "$3"
}
