# Drivers that are killed at any moment, and what a reader finds then.
# shellcheck shell=bash
: "${scratch:?is made by .ci/lib.sh}"

# shellcheck source=.ci/cluster/breaking.sh
source .ci/cluster/breaking.sh

# rows_of FOLDER: a digest of the rows that a reader finds there, in any order; nothing where there is no folder.
rows_of() {
  [[ ! -d $1 ]] || cat "$1"/*.csv | LC_ALL=C sort | sha256sum
}

# Half of the drivers make a new output, half replace an old one. What readers find is the old rows or the new, or nothing
# where there was nothing; and where a replaced output was moved aside at that moment.
killed_drivers() {
  local drivers=${KILLED_RUNS:-20} number mode pid folder old new found took visible last
  calm_run
  start_cluster
  folder=$(mktemp -d -- "$scratch/drivers.XXXXXX")
  new=$(rows_of "$calm/out")
  SECONDS=0
  (on_cluster "${job_options[@]}" --seed 1 --output "$folder/old") >"$folder/log" 2>&1
  took=$SECONDS
  old=$(rows_of "$folder/old")
  declare -A ended=()
  for ((number = 1; number <= drivers; number++)); do
    mkdir -- "$folder/$number"
    mode=errorifexists
    if ((number % 2 == 0)); then
      mode=overwrite
      cp -r -- "$folder/old" "$folder/$number/out"
    fi
    on_cluster "${job_options[@]}" --mode "$mode" --output "$folder/$number/out" >"$folder/log" 2>&1 &
    pid=$!
    # Not before there is a driver: there is nothing to break.
    sleep "$((2 + RANDOM % took)).$((RANDOM % 10))"
    kill -KILL "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
    # Readers see no hidden names.
    visible=$(cd -- "$folder/$number" && echo *)
    found=$(rows_of "$folder/$number/out")
    case $visible:$found in
      '*:') found=absent ;;
      "out:$new") found=new ;;
      "out:$old") found=old ;;
      *) find "$folder/$number"; echo "driver $number left what is neither old nor new"; return 1 ;;
    esac
    [[ $mode:$found != errorifexists:old ]]
    last=$(grep '^spark-mixup:' "$folder/log" | tail -n 1) || last='before its first line'
    echo "driver $number of $drivers, $mode, killed at: ${last#spark-mixup: }; output $found"
    ended[$mode:$found]=$((${ended[$mode:$found]:-0} + 1))

    [[ $found == absent ]] || mode=overwrite
    ends 0 on_cluster "${job_options[@]}" --mode "$mode" --output "$folder/$number/out" >"$folder/log"
    [[ $(rows_of "$folder/$number/out") == "$new" ]]
    [[ $(ls -A "$folder/$number") == out ]] || { find "$folder/$number"; echo "the rerun left something"; return 1; }
  done
  for found in "${!ended[@]}"; do echo "$found: ${ended[$found]} times"; done
}
