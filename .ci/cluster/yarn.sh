# HDFS and YARN on loopback, in one JVM of their own.
# shellcheck shell=bash
: "${scratch:?is made by .ci/lib.sh}"

# Starts them; HADOOP_CONF_DIR then names them.
start_yarn() {
  hadoop=$(mktemp -d -- "$scratch/hadoop.XXXXXX")
  (cd .ci/cluster && mvn -q -B dependency:build-classpath "-Dmdep.outputFile=$hadoop/classpath") >&2
  trap stop_yarn EXIT
  mkfifo -- "$hadoop/until"
  : >"$hadoop/log"
  "$JAVA_HOME/bin/java" --add-opens=java.base/java.lang=ALL-UNNAMED -Xmx1g -cp "$(<"$hadoop/classpath")" \
    .ci/cluster/MiniCluster.java "$hadoop" <"$hadoop/until" >"$hadoop/log" 2>&1 &
  hadoop_pid=$!
  # It runs as long as this end is open.
  exec 8>"$hadoop/until"
  logged "$hadoop_pid" "$hadoop/log" '^READY '
  export HADOOP_CONF_DIR=$hadoop/conf
}

stop_yarn() {
  exec 8>&-
  kill "$hadoop_pid" 2>/dev/null || true
  wait "$hadoop_pid" 2>/dev/null || true
}

# client COMMAND ARGUMENTS...: one command of Client.java.
client() {
  "$JAVA_HOME/bin/java" -cp "$SPARK_HOME/jars/*:$HADOOP_CONF_DIR" .ci/cluster/Client.java "$@" 2>"$hadoop/client.log" ||
    { cat "$hadoop/client.log" >&2; return 1; }
}
