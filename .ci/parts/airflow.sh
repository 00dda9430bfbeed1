# shellcheck shell=bash
: "${scratch:?is made by .ci/lib.sh}"

# The DAG in submit-scripts/airflow, by the real Airflow on a real Spark.

# shellcheck source=.ci/sparks.sh
source .ci/sparks.sh

# Puts Airflow where it is kept; prints its folder of programs. It has an environment of its own: its provider brings
# a client of Spark without jars.
airflow_programs() {
  local venv=$sparks/airflow-3.3.2
  if [[ ! -f $venv/.complete ]]; then
    rm -rf -- "$venv"
    mkdir -p -- "$sparks"
    python3 -m venv "$venv" >&2 || { install python3-venv && python3 -m venv --clear "$venv"; } >&2
    "$venv/bin/pip" install -q --disable-pip-version-check apache-airflow==3.3.2 \
      apache-airflow-providers-apache-spark==6.3.4 >&2
    touch "$venv/.complete"
  fi
  printf '%s\n' "$venv/bin"
}

# dag_run DATE: one run of the DAG, with no scheduler; what it said is in $said.
dag_run() {
  said=$AIRFLOW_HOME/$1.log
  timeout 600 airflow dags test spark_mixup_daily "$1" >"$said" 2>&1 </dev/null
}

# refused DATE WORDS: it must fail, saying so, at the first attempt.
refused() {
  if dag_run "$1"; then
    echo "the run of $1 has not failed"
    return 1
  fi
  grep -qF "$2" "$said" || { tail -n 60 "$said"; echo "does not say: $2"; return 1; }
  [[ $(grep -c 'Spark-Submit cmd' "$said") == 1 ]] || { cat "$said"; echo "was tried again"; return 1; }
  echo "$1: $2"
}

made() {
  [[ $(output_fingerprint <"$AIRFLOW_HOME/reports/$1/report.json") == "$(golden_fingerprint penguins)" ]] ||
    { cat "$said"; echo "$1: other rows than in the golden run"; return 1; }
  grep -qF "what came out: $AIRFLOW_HOME/reports/$1" "$said" || { echo "the log does not name the report"; return 1; }
  [[ -f $AIRFLOW_HOME/out/day=$1/_SUCCESS ]]
  echo "$1: made and verified"
}

dag_runs() {
  local day programs
  programs=$(airflow_programs)
  [[ -n $(find target -maxdepth 1 -name 'spark-mixup-*.jar' -print -quit) ]] || ./submit-scripts/spark-mixup --version
  export AIRFLOW_HOME=$scratch/airflow
  export PATH=$programs:$SPARK_HOME/bin:$PATH SPARK_LOCAL_IP=127.0.0.1
  export AIRFLOW__CORE__LOAD_EXAMPLES=False AIRFLOW__CORE__DAGS_FOLDER=$PWD/submit-scripts/airflow
  export AIRFLOW_CONN_SPARK_DEFAULT='{"conn_type": "spark", "host": "local[2]"}'
  SPARK_MIXUP_JAR=$(find "$PWD/target" -maxdepth 1 -name 'spark-mixup-*.jar' -print -quit)
  export SPARK_MIXUP_JAR SPARK_MIXUP_INPUT=$AIRFLOW_HOME/in SPARK_MIXUP_OUTPUT=$AIRFLOW_HOME/out
  export SPARK_MIXUP_REPORT=$AIRFLOW_HOME/reports
  export SPARK_MIXUP_OPTIONS='--null-values NA --copy year --label species'
  for day in 2026-11-01 2026-11-02; do
    mkdir -p -- "$AIRFLOW_HOME/in/day=$day"
    cp notebooks/data/penguins.csv "$AIRFLOW_HOME/in/day=$day"
  done
  airflow db migrate >"$scratch/airflow.log" 2>&1 || { tail -n 30 "$scratch/airflow.log"; return 1; }
  # list-import-errors would end with 0 whatever there is.
  python - <<'END'
from airflow.dag_processing.dagbag import DagBag
bag = DagBag()
assert bag.import_errors == {}, bag.import_errors
assert list(bag.dags) == ["spark_mixup_daily"], bag.dags
END

  # Two dates, and one of them again.
  for day in 2026-11-01 2026-11-02 2026-11-01; do
    dag_run "$day" || { tail -n 80 "$said"; return 1; }
    grep -qF -- '--master local[2]' "$said"
    made "$day"
  done
  # A day without rows, and rows that are not verified: copies, which were not asked for. Those of the first run stay.
  refused 2026-11-03 'the request or its data is wrong, exit code 2'
  SPARK_MIXUP_OPTIONS+=' --law beta --alpha 0.01 --max-verbatim 0.001'
  refused 2026-11-02 'verification failed, exit code 3'
  [[ -f $AIRFLOW_HOME/out/day=2026-11-02/_SUCCESS ]]
  grep -q '"exitCode": 3' "$AIRFLOW_HOME/reports/2026-11-02/exit.json"
}

check "Airflow 3.3.2: the daily DAG on Spark 4.1.0" on_spark 4.1.0 17 dag_runs
