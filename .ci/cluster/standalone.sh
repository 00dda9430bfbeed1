# A standalone cluster on loopback: a master and three workers of one core each.
# shellcheck shell=bash
: "${scratch:?is made by .ci/lib.sh}"

daemons=() # process ids
workers=() # those of the workers

# start_daemon LOG WORDS CLASS ARGUMENTS...: starts a daemon, and waits until its log holds the words; its id is in $!.
start_daemon() {
  local log=$1 words=$2 pid
  shift 2
  : >"$log"
  SPARK_LOCAL_IP=127.0.0.1 SPARK_DAEMON_MEMORY=512m "$SPARK_HOME/bin/spark-class" "$@" >"$log" 2>&1 &
  pid=$!
  daemons+=("$pid")
  logged "$pid" "$log" "$words"
}

# start_worker NUMBER: what its executors shuffle lies in $cluster/local$NUMBER.
start_worker() {
  SPARK_LOCAL_DIRS=$cluster/local$1 start_daemon "$cluster/worker$1.log" 'Successfully registered with master' \
    org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --webui-port 0 --cores 1 --memory 2g \
    --work-dir "$cluster/work$1" "$master"
  workers+=("${daemons[-1]}")
}

# Starts it; its address is then in $master.
start_cluster() {
  local number
  cluster=$(mktemp -d -- "$scratch/cluster.XXXXXX")
  trap stop_cluster EXIT
  start_daemon "$cluster/master.log" 'Starting Spark master at' \
    org.apache.spark.deploy.master.Master --host 127.0.0.1 --port 0 --webui-port 0
  master=$(sed -n 's/.*Starting Spark master at \(spark:[^ ]*\).*/\1/p' "$cluster/master.log")
  for number in 1 2 3; do start_worker "$number"; done
}

stop_cluster() {
  local pid
  for pid in ${daemons[@]+"${daemons[@]}"}; do kill "$pid" 2>/dev/null || true; done
  wait ${daemons[@]+"${daemons[@]}"} 2>/dev/null || true
}

# The number of a worker: it goes away at once, and its executors with it.
kill_worker() {
  kill -KILL "${workers[$1 - 1]}"
  echo "killed worker $1"
}

# Kills one executor, as a machine that goes away does: the children of workers, but for drivers.
kill_an_executor() {
  local pids=() pid parent
  for pid in /proc/[0-9]*; do
    parent=$(sed -n 's/^PPid:[[:space:]]*//p' "$pid/status" 2>/dev/null) || continue
    if [[ " ${workers[*]} " == *" $parent "* ]] && grep -qa CoarseGrainedExecutorBackend "$pid/cmdline"; then
      pids+=("${pid#/proc/}")
    fi
  done
  ((${#pids[@]})) || return 0
  pid=${pids[RANDOM % ${#pids[@]}]}
  kill -KILL "$pid" && echo "killed executor $pid"
}
