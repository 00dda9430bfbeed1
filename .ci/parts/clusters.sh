# shellcheck shell=bash
: "${scratch:?is made by .ci/lib.sh}"

# Real clusters on loopback: standalone; YARN with HDFS.

# shellcheck source=.ci/sparks.sh
source .ci/sparks.sh
# shellcheck source=.ci/cluster/standalone.sh
source .ci/cluster/standalone.sh
# shellcheck source=.ci/cluster/yarn.sh
source .ci/cluster/yarn.sh

penguins=(--null-values NA --copy year --label species)

# ends CODE COMMAND...: the command must end with that code. What it printed is in $said.
ends() {
  local want=$1 code=0
  shift
  said=$scratch/said
  ("$@") >"$said" 2>&1 </dev/null || code=$?
  [[ $code == "$want" ]] || { cat "$said"; echo "exit $code in place of $want: $*"; return 1; }
  echo "exit $code, as it should: $*"
}

# is_golden NAME < report.json
is_golden() {
  local want got
  want=$(golden_fingerprint "$1")
  got=$(output_fingerprint)
  [[ $got == "$want" ]] || { echo "fingerprint $got, in place of $want"; return 1; }
}

# lacks PATTERN < TEXT
lacks() { if grep -- "$1"; then echo "that is there: $1"; return 1; fi; }

says() { grep -qF -- "$1" "$said" || { cat "$said"; echo "does not say: $1"; return 1; }; }

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

# rows_file FILE ROWS: numbers that are the same everywhere.
rows_file() {
  awk -v rows="$2" 'BEGIN {
    srand(1); print "a,b,c,d,e,f,k"
    for (i = 0; i < rows; i++)
      printf "%.6f,%.6f,%.6f,%.6f,%.6f,%d,%s\n", rand(), rand() * rand(), rand() + rand(), -log(1 - rand()), rand() ^ 2, 9 * rand(), i % 7
  }' >"$1"
}

# counts < report.json: all that was counted.
counts() { python3 -c 'import json, sys; print(json.dumps(json.load(sys.stdin)["counts"], sort_keys=True))'; }

# is_same COMMAND REPORT REPORT: what the command takes from two reports.
is_same() {
  local one other
  one=$("$1" <"$2/report.json") other=$("$1" <"$3/report.json")
  [[ $one == "$other" ]] || { cat "$said"; printf '%s differ:\n%s\n%s\n' "$1" "$one" "$other"; return 1; }
}

# Executors are killed in each phase of a job; speculation is on. The bits and the counts stay.
killed_executors() {
  local runs=${KILLED_RUNS:-2} run folder job line kills
  folder=$(mktemp -d -- "$scratch/killed.XXXXXX")
  rows_file "$folder/rows.csv" 300000
  local job_options=(synthesize --input "$folder/rows.csv" --label k --mode overwrite)
  ends 0 ./submit-scripts/spark-mixup --master 'local[2]' "${job_options[@]}" --output "$folder/out" --report "$folder/calm"
  start_cluster
  for ((run = 1; run <= runs; run++)); do
    : >"$folder/kills$run"
    coproc JOB {
      ./submit-scripts/standalone "$master" --executor-memory 1g --driver-memory 1g \
        --conf spark.speculation=true --conf spark.speculation.multiplier=1.1 --conf spark.speculation.quantile=0.5 \
        "${job_options[@]}" --output "$folder/out$run" --report "$folder/report$run" 2>&1
    }
    job=$JOB_PID
    exec 7<&"${JOB[0]}"
    while IFS= read -r -u 7 line; do
      printf '%s\n' "$line" >>"$folder/log$run"
      case $line in
        *surveying* | *'pairing, mixing'* | *verifying*)
          # Somewhere within the phase.
          (sleep "$((RANDOM % 4)).$((RANDOM % 10))" && kill_an_executor >>"$folder/kills$run") &
          ;;
      esac
    done
    wait "$job" || { cat "$folder/log$run"; echo "run $run did not end well"; return 1; }
    exec 7<&-
    kills=$(wc -l <"$folder/kills$run")
    ((kills)) || { echo "no executor was killed"; return 1; }
    said=$folder/log$run
    is_same output_fingerprint "$folder/calm" "$folder/report$run"
    is_same counts "$folder/calm" "$folder/report$run"
    echo "run $run of $runs: $kills kills, same bits, same counts"
  done
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
check "YARN and HDFS, Spark 4.1.0: modes, codes, a killed driver" on_spark 4.1.0 17 yarn_runs
check "Spark Connect is refused, Spark 4.1.0" on_spark 4.1.0 17 connect_refused
