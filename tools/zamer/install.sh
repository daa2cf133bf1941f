# shellcheck shell=bash
# What the machine must have: Debian's packages (tools/packages.txt, and tools/packages_of_tests.txt), and npm's
# (package-lock.json). Nothing here needs root, or the network, when nothing is missing.

# ensure_installed [LIST…]: what every command needs, and the Debian packages of the lists.
ensure_installed() {
  ensure_debian_packages tools/packages.txt "$@"
  ensure_npm_packages
}

ensure_debian_packages() {
  command -v dpkg-query >/dev/null || die "this is not Debian: install what these list by other means: $*," \
    "and use cmake --preset release"
  local -a missing
  mapfile -t missing < <(missing_debian_packages "$@")
  ((${#missing[@]} > 0)) || return 0
  say "installing ${#missing[@]} Debian packages: ${missing[*]}"
  as_root "installing packages" bash tools/zamer/apt_install.sh "${missing[@]}"
}

# missing_debian_packages LIST…: what the lists name and is not installed, one a line.
missing_debian_packages() {
  local -a wanted
  mapfile -t wanted < <(sed -e 's/#.*//' -e 's/[[:space:]].*//' -e '/^$/d' "$@")
  # Any node will do, and a newer one conflicts with Debian's npm: ask for both only where there is neither.
  if ! command -v npm >/dev/null; then
    if command -v node >/dev/null; then
      die "node is here but npm is not: install the npm that belongs to $(command -v node), then try again"
    fi
    wanted+=(nodejs npm)
  fi
  local installed
  # shellcheck disable=SC2016  # the format is dpkg-query's, not the shell's
  installed="$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "${wanted[@]}" 2>/dev/null || true)"
  local package
  for package in "${wanted[@]}"; do
    grep -qx "$package installed" <<<"$installed" || printf '%s\n' "$package"
  done
}

# as_root WHAT COMMAND…: runs the command as root, or says what to type.
as_root() {
  local what="$1"
  shift
  if ((EUID == 0)); then
    "$@"
  elif command -v sudo >/dev/null && { [[ -t 0 ]] || sudo -n true 2>/dev/null; }; then
    say "$what needs root: sudo $*"
    sudo "$@"
  else
    die "$what needs root. Run this as root, then try again:
  cd $root && $*"
  fi
}

# The page, the catalogue and the browser tests: what tests and lint need, and running does not.
ensure_dashboard_packages() {
  use_recent_node
  ensure_npm_packages_of dashboard
}

# The dashboard's tools need a newer Node than Debian's: npm has one, which is used where the machine's is too old.
use_recent_node() {
  local version folder
  version="$(node --version)"
  version="${version#v}"
  ((${version%%.*} < 20)) || return 0
  ensure_npm_packages_of tools/node
  folder="$root/tools/node/node_modules"
  mkdir -p "$folder/.path"
  ln -sf "$folder"/node-linux-*/bin/node "$folder/npm/bin/npm-cli.js" "$folder/.path/"
  ln -sf npm-cli.js "$folder/.path/npm"
  export PATH="$folder/.path:$PATH"
}

# Google's protos, and buf.
ensure_npm_packages() { ensure_npm_packages_of .; }

ensure_npm_packages_of() {
  # npm writes this file last, so a newer lock file means that the folder is behind or half written.
  local written="$1/node_modules/.package-lock.json"
  if [[ ! -f $written || $1/package-lock.json -nt $written ]]; then
    say "installing the npm packages of $1/package.json"
    npm --prefix "$1" ci --no-progress </dev/null
    touch "$written"
  fi
}
