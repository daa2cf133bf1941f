# shellcheck shell=bash
# A department's days by a clock of their own: Redis and the services go by it, and nothing of it stays.

zamer_simulate() {
  mkdir -p "$running" "$logs"
  become_the_only_up
  ensure_installed
  build release "${services[@]}" zamerctl
  stop_leftovers
  require_free_ports

  simulation="$(mktemp -d)"
  trap 'exit 130' INT TERM HUP
  trap end_simulation EXIT
  : >"$simulation/clock"
  start_redis "$simulation"
  wait_until_healthy redis 60
  local part
  for part in "${services[@]}"; do
    start_service "$part" "--clock-file=$simulation/clock" --timer-tick=5ms
  done
  for part in "${services[@]}"; do
    wait_until_healthy "$part" 60
  done
  "${zamerctl[@]}" simulate "--clock-file=$simulation/clock" "$@"
}

end_simulation() {
  stop_everything
  rm -rf "$simulation"
}
