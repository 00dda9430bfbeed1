# shellcheck shell=bash
: "${scratch:?is made by .ci/lib.sh}"

# One jar, every Spark, every Java: the fingerprints of the synthetic rows must be the ones on file.

# shellcheck source=.ci/sparks.sh
source .ci/sparks.sh

# golden_run NAME ARGUMENTS...: runs the launcher and compares the output's fingerprint with the one on file.
golden_run() {
  local name=$1 folder want got
  shift
  folder=$(mktemp -d -- "$scratch/golden.XXXXXX")
  want=$(golden_fingerprint "$name")
  ./submit-scripts/spark-mixup synthesize "$@" --output "$folder/out" --report "$folder/report" >"$folder/stdout" ||
    { local code=$?; cat "$folder/stdout"; return "$code"; }
  got=$(output_fingerprint <"$folder/report/report.json")
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
