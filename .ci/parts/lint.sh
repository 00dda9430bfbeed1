# shellcheck shell=bash
: "${scratch:?is made by .ci/lib.sh}"

lint() {
  if ! type -P shellcheck >/dev/null; then
    echo "installing shellcheck"
    local sudo=()
    ((EUID == 0)) || sudo=(sudo -n)
    "${sudo[@]}" apt-get install -y -q shellcheck >"$scratch/apt.log" 2>&1 || {
      tail -n 3 "$scratch/apt.log"
      skip "shellcheck is not here and could not be installed"
    }
  fi
  # Every script in bash, by its first line or its name.
  local scripts=() file first
  while IFS= read -r -d '' file; do
    [[ -f $file ]] || continue
    IFS= read -r first <"$file" || true
    if [[ $file == *.sh || $first == '#!'*bash* ]]; then scripts+=("$file"); fi
  done < <(git ls-files -z --cached --others --exclude-standard)
  printf '%s\n' "${scripts[@]}"
  shellcheck "${scripts[@]}"
}

check "shellcheck" lint
