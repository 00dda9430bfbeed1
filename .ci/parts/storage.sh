# shellcheck shell=bash
: "${scratch:?is made by .ci/lib.sh}"

# Storage that fails, for real: what is said (one line), the exit code, and that nothing is left.

# shellcheck source=.ci/sparks.sh
source .ci/sparks.sh
# shellcheck source=.ci/cluster/breaking.sh
source .ci/cluster/breaking.sh
# shellcheck source=.ci/cluster/yarn.sh
source .ci/cluster/yarn.sh

locally() { ./submit-scripts/spark-mixup --master 'local[2]' synthesize "$@"; }

# one_line WORDS: the last thing that was said holds these, and no stack was shown.
one_line() {
  if grep -E '^\s+at |^Caused by' "$said"; then echo "a stack trace is shown"; return 1; fi
  [[ $(tail -n 1 "$said") == 'spark-mixup: '*"$1"* ]] || { cat "$said"; echo "does not end with: $1"; return 1; }
  tail -n 1 "$said"
}

# is_empty FOLDER: no file or folder, hidden ones neither.
is_empty() { [[ -z $(ls -A "$1") ]] || { find "$1"; echo "$1 is not empty"; return 1; }; }

mounts=()

# mounted FOLDER: a disk of 4 MB there, until the check ends.
mounted() {
  mkdir -p -- "$1"
  mount -t tmpfs -o size=4m tmpfs "$1" 2>/dev/null || skip "file systems can be mounted by root only"
  mounts+=("$1")
  trap 'umount "${mounts[@]}"' EXIT
}

full_disk() {
  local folder
  folder=$(mktemp -d -- "$scratch/full.XXXXXX")
  mounted "$folder/small"
  rows_file "$folder/rows.csv" 200000
  rows_file "$folder/few.csv" 2000
  ends 1 locally --input "$folder/rows.csv" --output "$folder/small/out"
  one_line "the disk of file:$folder/small/.spark-mixup/.out-"
  is_empty "$folder/small"

  ends 2 locally --input "$folder/rows.csv" --output "$folder/small" --mode append
  one_line "output $folder/small cannot be added to: it is a mount point; name a folder below it, or another one"
  mkdir -- "$folder/small/old"
  cp -- "$folder/few.csv" "$folder/small/old"
  ends 1 locally --input "$folder/rows.csv" --output "$folder/small/old" --mode append
  one_line "is full: No space left on device: make room there, or name another place, and run again"
  [[ $(cd "$folder/small" && find . | sort) == $'.\n./old\n./old/few.csv' ]]

  mkdir -- "$folder/small/local"
  ends 1 env SPARK_LOCAL_DIRS="$folder/small/local" ./submit-scripts/spark-mixup --master 'local[2]' \
    synthesize --input "$folder/rows.csv" --output "$folder/out"
  one_line "a disk for temporary files (spark.local.dir, SPARK_LOCAL_DIRS) is full"
  [[ ! -e $folder/out && ! -e $folder/.spark-mixup ]]

  # The rows are published before their report.
  dd if=/dev/zero of="$folder/small/rest" bs=4k 2>/dev/null || true
  ends 1 locally --input "$folder/few.csv" --output "$folder/few" --report "$folder/small"
  one_line "the output was published, and stands in $folder/few"
}

read_only() {
  local folder
  folder=$(mktemp -d -- "$scratch/fixed.XXXXXX")
  mounted "$folder/fixed"
  rows_file "$folder/few.csv" 2000
  mkdir -- "$folder/fixed/old"
  cp -- "$folder/few.csv" "$folder/fixed/old"
  mount -o remount,ro "$folder/fixed"
  ends 2 locally --input "$folder/few.csv" --output "$folder/fixed/out"
  one_line "output $folder/fixed/out cannot be made: no folder can be created in file:$folder/fixed (Read-only file system)"
  ends 2 locally --input "$folder/few.csv" --output "$folder/fixed/old" --mode overwrite
  one_line "(Read-only file system)"
  ends 2 locally --input "$folder/few.csv" --output "$folder/fixed/old" --mode append
  one_line "(Read-only file system)"
  ends 2 locally --input "$folder/few.csv" --output "$folder/out" --report "$folder/fixed/report"
  one_line "--report $folder/fixed/report: no folder can be created in file:$folder/fixed: name another one"
  [[ $(ls -A "$folder") == $'few.csv\nfixed' ]]
}

# nobody COMMAND...: without any right.
nobody() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }

# In the place of the launcher, whose Maven and jar nobody may read.
as_nobody() {
  nobody env HOME="$folder/open" SPARK_HOME="$spark" SPARK_LOCAL_IP=127.0.0.1 SPARK_LOCAL_DIRS="$folder/open" \
    "$spark/bin/spark-submit" --master 'local[2]' --driver-java-options "-Dlog4j2.configurationFile=file:$folder/log4j2.properties" \
    --class io.sparkmixup.cli.Main "$folder/spark-mixup.jar" synthesize "$@"
}

no_permission() {
  local spark=$SPARK_HOME
  nobody true 2>/dev/null || skip "only root can become another user"
  folder=$(mktemp -d -- "$scratch/nobody.XXXXXX")
  chmod 755 "$scratch" "$folder"
  if ! nobody test -r "$spark/bin/spark-submit"; then
    # In root's home, say.
    spark=$folder/spark
    cp -r -- "$SPARK_HOME" "$spark"
  fi
  ./submit-scripts/spark-mixup --version
  cp -- target/spark-mixup-*.jar "$folder/spark-mixup.jar"
  cp -- conf/log4j2.properties "$folder"
  rows_file "$folder/few.csv" 2000
  mkdir -m 777 -- "$folder/open"
  mkdir -- "$folder/closed" "$folder/two"
  cp -- "$folder/few.csv" "$folder/closed"
  cp -- "$folder/few.csv" "$folder/two/a.csv"
  cp -- "$folder/few.csv" "$folder/two/b.csv"
  chmod 600 "$folder/two/b.csv"

  ends 2 as_nobody --input "$folder/two/b.csv" --output "$folder/open/out"
  one_line "$folder/two/b.csv"
  ends 2 as_nobody --input "$folder/two" --output "$folder/open/out"
  one_line "$folder/two/b.csv"
  ends 2 as_nobody --input "$folder/few.csv" --output "$folder/closed/out"
  one_line "output $folder/closed/out cannot be made: no folder can be created in file:$folder/closed (AccessDeniedException)"
  ends 2 as_nobody --input "$folder/few.csv" --output "$folder/closed" --mode append
  one_line "(AccessDeniedException)"
  ends 2 as_nobody --input "$folder/few.csv" --output "$folder/open/out" --report "$folder/closed/report"
  one_line "--report $folder/closed/report: no folder can be created in file:$folder/closed: name another one"
  [[ $(ls -A "$folder/closed") == few.csv ]]
  [[ ! -e $folder/open/out && ! -e $folder/open/.spark-mixup ]]
}

# After the survey, by a job that reads the larger file first.
files_change() {
  local folder change pid code
  folder=$(mktemp -d -- "$scratch/change.XXXXXX")
  mkdir -- "$folder/in"
  rows_file "$folder/in/a.csv" 600000
  for change in 'sed -i s/1/2/g' rm; do
    rows_file "$folder/in/b.csv" 2000
    (./submit-scripts/spark-mixup --master 'local[1]' synthesize --input "$folder/in" --output "$folder/out") \
      >"$folder/log" 2>&1 &
    pid=$! code=0
    logged "$pid" "$folder/log" 'pairing, mixing'
    $change "$folder/in/b.csv"
    wait "$pid" || code=$?
    said=$folder/log
    [[ $code == 1 ]] || { cat "$said"; echo "exit $code in place of 1"; return 1; }
    case $change in
      rm) one_line "file file:$folder/in/b.csv vanished while the job ran" ;;
      *) one_line "the input changed while it was read" ;;
    esac
    [[ $(ls -A "$folder") == $'in\nlog' ]]
  done
}

hdfs_fails() {
  local pid code=0
  start_yarn
  rows_file "$hadoop/rows.csv" 300000
  client put "$hadoop/rows.csv" /data/rows.csv
  # A footer that was cut off.
  ends 0 locally --input "file:$hadoop/rows.csv" --output "file:$hadoop/parquet" --output-format parquet --files 1
  head -c -100 "$(echo "$hadoop"/parquet/part-*.parquet)" >"$hadoop/cut.parquet"
  client put "$hadoop/cut.parquet" /data/cut.parquet
  ends 2 locally --input /data/cut.parquet --output /out/cut
  one_line "/data/cut.parquet cannot be read: it is not a Parquet file, or it was cut short; write it anew"

  client safemode enter
  ends 1 locally --input /data/rows.csv --output /out/safe
  one_line "HDFS is in safe mode and takes no changes"
  client safemode leave

  # It goes while the job mixes.
  (locally --input /data/rows.csv --ratio 200 --output /out/gone) >"$hadoop/gone.log" 2>&1 &
  pid=$!
  logged "$pid" "$hadoop/gone.log" 'pairing, mixing'
  kill -KILL "$hadoop_pid"
  wait "$pid" || code=$?
  said=$hadoop/gone.log
  [[ $code == 1 ]] || { cat "$said"; echo "exit $code in place of 1"; return 1; }
  one_line "the file system does not answer"
}

small_executor() {
  local folder
  folder=$(mktemp -d -- "$scratch/memory.XXXXXX")
  local number
  # Rows of 100 MB.
  {
    echo a,b,text
    for number in 1 2 3 4; do
      printf '%d,0.%d,' "$number" "$number"
      head -c 100000000 /dev/zero | tr '\0' x
      echo
    done
  } >"$folder/wide.csv"
  start_cluster
  ends 1 ./submit-scripts/standalone "$master" --executor-memory 512m --driver-memory 1g \
    synthesize --input "$folder/wide.csv" --output "$folder/out"
  one_line "out of memory"
  [[ $(ls -A "$folder") == wide.csv ]]
}

check "a full disk: output, append, temporary files, report" on_spark 4.1.0 17 full_disk
check "a read-only mount: output, overwrite, append, report" on_spark 4.1.0 17 read_only
check "no permission, as another user: input, output, append, report" on_spark 4.1.0 17 no_permission
check "a file that changes or vanishes while it is read" on_spark 4.1.0 17 files_change
check "HDFS: a cut footer, safe mode, gone in mid-run" on_spark 4.1.0 17 hdfs_fails
check "an executor out of memory" on_spark 4.1.0 17 small_executor
