# shellcheck shell=bash
: "${scratch:?is made by .ci/lib.sh}"

# One jar, every Spark, every Java: the fingerprints of the synthetic rows must be the ones on file.

# shellcheck source=.ci/sparks.sh
source .ci/sparks.sh

# golden_run NAME PROGRAM... ARGUMENTS...: runs it and compares the output's fingerprint with the one on file.
golden_run() {
  local name=$1 folder want got
  shift
  folder=$(mktemp -d -- "$scratch/golden.XXXXXX")
  want=$(golden_fingerprint "$name")
  "$@" --output "$folder/out" --report "$folder/report" >"$folder/stdout" ||
    { local code=$?; cat "$folder/stdout"; return "$code"; }
  got=$(output_fingerprint <"$folder/report/report.json")
  echo "$name: $got"
  [[ $got == "$want" ]] || { echo "$name: the golden fingerprint is $want"; return 1; }
}

the_penguins=(synthesize --input notebooks/data/penguins.csv --null-values NA --copy year --label species)

penguins() { golden_run penguins ./submit-scripts/spark-mixup "${the_penguins[@]}"; }

# Without what the launcher adds, but for a quiet log.
submitted() {
  ./submit-scripts/spark-mixup --version
  golden_run penguins env SPARK_LOCAL_IP=127.0.0.1 "$SPARK_HOME/bin/spark-submit" --class io.sparkmixup.cli.Main \
    --driver-java-options -Dlog4j2.configurationFile=conf/log4j2.properties target/spark-mixup-*.jar "${the_penguins[@]}"
}

alltypes() {
  golden_run alltypes ./submit-scripts/spark-mixup synthesize --input "$golden/alltypes.parquet" \
    --mix b,s,i,l,f,d,dec9,dec38,doubles,longs,vector --id-columns k --seed 7
}

golden_part() {
  local version run
  for version in 3.5.8 4.1.0 4.3.0; do
    for run in penguins alltypes; do
      check "golden $run on Spark $version, Java 17" on_spark "$version" 17 "$run"
    done
    check "golden penguins by plain spark-submit $version, Java 17" on_spark "$version" 17 submitted
  done
  for run in penguins alltypes; do
    check "golden $run on Spark 4.3.0, Java 24 or later" on_spark 4.3.0 24+ "$run"
  done
}

golden_part
