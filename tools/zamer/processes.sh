# shellcheck shell=bash
# The processes that `up` starts. Each is known by a file with its id and start time, so that another terminal, or the
# next `up` after a crash of this one, can find it and never mistakes a stranger for it.

readonly home="${ZAMER_HOME:-$root/.zamer}"
readonly running="$home/run" logs="$home/logs" data="$home/data"
unset ZAMER_HOME # the programs refuse variables that are not theirs

# start NAME COMMAND…: in the background and in a session of its own, so that a Ctrl-C reaches only this script, which
# then stops everything in order.
start() {
  local name="$1"
  shift
  [[ ! -f $logs/$name.log ]] || mv -f "$logs/$name.log" "$logs/$name.log.1"
  setsid "$@" </dev/null >"$logs/$name.log" 2>&1 {up_lock}>&- &
  remember "$name" "$!"
}

remember() { printf '%s %s\n' "$2" "$(start_time_of "$2")" >"$running/$1.pid"; }

# When the process started, in ticks since boot: with the id, it names a process once and for all.
start_time_of() {
  local stat
  stat="$(cat "/proc/$1/stat" 2>/dev/null)" || return 0
  # The name in parentheses may hold spaces; the start time is the 20th field after it.
  awk '{ print $20 }' <<<"${stat##*) }"
}

# pid_of NAME: prints the id of the live process, or fails.
pid_of() {
  local pid started
  read -r pid started 2>/dev/null <"$running/$1.pid" || return 1
  [[ -n $started && "$(start_time_of "$pid")" == "$started" ]] || return 1
  [[ "$(awk '/^State:/ { print $2 }' "/proc/$pid/status" 2>/dev/null)" != Z ]] || return 1
  printf '%s\n' "$pid"
}

is_running() { pid_of "$1" >/dev/null; }

# ask_to_stop NAME: SIGTERM, without waiting.
ask_to_stop() {
  local pid
  pid="$(pid_of "$1")" || return 0
  kill -TERM "$pid" 2>/dev/null || true
}

# stop NAME SECONDS: SIGTERM, and SIGKILL to what is still there when the time is up.
stop() {
  local name="$1" patience="$2" pid
  ask_to_stop "$name"
  if ! wait_until_gone "$name" "$patience" && pid="$(pid_of "$name")"; then
    warn "$name did not stop within $patience s: killing it"
    kill -KILL "$pid" 2>/dev/null || true
    wait_until_gone "$name" 5 || true
  fi
  rm -f "$running/$name.pid"
}

wait_until_gone() {
  local deadline=$((SECONDS + $2))
  while is_running "$1"; do
    ((SECONDS < deadline)) || return 1
    sleep 0.05
  done
}

show_last_lines() {
  warn "the last lines of $logs/$1.log:"
  tail -n "${2:-20}" "$logs/$1.log" | sed 's/^/  /' >&2
}
