# shellcheck shell=bash
# Building and running the tests. ctest knows the binaries; each GoogleTest binary leaves a report of its own tests, and
# the last line adds them up: "N passed, M failed", with ", K skipped" where some could not run here.

zamer_test() {
  local preset=release
  if [[ ${1:-} == --asan ]]; then
    preset=asan
    shift
  fi
  ensure_installed tools/packages_of_tests.txt
  ensure_dashboard_packages
  if ! build "$preset"; then
    warn "the build failed, so no test could run"
    printf '0 passed, 1 failed\n'
    return 1
  fi
  run_tests "$preset" "$@"
}

run_tests() {
  local folder="$root/build/$1"
  shift
  local results="$folder/test-results"
  rm -rf "$results"
  mkdir -p "$results/gtest"
  local ended=0
  # Tests of real processes run alone (their labels say so in cmake/ZamerTargets.cmake), the others beside each other.
  GTEST_OUTPUT="xml:$results/gtest/" GTEST_COLOR=0 UBSAN_OPTIONS="${UBSAN_OPTIONS:-print_stacktrace=1}" \
    ctest --test-dir "$folder" --output-on-failure --no-tests=error --parallel "$(nproc)" \
    --output-junit "$results/ctest.xml" "$@" </dev/null || ended=$?
  sum_of_tests "$results" "$ended"
}

# sum_of_tests FOLDER EXIT_CODE_OF_CTEST: prints the last line; fails unless everything passed.
sum_of_tests() {
  local results="$1" ended="$2"
  local sum
  sum="$(count_tests "$results")"
  local passed failed skipped
  read -r passed failed skipped <<<"$sum"
  # ctest saw a failure that no report shows (nothing was selected, a report is missing): it still is one.
  ((ended != 0 && failed == 0)) && failed=1
  printf '%d passed, %d failed' "$passed" "$failed"
  ((skipped > 0)) && printf ', %d skipped' "$skipped"
  printf '\n'
  ((failed == 0))
}

# Prints "passed failed skipped".
count_tests() {
  local -a reports
  mapfile -d '' reports < <(find "$1/gtest" -name '*.xml' -print0)
  if [[ -f $1/ctest.xml ]]; then
    awk -f tools/zamer/count_tests.awk "${reports[@]}" "$1/ctest.xml"
  else
    echo 0 0 0
  fi
}
