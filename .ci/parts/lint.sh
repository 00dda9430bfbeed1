# shellcheck shell=bash
: "${scratch:?is made by .ci/lib.sh}"

lint() {
  if ! type -P shellcheck >/dev/null; then
    install shellcheck || skip "shellcheck is not here and could not be installed"
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
