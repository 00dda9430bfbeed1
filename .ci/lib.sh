# Shared by the parts: runs checks, times them, counts them.
# shellcheck shell=bash

passed=0
failed=()
skipped=()
scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT

# check TITLE COMMAND...: one check. Code 77 of the command says that it could not be done here. The command runs in a
# shell of its own, where any failing step ends it.
check() {
  local title=$1 started=$SECONDS code=0
  shift
  printf '\n== %s\n' "$title"
  # Not in a condition: there bash would not stop at failing steps.
  set +e
  (
    set -euo pipefail
    # Otherwise bash goes on after a step that fails inside $(...).
    shopt -s inherit_errexit
    "$@"
  )
  code=$?
  set -e
  local seconds=$((SECONDS - started))
  case $code in
    0) passed=$((passed + 1)) && printf -- '-- passed: %s (%d s)\n' "$title" "$seconds" ;;
    77) skipped+=("$title") && printf -- '-- skipped: %s\n' "$title" ;;
    *) failed+=("$title") && printf -- '-- FAILED, exit %d: %s (%d s)\n' "$code" "$title" "$seconds" ;;
  esac
}

# ends CODE COMMAND...: the command must end with that code. What it printed is in $said.
ends() {
  local want=$1 code=0
  shift
  said=$scratch/said
  ("$@") >"$said" 2>&1 </dev/null || code=$?
  [[ $code == "$want" ]] || { cat "$said"; echo "exit $code in place of $want: $*"; return 1; }
  echo "exit $code, as it should: $*"
}

# lacks PATTERN < TEXT
lacks() { if grep -- "$1"; then echo "that is there: $1"; return 1; fi; }

says() { grep -qF -- "$1" "$said" || { cat "$said"; echo "does not say: $1"; return 1; }; }

# skip WHY: ends a check that cannot be done here.
skip() {
  echo "skipped: $*"
  exit 77
}

# logged PID LOG WORDS: waits until the log of a process holds the words; prints it where they do not come.
logged() {
  local waited=0
  until grep -q -- "$3" "$2"; do
    if ! kill -0 "$1" 2>/dev/null || ((waited++ == 1200)); then
      cat "$2"
      return 1
    fi
    sleep 0.1
  done
}

# install PACKAGE...: installs Debian packages, where that is possible.
install() {
  echo "installing $*"
  local sudo=()
  ((EUID == 0)) || sudo=(sudo -n)
  # A clean machine has no lists of packages yet.
  { "${sudo[@]}" apt-get update -q && "${sudo[@]}" apt-get install -y -q "$@"; } >"$scratch/apt.log" 2>&1 || {
    tail -n 3 "$scratch/apt.log"
    return 1
  }
}

# A JDK's home: of the wanted major version (or, with a +, that or later); nothing where there is none.
java_home() {
  local wanted=${1%+} home version on_path
  on_path=$(readlink -f -- "$(type -P java)")
  for home in "${JAVA_HOME:-/nowhere}" "${on_path%/bin/java}" /usr/lib/jvm/*; do
    [[ -x $home/bin/java && -r $home/release ]] || continue
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release")
    [[ -n $version ]] || continue
    if ((version == wanted)) || { [[ $1 == *+ ]] && ((version > wanted)); }; then
      printf '%s' "$home"
      return
    fi
  done
}

summary() {
  local title
  printf '\n'
  for title in ${skipped[@]+"${skipped[@]}"}; do printf 'skipped: %s\n' "$title"; done
  for title in ${failed[@]+"${failed[@]}"}; do printf 'failed:  %s\n' "$title"; done
  printf '%d passed, %d failed, %d skipped\n' "$passed" "${#failed[@]}" "${#skipped[@]}"
  ((${#failed[@]} == 0))
}
