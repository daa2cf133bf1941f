#!/usr/bin/env bash
# apt_install.sh PACKAGE…: installs Debian packages, as root, without starting any daemon: Zamer runs a Redis and a
# Prometheus of its own, and the machine must not get others because of it.
set -euo pipefail

readonly policy=/usr/sbin/policy-rc.d # asked by Debian's maintainer scripts before they start a daemon

forbid_daemons() {
  [[ -e $policy ]] && return
  trap 'rm -f "$policy"' EXIT
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
}

# The packages enable their units for the next boot; those that were not here a minute ago are ours to disable.
disable_at_boot() {
  local unit
  for unit in redis-server prometheus prometheus-alertmanager; do
    if [[ " $* " == *" $unit "* ]]; then
      deb-systemd-helper disable "$unit.service" >/dev/null || true
      update-rc.d "$unit" disable || true
    fi
  done
}

export DEBIAN_FRONTEND=noninteractive
forbid_daemons
apt-get update -q </dev/null
apt-get install -y -q --no-install-recommends "$@" </dev/null
disable_at_boot "$@"
