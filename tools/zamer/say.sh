# shellcheck shell=bash
# How ./zamer talks: steps on stdout, trouble on stderr, bold only on a terminal.

if [[ -t 1 ]]; then
  bold=$'\e[1m' plain=$'\e[0m'
else
  bold='' plain=''
fi

say() { printf '%szamer: %s%s\n' "$bold" "$*" "$plain"; }

warn() { printf 'zamer: %s\n' "$*" >&2; }

die() {
  warn "$*"
  exit 1
}
