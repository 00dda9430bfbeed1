# What is broken while a job runs on the standalone cluster, and what has to come out all the same.
# shellcheck shell=bash
: "${scratch:?is made by .ci/lib.sh}"

# shellcheck source=.ci/cluster/standalone.sh
source .ci/cluster/standalone.sh

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

# The job that everything is compared with: once for all checks, on this machine alone. Its rows and report lie in $calm.
calm_run() {
  calm=$scratch/calm-${ROWS:-300000}-${RATIO:-2}
  job_options=(synthesize --input "$calm/rows.csv" --label k --ratio "${RATIO:-2}")
  [[ ! -f $calm/report/report.json ]] || return 0
  mkdir -p -- "$calm"
  rows_file "$calm/rows.csv" "${ROWS:-300000}"
  ends 0 ./submit-scripts/spark-mixup --master 'local[2]' "${job_options[@]}" --output "$calm/out" --report "$calm/report"
}

# on_cluster OPTION...: becomes the job on the cluster; options of spark-submit and of the job, in that order.
on_cluster() { exec ./submit-scripts/standalone "$master" --executor-memory 1g --driver-memory 1g "$@"; }

# survives HOOK OPTION...: runs the job on the cluster with those options of spark-submit. HOOK PHASE is called at the
# beginning of each phase. In the end bits and counts are those of the calm run; what happened is in $run/events.
survives() {
  local hook=$1 job line
  shift
  run=$(mktemp -d -- "$scratch/run.XXXXXX")
  mkdir -- "$run/events"
  coproc JOB {
    on_cluster --conf spark.eventLog.enabled=true --conf "spark.eventLog.dir=file://$run/events" \
      --conf spark.eventLog.rolling.enabled=false --conf spark.eventLog.compress=false "$@" \
      "${job_options[@]}" --output "$run/out" --report "$run/report" 2>&1
  }
  job=$JOB_PID
  exec 7<&"${JOB[0]}"
  while IFS= read -r -u 7 line; do
    printf '%s\n' "$line" >>"$run/log"
    case $line in
      *surveying*) "$hook" surveying ;;
      *'pairing, mixing'*) "$hook" mixing ;;
      *verifying*) "$hook" verifying ;;
    esac
  done
  wait "$job" || { cat "$run/log"; echo "the job did not end well"; return 1; }
  exec 7<&-
  said=$run/log
  is_same output_fingerprint "$calm/report" "$run/report"
  is_same counts "$calm/report" "$run/report"
}

# happened WORDS TIMES: as often, at least, before the application ended.
happened() {
  local times
  times=$(sed '/"SparkListenerApplicationEnd"/,$d' "$run"/events/* | grep -c -- "$1") || true
  echo "$1: $times times"
  ((times >= $2)) || { echo "in place of $2 or more"; return 1; }
}

# ---------------------------------------------------------------- killed executors, with speculation

kill_within_the_phase() {
  (sleep "$((RANDOM % 4)).$((RANDOM % 10))" && kill_an_executor >>"$run/kills") &
  killers+=($!)
}

# what_ran < EVENTS: what ran whenever an executor was gone, a line each, and how many tasks were speculated.
what_ran() {
  python3 -c '
import json, sys
running, speculated = {}, 0
for line in sys.stdin:
    event = json.loads(line)
    kind = event["Event"]
    if kind == "SparkListenerApplicationEnd":
        break
    if kind == "SparkListenerStageSubmitted":
        stage = event["Stage Info"]
        name = event["Properties"].get("spark.job.description", stage["Stage Name"])
        running[stage["Stage ID"]] = name.split(" for ")[0]
    elif kind == "SparkListenerStageCompleted":
        running.pop(event["Stage Info"]["Stage ID"], None)
    elif kind == "SparkListenerTaskStart":
        speculated += event["Task Info"]["Speculative"]
    elif kind == "SparkListenerExecutorRemoved":
        print("gone while it ran:", " and ".join(sorted(set(running.values()))) or "no stage")
for _ in range(speculated):
    print("speculated tasks")
'
}

killed_executors() {
  local runs=${KILLED_RUNS:-2} number kills all=0 ran killers
  calm_run
  start_cluster
  ran=$(mktemp -- "$scratch/ran.XXXXXX")
  for ((number = 1; number <= runs; number++)); do
    killers=()
    survives kill_within_the_phase \
      --conf spark.speculation=true --conf spark.speculation.multiplier=1.1 --conf spark.speculation.quantile=0.5
    # One that comes too late for this run is not to meet the next one.
    wait "${killers[@]}" || true
    kills=$(wc -l <"$run/kills")
    ((kills)) || { echo "no executor was killed"; return 1; }
    what_ran <"$(echo "$run"/events/*)" >>"$ran"
    rm -r -- "$run/out" "$run/events"
    echo "run $number of $runs: $kills kills, same bits, same counts"
    ((all += kills))
  done
  echo "$all executors killed in $runs runs; the driver saw, how often:"
  sort "$ran" | uniq -c
}

# ---------------------------------------------------------------- a shuffle's files

# The first worker's executor loses what it has written for the mixing that comes, and lives.
lose_files() {
  [[ $1 == mixing ]] || return 0
  touch -- "$run/mixing"
  (
    until find "$cluster/local1" -name 'shuffle_*.data' -newer "$run/mixing" -print -delete 2>/dev/null |
      grep . >>"$run/lost"; do
      # The job has ended.
      [[ ! -d $run/out ]] || exit
      sleep 0.05
    done
  ) &
}

lost_shuffle() {
  calm_run
  start_cluster
  survives lose_files
  [[ -s $run/lost ]] || { echo "no file was lost"; return 1; }
  echo "$(wc -l <"$run/lost") files of a shuffle lost"
  happened '"Reason":"FetchFailed"' 1
  # A stage ran again.
  happened '"SparkListenerStageSubmitted".*"Stage Attempt ID":1' 1
}

# ---------------------------------------------------------------- workers that leave and join

change_workers() {
  [[ $1 == mixing ]] || return 0
  kill_worker 1
  start_worker 4
}

changing_workers() {
  calm_run
  start_cluster
  survives change_workers
  # Three at first, and the new worker's.
  happened '"SparkListenerExecutorAdded"' 4
  happened '"SparkListenerExecutorRemoved"' 1
}

# ---------------------------------------------------------------- dynamic allocation

dynamic_allocation() {
  calm_run
  start_cluster
  # Idle ones go soon, but for what they hold of shuffles; they are missed when work is back.
  survives true --conf spark.dynamicAllocation.enabled=true --conf spark.dynamicAllocation.shuffleTracking.enabled=true \
    --conf spark.dynamicAllocation.initialExecutors=3 --conf spark.dynamicAllocation.executorIdleTimeout=1s \
    --conf spark.executor.cores=1
  happened '"SparkListenerExecutorRemoved"' 1
  happened '"SparkListenerExecutorAdded"' 4
}
