# shellcheck shell=bash
: "${scratch:?is made by .ci/lib.sh}"

# What a newcomer does: clone, run the README's first command; with a Maven repository that holds nothing.
first_command() {
  local clone=$scratch/first
  git clone -q . "$clone"
  mkdir "$clone/.mvn"
  printf -- '-Dmaven.repo.local=%s\n' "$scratch/first-repository" >"$clone/.mvn/maven.config"
  cd -- "$clone" || return
  unset SPARK_HOME
  ./submit-scripts/spark-mixup synthesize --input notebooks/data/penguins.csv --null-values NA \
    --copy year --label species --output out/penguins >"$scratch/first.out"
  cat "$scratch/first.out"
  grep -q '^verdict' "$scratch/first.out"
  python3 .ci/same_shape.py notebooks/data/penguins.csv out/penguins species
}

check "the README's first command, in a fresh clone with an empty Maven repository" first_command
