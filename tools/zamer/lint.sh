# shellcheck shell=bash
# Formatting, clang-tidy, the API's rules and the scripts: for what changed since lint_base, or with --all for everything.

zamer_lint() {
  local all=''
  case "${1:-}" in
    --all) all=1 ;;
    '') ;;
    *) die "lint knows only --all" ;;
  esac
  ensure_installed
  local base=''
  [[ -n $all ]] || base="$(lint_base)"
  local -a files
  mapfile -t files < <(files_since "$base" | sort -u)
  say "lint: $(lint_scope "$base")"

  local -a faults=()
  lint_scripts || faults+=(scripts)
  lint_format || faults+=(clang-format)
  lint_proto || faults+=("the API")
  lint_tidy || faults+=(clang-tidy)
  if ((${#faults[@]} > 0)); then
    warn "lint found faults: ${faults[*]}"
    return 1
  fi
  say "lint: clean"
}

# The commit to compare with: where this branch left origin/main, or the commit before; nothing in a first commit, or
# outside git.
lint_base() {
  local base="${ZAMER_BASE:-}"
  [[ -n $base ]] || base="$(git merge-base HEAD origin/main 2>/dev/null || true)"
  if [[ -z $base || $base == "$(git rev-parse HEAD 2>/dev/null || true)" ]]; then
    base="$(git rev-parse --verify --quiet 'HEAD^1' || true)"
  fi
  printf '%s\n' "$base"
}

lint_scope() {
  if [[ -n $1 ]]; then
    printf 'what changed since %s\n' "$(git log -1 --format='%h %s' "$1")"
  else
    printf 'all files\n'
  fi
}

files_since() {
  if [[ -n $1 ]]; then
    git diff --name-only --diff-filter=d "$1"
    git ls-files --others --exclude-standard
  else
    find . \( -name .git -o -name node_modules -o -name build -o -name .zamer \) -prune -o -type f -printf '%P\n'
  fi
}

# chosen REGEX: those of the files (zamer_lint's) that match, one a line.
chosen() { printf '%s\n' "${files[@]}" | grep -E "$1" || true; }

lint_scripts() {
  command -v shellcheck >/dev/null || { warn "shellcheck is missing: scripts not checked" && return 0; }
  # The parts in tools/zamer/ are read where ./zamer sources them.
  shellcheck --external-sources zamer .ci/run tools/zamer/apt_install.sh
}

lint_format() {
  local -a sources
  mapfile -t sources < <(chosen '\.(h|cc)$')
  say "clang-format: ${#sources[@]} files"
  ((${#sources[@]} == 0)) || clang-format-19 --dry-run --Werror "${sources[@]}"
}

lint_proto() {
  # npm brings the one for this machine's processor.
  local buf
  buf="$(find "$root/node_modules/@bufbuild" -path '*/bin/buf' -print -quit)"
  say "buf: lint, format, breaking changes"
  "$buf" lint || return 1
  "$buf" format proto --diff --exit-code || return 1
  local before="${base:-$(lint_base)}"
  if [[ -z $before ]] || ! git cat-file -e "$before:buf.yaml" 2>/dev/null; then
    say "buf: there is no earlier version of the API to compare with"
    return 0
  fi
  breaking_since "$before"
}

# Compares with the API of a commit, laid out beside the same Google protos.
breaking_since() {
  local earlier="$root/build/api-before"
  rm -rf "$earlier"
  mkdir -p "$earlier"
  git archive "$1" buf.yaml proto | tar -x -C "$earlier"
  ln -s "$root/node_modules" "$earlier/node_modules"
  "$buf" breaking --against "$earlier"
}

# clang-tidy needs what the compiler needs: generated headers and the precompiled ones, so everything is built first.
# It takes some ten seconds a file, hence a bound, which --all lifts.
lint_tidy() {
  local -r most="${ZAMER_TIDY_FILES:-30}"
  local -a sources
  mapfile -t sources < <(tidy_sources)
  if [[ -z $all ]] && ((${#sources[@]} > most)); then
    warn "clang-tidy: ${#sources[@]} files changed, checking only $most; './zamer lint --all' checks every one"
    mapfile -t sources < <(printf '%s\n' "${sources[@]}" | shuf --random-source=<(yes) -n "$most")
  fi
  say "clang-tidy: ${#sources[@]} files"
  ((${#sources[@]} > 0)) || return 0
  build release || return 1
  run-clang-tidy-19 -quiet -p build/release -j "$(build_jobs)" "${sources[@]/#/^$root/}" 2>&1 |
    sed -E '/^[0-9]+ warnings? generated\.$/d'
}

# The changed .cc files and those that belong to changed headers.
tidy_sources() {
  local file
  while read -r file; do
    file="${file%.h}"
    file="${file%.cc}.cc"
    [[ ! -f $file ]] || printf '%s\n' "$file"
  done < <(chosen '^(services|tests)/.*\.(h|cc)$') | sort -u
}
