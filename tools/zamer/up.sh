# shellcheck shell=bash
# Running the whole of Zamer on this machine: Redis, the four services, the edge before them and what observes them, all
# on the loopback address, with their data and logs under .zamer. `up` stays in the foreground and owns them; the other
# commands look at its files.

readonly -a parts=(redis "${programs[@]}" "${observers[@]}")

# The operator's tool, told where everything is.
zamerctl=("$root/build/release/bin/zamerctl")
for part in "${programs[@]}"; do
  zamerctl+=("--$part-address=$host:$(port_of "$part")")
done
readonly -a zamerctl

zamer_up() {
  local demo=''
  case "${1:-}" in
    --demo) demo=1 ;;
    '') ;;
    *) die "up knows only --demo" ;;
  esac
  mkdir -p "$running" "$logs" "$data/redis"
  become_the_only_up
  ensure_installed
  build release "${programs[@]}" zamerctl
  stop_leftovers
  require_free_ports

  local ended_by_signal=130
  trap 'exit "$ended_by_signal"' INT TERM HUP
  trap stop_up EXIT
  start_everything
  print_addresses
  [[ -z $demo ]] || start_demo
  say "everything is healthy; Ctrl-C stops it, and 'up' again finds its data"
  say "the page is at http://$host:$(port_of page)"
  ended_by_signal=0
  watch_over_them
}

# Two `up` on one data folder would be two Redis on one log: the second is refused. The lock dies with this process.
become_the_only_up() {
  exec {up_lock}>"$home/lock"
  flock --nonblock "$up_lock" || die "Zamer is already up: './zamer status' shows it, './zamer down' stops it"
  remember up "$$"
}

# What an `up` that was killed left behind.
stop_leftovers() {
  local part
  for part in demo "${observers[@]}" gateway "${services[@]}" redis; do
    if is_running "$part"; then
      say "stopping $part, left over from an earlier run"
      stop "$part" 20
    fi
  done
}

start_everything() {
  local part
  start_redis "$data/redis"
  wait_until_healthy redis 60
  say "starting ${programs[*]}"
  for part in "${programs[@]}"; do
    start_service "$part"
  done
  start_observers
  for part in "${programs[@]}" "${observers[@]}"; do
    wait_until_healthy "$part" 60
  done
}

# Every commit is on the disk before it is acknowledged; nothing is ever evicted.
# start_redis FOLDER
start_redis() {
  start redis redis-server --bind "$host" --port "$(port_of redis)" --dir "$1" --daemonize no \
    --appendonly yes --appendfsync always --save '' --maxmemory-policy noeviction
}

# start_service NAME FLAGS…
start_service() {
  local service="$1" peer
  local -a options=(
    --mode=development --auth-development-key --drain-delay=0s
    "--listen-address=$host:$(port_of "$service")"
    "--metrics-address=$host:$(metrics_port_of "$service")"
    "--redis-address=$host:$(port_of redis)"
  )
  for peer in $(peers_of "$service"); do
    # --metrics-address is where a program's own metrics are.
    options+=("--${peer/#metrics/metrics-service}-address=$host:$(port_of "$peer")")
  done
  [[ $service != gateway ]] ||
    options+=("--http-address=$host:$(port_of page)" "--alertmanager-url=http://$host:$(port_of alertmanager)")
  start "$service" "$root/build/release/bin/$service" "${options[@]}" "${@:2}"
}

# The simulated days lie a month back, so that even long journeys end in the past; two hours of them take a second.
start_demo() {
  start demo "${zamerctl[@]}" simulate --department=demo --speed=7200
  say "playing a sales department's day and what came of it; './zamer logs demo -f' shows the end"
  let_the_head_sign_in
  say "she watches it at http://$host:$(port_of page)/?period=range&from=$(date -d '-40 days' +%F)&to=$(date +%F)"
}

# As soon as she is employed. A password that everybody knows is for a machine that nobody else reaches.
let_the_head_sign_in() {
  local password='замер на отлично' deadline=$((SECONDS + 60))
  until printf '%s\n' "$password" | "${zamerctl[@]}" login set --department=demo --employee=sales-head --login=head \
    >/dev/null 2>&1; do
    if ((SECONDS >= deadline)); then
      warn "the head of sales of the demo got no login"
      return
    fi
    sleep 0.5
  done
  say "the head of sales signs in with department 'demo', login 'head', password '$password'"
}

is_healthy() {
  case "$1" in
    redis) [[ "$(redis-cli -h "$host" -p "$(port_of redis)" ping 2>/dev/null)" == PONG ]] ;;
    prometheus | alertmanager) http_answers "$(port_of "$1")" /-/ready ;;
    grafana) http_answers "$(port_of grafana)" /api/health ;;
    gateway) http_answers "$(port_of page)" /readyz ;;
    *) "${zamerctl[@]}" health "$1" >/dev/null 2>&1 ;;
  esac
}

# wait_until_healthy PART SECONDS: or says what the part's log says, and gives up on all.
wait_until_healthy() {
  local part="$1" deadline=$((SECONDS + $2))
  until is_healthy "$part"; do
    if ! is_running "$part"; then
      show_last_lines "$part"
      die "$part ended before it was healthy"
    fi
    if ((SECONDS >= deadline)); then
      show_last_lines "$part"
      die "$part is not healthy after $2 s"
    fi
    sleep 0.1
  done
  say "$part is healthy"
}

print_addresses() {
  local part
  for part in "${parts[@]}"; do
    printf '  %-12s %s\n' "$part" "$(address_of "$part")"
  done
}

address_of() {
  case "$1" in
    redis) printf '%s:%s\n' "$host" "$(port_of redis)" ;;
    prometheus | alertmanager | grafana) printf 'http://%s:%s\n' "$host" "$(port_of "$1")" ;;
    gateway)
      printf 'http://%s:%s, gRPC %s:%s, metrics http://%s:%s/metrics\n' "$host" "$(port_of page)" \
        "$host" "$(port_of gateway)" "$host" "$(metrics_port_of gateway)"
      ;;
    *) printf 'gRPC %s:%s, metrics http://%s:%s/metrics\n' "$host" "$(port_of "$1")" "$host" "$(metrics_port_of "$1")" ;;
  esac
}

# Waits for the first part to end on its own, which none should; the demo may.
watch_over_them() {
  local part
  while true; do
    for part in "${parts[@]}"; do
      if ! is_running "$part"; then
        show_last_lines "$part"
        die "$part has ended; stopping the rest"
      fi
    done
    if [[ -f $running/demo.pid ]] && ! is_running demo; then
      rm -f "$running/demo.pid"
      say "the demo is over:"
      tail -n 40 "$logs/demo.log"
    fi
    # A signal must not wait for the end of a sleep in the foreground.
    sleep 0.5 {up_lock}>&- &
    wait "$!" || true
  done
}

# In order: first those who ask, then those who answer, Redis last.
stop_everything() {
  trap '' INT TERM HUP
  local part
  say "stopping"
  stop demo 5
  for part in gateway "${services[@]}" "${observers[@]}"; do
    ask_to_stop "$part"
  done
  for part in gateway "${services[@]}" "${observers[@]}" redis; do
    stop "$part" 20
  done
  rm -f "$running/up.pid"
}

stop_up() {
  stop_everything
  say "stopped; the data are in $data"
}

zamer_down() {
  if ! is_running up; then
    stop_leftovers
    say "nothing is up"
    return
  fi
  local up
  up="$(pid_of up)"
  say "stopping what ./zamer up (process $up) started"
  kill -TERM "$up"
  wait_until_gone up 60 || die "it did not stop within a minute: look at '$logs'"
  say "down"
}

zamer_status() {
  local part state sick=0
  for part in "${parts[@]}"; do
    if ! is_running "$part"; then
      state="not running"
    elif is_healthy "$part"; then
      state="healthy"
    else
      state="not healthy"
    fi
    [[ $state == healthy ]] || sick=1
    printf '%-12s %-12s %s\n' "$part" "$state" "$(address_of "$part")"
  done
  return "$sick"
}

zamer_logs() {
  local name="${1:-}"
  [[ -n $name && -f $logs/$name.log ]] || die "which log? There are: $(log_names)"
  if [[ ${2:-} == -f ]]; then
    tail -n 50 -F "$logs/$name.log"
  else
    tail -n 100 "$logs/$name.log"
  fi
}

log_names() {
  local -a found
  mapfile -t found < <(find "$logs" -name '*.log' -printf '%f\n' 2>/dev/null | sed 's/\.log$//' | sort)
  printf '%s\n' "${found[*]:-none yet, as nothing was ever up}"
}
