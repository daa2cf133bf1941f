# shellcheck shell=bash
# Building by the presets of CMakePresets.json: `release` is what runs and is measured, `asan` what is searched for bugs.

zamer_build() {
  local preset=release
  if [[ ${1:-} == --asan ]]; then
    preset=asan
    shift
  fi
  ensure_installed
  build "$preset" "$@"
}

# build PRESET [TARGET…]: configures where needed and builds the targets, or everything.
build() {
  local preset="$1"
  shift
  local -a targets=()
  (($# > 0)) && targets=(--target "$@")
  [[ -f build/$preset/build.ninja ]] || cmake --preset "$preset"
  say "building ${*:-everything} ($preset, $(build_jobs) jobs)"
  cmake --build --preset "$preset" --parallel "$(build_jobs)" "${targets[@]}"
}

# As many compilers as there are cores, unless memory is short: one with gRPC's headers takes up to 1.5 GB.
build_jobs() {
  local by_memory
  by_memory="$(awk '/^MemAvailable/ { print int($2 / 1500000) }' /proc/meminfo)"
  local jobs
  jobs="$(nproc)"
  ((by_memory < jobs)) && jobs="$by_memory"
  ((jobs > 0)) || jobs=1
  printf '%s\n' "$jobs"
}

zamer_bench() {
  ensure_installed
  [[ -f build/release/build.ninja ]] || cmake --preset release
  local -a known chosen
  mapfile -t known < <(cmake --build --preset release --target help | sed -n 's/^\(bench_[a-z0-9_]*\): phony$/\1/p' | grep -vx bench_support)
  chosen=("${known[@]}")
  if (($# > 0)); then
    chosen=("bench_${1#bench_}")
    shift
    [[ " ${known[*]} " == *" ${chosen[0]} "* ]] || die "there is no bench '${chosen[0]#bench_}'; there are: ${known[*]#bench_}"
  fi
  ((${#chosen[@]} > 0)) || die "there are no benches yet"
  build release "${chosen[@]}"
  local bench
  for bench in "${chosen[@]}"; do
    say "bench ${bench#bench_}"
    if [[ $bench == bench_page ]]; then  # a browser's, so it is Node's
      npm --prefix dashboard run --silent bench:page
    else
      "build/release/bench/$bench" "$@"
    fi
  done
}
