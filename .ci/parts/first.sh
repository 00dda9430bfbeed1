# shellcheck shell=bash
: "${scratch:?is made by .ci/lib.sh}"

# The PATH without the folders that hold a program.
path_without() {
  local folders folder kept=
  IFS=: read -r -a folders <<<"$PATH"
  for folder in "${folders[@]}"; do
    [[ -x $folder/$1 ]] || kept+=:$folder
  done
  printf '%s' "${kept#:}"
}

# What a newcomer does: clone, run the README's first command; with a Maven repository that holds nothing.
first_command() {
  local clone=$scratch/first
  git clone -q . "$clone"
  mkdir "$clone/.mvn"
  printf -- '-Dmaven.repo.local=%s\n' "$scratch/first-repository" >"$clone/.mvn/maven.config"
  cd -- "$clone" || return
  # A newcomer has no Spark.
  unset SPARK_HOME
  PATH=$(path_without spark-submit) ./submit-scripts/spark-mixup synthesize --input notebooks/data/penguins.csv --null-values NA \
    --copy year --label species --output out/penguins >"$scratch/first.out"
  cat "$scratch/first.out"
  grep -q '^verdict' "$scratch/first.out"
  python3 .ci/same_shape.py notebooks/data/penguins.csv out/penguins species
}

check "the README's first command, in a fresh clone with an empty Maven repository" first_command

# What a user sees of a file that was cut short: one line, no stack, exit code 2.
cut_short() {
  local folder=$scratch/cut-short code=0
  mkdir -p "$folder"
  head -c 5000 src/test/resources/golden/alltypes.parquet/part-00000.gz.parquet >"$folder/in.parquet"
  ./submit-scripts/spark-mixup synthesize --input "$folder/in.parquet" --output "$folder/out" \
    >"$folder/stdout" 2>"$folder/stderr" || code=$?
  cat "$folder/stderr"
  [[ $code == 2 && ! -s $folder/stdout && ! -e $folder/out ]] || return 1
  # Maven may have a word before.
  [[ $(grep -c '^spark-mixup: input file .*cannot be read: ' "$folder/stderr") == 1 ]] || return 1
  ! grep -Eq '^[[:space:]]+at |Exception' "$folder/stderr"
}

check "a file that was cut short, through the launcher" cut_short
