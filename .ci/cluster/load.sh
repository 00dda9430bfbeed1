# Load: many jobs on one driver, many rows through small executors.
# shellcheck shell=bash
: "${scratch:?is made by .ci/lib.sh}"

# shellcheck source=.ci/cluster/breaking.sh
source .ci/cluster/breaking.sh

# load_driver MASTER WORDS...: Load.java as a driver, with a folder of temporary files of its own. Spark keeps what its
# pages show of the last jobs only, so that 200 of them are many.
load_driver() {
  local on=$1 words=() jar
  shift
  read -r -a words <<<"$(sed -n '/<spark.jvm.options>/{s|^.*<spark.jvm.options>\(.*\)</.*$|\1|p;q;}' pom.xml)"
  ./submit-scripts/spark-mixup --version
  jar=$(echo "$PWD"/target/spark-mixup-*.jar)
  mkdir -p -- "$load/tmp"
  # Not Spark's: the source launcher does not load what the Vector API's module has.
  SPARK_LOCAL_IP=127.0.0.1 "$JAVA_HOME/bin/java" "${words[@]}" -Xmx1g -Djava.io.tmpdir="$load/tmp" \
    -Dlog4j2.configurationFile=conf/log4j2.properties -Dspark.master="$on" -Dspark.jars="$jar" \
    -Dspark.local.dir="$load/tmp" -Dspark.executor.memory=1g -Dspark.ui.enabled=false \
    -Dspark.ui.retainedJobs=20 -Dspark.ui.retainedStages=20 -Dspark.ui.retainedTasks=200 \
    -Dspark.sql.ui.retainedExecutions=20 \
    -cp "$jar:$SPARK_HOME/jars/*" .ci/cluster/Load.java "$load" "$@"
}

side_by_side() {
  load=$(mktemp -d -- "$scratch/load.XXXXXX")
  start_cluster
  load_driver "$master" beside "${JOBS:-8}"
}

one_after_another() {
  load=$(mktemp -d -- "$scratch/load.XXXXXX")
  load_driver 'local[2]' after "${JOBS:-200}"
}

many_rows() {
  local rows=${ROWS:-50000000} told
  load=$(mktemp -d -- "$scratch/load.XXXXXX")
  # The rows, a shuffle, what is made of them, and some more.
  (($(df --output=avail -B1 "$load" | tail -n 1) > rows * 400)) || skip "$load has less room than $rows rows need"
  load_driver 'local[2]' rows "$rows"
  start_cluster
  du -sh -- "$load/rows"
  SECONDS=0
  (on_cluster synthesize --input "$load/rows" --label k --output "$load/out" --report "$load/report")
  echo "$rows rows through executors of 1 GB: $SECONDS s"
  du -sh -- "$load/out"
  told=$(counts <"$load/report/report.json")
  echo "$told"
  [[ $told == *"\"rowsIn\": $rows,"*"\"rowsOut\": $rows,"* ]]
  rm -r -- "$load/rows" "$load/out"
}
