# shellcheck shell=bash
: "${scratch:?is made by .ci/lib.sh}"

# A real PostgreSQL on loopback: rows from a table, into another one, by Spark's JDBC source.

postgresql_jdbc=org.postgresql:postgresql:42.7.14

postgresql_programs() {
  local folder
  for folder in /usr/lib/postgresql/*/bin; do
    [[ -x $folder/initdb ]] && printf '%s' "$folder" && return
  done
  return 1
}

# The server refuses to run as root.
as_server() {
  if ((EUID == 0)); then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi
}

# query SQL: asks the server.
query() {
  PGPASSWORD=tiger "$programs/psql" -h 127.0.0.1 -p "$port" -U mixup -d shop -qtA -v ON_ERROR_STOP=1 -c "$1"
}

# synthesize ARGUMENTS...: a job on the server's tables. The driver's jar comes from Maven, as a user would have it.
synthesize() {
  DB_PASSWORD=tiger ./submit-scripts/spark-mixup --packages "$postgresql_jdbc" synthesize \
    --input-format jdbc --input-option "url=jdbc:postgresql://127.0.0.1:$port/shop" \
    --input-option driver=org.postgresql.Driver --input-option user=mixup --input-option password=@env:DB_PASSWORD "$@"
}

to_table() {
  local table=$1
  shift
  synthesize --input-option dbtable=people --id-columns id --label sex --seed 3 \
    --output-format jdbc --output-option "url=jdbc:postgresql://127.0.0.1:$port/shop" \
    --output-option driver=org.postgresql.Driver --output-option user=mixup --output-option password=@env:DB_PASSWORD --output-option "dbtable=$table" "$@"
}

expect() {
  local got
  got=$(query "$1")
  [[ $got == "$2" ]] || { echo "$1: $got in place of $2"; return 1; }
}

database() {
  postgresql_programs >/dev/null || install postgresql || skip "PostgreSQL cannot be installed"
  local programs port data code=0
  programs=$(postgresql_programs)
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  data=$(mktemp -d)
  ((EUID)) || chown postgres "$data"
  echo tiger >"$data/password" && chmod a+r "$data/password"
  as_server "$programs/initdb" -D "$data/cluster" -U mixup --auth=scram-sha-256 --pwfile="$data/password" >/dev/null
  as_server "$programs/pg_ctl" -D "$data/cluster" -w -l "$data/log" \
    -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=" start >/dev/null
  # shellcheck disable=SC2064 # expanded now: the names are local.
  trap "as_server '$programs/pg_ctl' -D '$data/cluster' -m immediate stop >/dev/null; rm -rf -- '$data'" EXIT
  PGPASSWORD=tiger "$programs/createdb" -h 127.0.0.1 -p "$port" -U mixup shop
  query "create table people as select i::bigint as id, case when i % 2 = 0 then 'f' else 'm' end as sex,
    165 + 10 * sin(i) + i % 7 as height, (60 + 12 * cos(i * 1.7))::numeric(6, 2) as weight, i % 80 as age,
    date '2020-01-01' + i % 900 as since, case when i % 10 > 0 then sqrt(i) end as spent
    from generate_series(1, 5000) as i"

  to_table synthetic
  expect 'select count(*), count(distinct id), count(spent) from synthetic' '5000|5000|4500'
  expect "select data_type from information_schema.columns where table_name = 'synthetic' and column_name = 'weight'" numeric
  expect "select max(abs(a.m - b.m) / a.s) < 0.05 and max(abs(a.v / b.v - 1)) < 0.1 from
    (select sex, avg(height) m, stddev(height) s, variance(height) v from people group by sex) a join
    (select sex, avg(height) m, variance(height) v from synthetic group by sex) b using (sex)" t

  to_table small --sql "select *, cast(age as tinyint) as t, cast(age as smallint) as s, to_timestamp_ntz('2020-01-01 00:00:00.5') as made from input" 2>"$scratch/small.err"
  cat "$scratch/small.err"
  grep -q "warning: column 't' is of type tinyint, of which postgresql makes smallint: its values stay" "$scratch/small.err"
  grep -q "warning: column 'made' is of type timestamp_ntz, of which postgresql makes timestamp: its values stay" "$scratch/small.err"
  [[ $(grep -c 'warning: column' "$scratch/small.err") == 2 ]]
  expect "select string_agg(data_type, ',' order by column_name) from information_schema.columns where table_name = 'small' and column_name in ('made', 's', 't')" \
    'timestamp without time zone,smallint,smallint'

  to_table synthetic --mode append --rows 700
  expect 'select count(*) from synthetic' 5700
  to_table synthetic || code=$?
  [[ $code == 2 ]] || { echo "an existing table: exit $code in place of 2"; return 1; }
  synthesize --input-option dbtable=synthetic --filter "sex = 'f'" --output "$scratch/from-database"
  code=0
  synthesize --input-option dbtable=absent --output "$scratch/absent" 2>"$scratch/absent.err" || code=$?
  cat "$scratch/absent.err"
  [[ $code == 2 ]] && grep -q 'input jdbc absent cannot be opened: .*"absent" does not exist' "$scratch/absent.err"
}

check "tables of PostgreSQL, in and out" database
