# shellcheck shell=bash
: "${scratch:?is made by .ci/lib.sh}"

# Real clusters on loopback: standalone; YARN with HDFS.

# shellcheck source=.ci/sparks.sh
source .ci/sparks.sh
# shellcheck source=.ci/cluster/breaking.sh
source .ci/cluster/breaking.sh
# shellcheck source=.ci/cluster/yarn.sh
source .ci/cluster/yarn.sh

penguins=(--null-values NA --copy year --label species)

# is_golden NAME < report.json
is_golden() {
  local want got
  want=$(golden_fingerprint "$1")
  got=$(output_fingerprint)
  [[ $got == "$want" ]] || { echo "fingerprint $got, in place of $want"; return 1; }
}

# ---------------------------------------------------------------- standalone

standalone_runs() {
  local folder mode out input=$PWD/notebooks/data/penguins.csv
  start_cluster
  folder=$(mktemp -d -- "$scratch/standalone.XXXXXX")
  for mode in client cluster; do
    out=$folder/$mode
    ends 0 ./submit-scripts/standalone "$master" --deploy-mode "$mode" --executor-memory 1g --driver-memory 1g \
      synthesize --input "$input" "${penguins[@]}" --output "$out" --report "$out-report"
    is_golden penguins <"$out-report/report.json"
  done
  # Wrong, and not verified: the driver is on a worker, its exit code comes by exit.json.
  ends 2 ./submit-scripts/standalone "$master" --deploy-mode cluster --executor-memory 1g --driver-memory 1g \
    synthesize --input "$input" "${penguins[@]}" --output "$out" --report "$folder/again"
  says "spark-mixup: output $out exists already"
  ends 3 ./submit-scripts/standalone "$master" --deploy-mode cluster --executor-memory 1g --driver-memory 1g \
    verify --original "$input" --synthetic "$input" --null-values NA --report "$folder/copy"
}

# ---------------------------------------------------------------- YARN and HDFS

# In place of the shell that it runs in: who kills that kills the driver.
yarn_run() {
  exec ./submit-scripts/yarn --driver-memory 700m --executor-memory 700m --executor-cores 1 --num-executors 2 "$@"
}

yarn_runs() {
  local mode pid
  start_yarn
  client put notebooks/data/penguins.csv /data/penguins.csv
  for mode in client cluster; do
    ends 0 yarn_run --deploy-mode "$mode" synthesize --input /data/penguins.csv "${penguins[@]}" \
      --output "/out/$mode" --report "/report/$mode"
    client cat "/report/$mode/report.json" | is_golden penguins
  done

  # A job file of this machine, and codes that YARN hides.
  printf 'input = /data/penguins.csv\nnull-values = [NA]\ncopy = [year]\nlabel = species\n' >"$hadoop/job.conf"
  ends 2 yarn_run synthesize --config "$hadoop/job.conf" --output /out/cluster --report /report/again
  says 'spark-mixup: output /out/cluster exists already'
  ends 3 yarn_run verify --original /data/penguins.csv --synthetic /data/penguins.csv --null-values NA --report /report/copy
  # None was tried again: attempts are numbered.
  client attempts >"$hadoop/attempts"
  [[ $(grep -c '_000001$' "$hadoop/attempts") == 4 ]]
  lacks '_000002$' <"$hadoop/attempts"

  # A driver that is killed while it stages leaves nothing that a reader sees, and the next run takes the rest away.
  yarn_run --deploy-mode client synthesize --input /data/penguins.csv "${penguins[@]}" --ratio 20000 \
    --output /out/killed >"$hadoop/killed.log" 2>&1 &
  pid=$!
  logged "$pid" "$hadoop/killed.log" 'pairing, mixing'
  until [[ $(client list /out) == */out/.spark-mixup/*/data/* ]]; do kill -0 "$pid"; done
  kill -KILL "$pid"
  wait "$pid" || true
  client list /out >"$hadoop/files"
  lacks '^/out/killed' <"$hadoop/files"
  ends 0 yarn_run --deploy-mode client synthesize --input /data/penguins.csv "${penguins[@]}" \
    --output /out/killed --report /report/killed
  client cat /report/killed/report.json | is_golden penguins
  client list /out >"$hadoop/files"
  lacks '/\.spark-mixup/' <"$hadoop/files"
}

# ---------------------------------------------------------------- Spark Connect

connect_refused() {
  ends 2 ./submit-scripts/spark-mixup --remote sc://localhost synthesize --input a.csv --output b
  says 'spark-mixup: Spark Connect '
  ends 2 env SPARK_LOCAL_IP=127.0.0.1 "$SPARK_HOME/bin/spark-submit" --conf spark.api.mode=connect \
    --class io.sparkmixup.cli.Main target/spark-mixup-*.jar synthesize --input a.csv --output b
  says 'spark-mixup: this is a session of Spark Connect'
}

# ---------------------------------------------------------------- Java

java_refused() {
  local old="$scratch/an old Java"
  ./submit-scripts/spark-mixup --version
  JAVA_HOME=$(java_home 24+)
  [[ -n $JAVA_HOME ]] || skip "no Java 24 or later in JAVA_HOME, on the PATH or in /usr/lib/jvm"
  ends 2 ./submit-scripts/spark-mixup synthesize --input notebooks/data/penguins.csv --output "$scratch/java"
  says "is too new for this Spark ($SPARK_HOME): its Hadoop is older than 3.5; 17 to 23 are right"
  [[ $(wc -l <"$said") == 1 ]]
  # One that tells its version, and no more.
  mkdir -p "$old/bin"
  printf '#!/bin/sh\necho "openjdk version \\"11.0.1\\"" >&2\n' >"$old/bin/java"
  chmod +x "$old/bin/java"
  JAVA_HOME=$old
  ends 2 ./submit-scripts/spark-mixup synthesize --input notebooks/data/penguins.csv --output "$scratch/java"
  says "spark-mixup: Java 11 ($old/bin/java) is too old; 17 to 23 are right"
  [[ $(wc -l <"$said") == 1 ]]
}

# ---------------------------------------------------------------- two jobs with one output

two_jobs() {
  local folder job codes='' pids=()
  folder=$(mktemp -d -- "$scratch/two.XXXXXX")
  rows_file "$folder/rows.csv" 20000
  for job in 1 2; do
    ./submit-scripts/spark-mixup --master 'local[1]' synthesize --input "$folder/rows.csv" --seed "$job" \
      --output "$folder/out" >"$folder/log$job" 2>&1 &
    pids+=($!)
  done
  for job in 1 2; do
    local code=0
    wait "${pids[job - 1]}" || code=$?
    codes=$codes$code
    ((code == 0)) || said=$folder/log$job
  done
  cat "$folder"/log?
  [[ $codes == 02 || $codes == 20 ]] || { echo "exit codes $codes"; return 1; }
  says "spark-mixup: output $folder/out exists already"
  [[ $(ls -A "$folder") == $'log1\nlog2\nout\nrows.csv' ]]
  # One job's files, and no folder.
  [[ -z $(find "$folder/out" -mindepth 1 -type d) ]]
  [[ $(find "$folder/out" -name 'part-*' | sed 's/.*part-[0-9]*-\([0-9a-f-]*\)-.*/\1/' | sort -u | wc -l) == 1 ]]
}

# ---------------------------------------------------------------- Kubernetes

# There is no cluster here: what spark-submit is told, by one that prints it.
kubernetes_hands_over() {
  local home="$scratch/a Spark that prints" told
  mkdir -p "$home/bin" "$home/jars"
  printf '#!/bin/sh\nprintf "%%s\\n" "$@"\n' >"$home/bin/spark-submit"
  chmod +x "$home/bin/spark-submit"
  ends 2 ./submit-scripts/kubernetes local synthesize
  says "spark-mixup: usage: kubernetes k8s://https://HOST:PORT"
  ends 2 ./submit-scripts/kubernetes k8s://https://127.0.0.1:6443 synthesize
  says "spark-mixup: IMAGE is not set"
  export SPARK_HOME=$home IMAGE=registry.example/mixup:1
  ends 0 ./submit-scripts/kubernetes k8s://https://127.0.0.1:6443 --conf spark.executor.instances=3 \
    synthesize --input hdfs://namenode/in --output hdfs://namenode/out
  for told in k8s://https://127.0.0.1:6443 spark.kubernetes.container.image=registry.example/mixup:1 \
    "spark.kubernetes.driver.podTemplateFile=$PWD/conf/kubernetes/pod-template.yaml" \
    local:///opt/spark-mixup/spark-mixup.jar io.sparkmixup.cli.Main hdfs://namenode/out; do
    grep -qxF -- "$told" "$said" || { cat "$said"; echo "does not hand over: $told"; return 1; }
  done
  # What a user gives comes after the wrapper's own, and so goes before it.
  [[ $(grep -F spark.executor.instances= "$said" | tail -n 1) == spark.executor.instances=3 ]]
}

check "Kubernetes: what the wrapper hands to spark-submit; no cluster" kubernetes_hands_over
check "a standalone cluster, Spark 3.5.8: client and cluster mode" on_spark 3.5.8 17 standalone_runs
check "a standalone cluster, Spark 4.1.0: client and cluster mode" on_spark 4.1.0 17 standalone_runs
check "killed executors and speculation, Spark 4.1.0" on_spark 4.1.0 17 killed_executors
check "a shuffle's files are lost, Spark 4.1.0" on_spark 4.1.0 17 lost_shuffle
check "a worker leaves and one joins, Spark 4.1.0" on_spark 4.1.0 17 changing_workers
check "dynamic allocation, Spark 4.1.0" on_spark 4.1.0 17 dynamic_allocation
check "YARN and HDFS, Spark 4.1.0: modes, codes, a killed driver" on_spark 4.1.0 17 yarn_runs
check "two jobs with one output, Spark 4.1.0" on_spark 4.1.0 17 two_jobs
check "a Java that Spark cannot run on is refused, Spark 4.1.0" on_spark 4.1.0 17 java_refused
check "Spark Connect is refused, Spark 4.1.0" on_spark 4.1.0 17 connect_refused
