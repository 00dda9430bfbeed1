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
