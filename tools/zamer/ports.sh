# shellcheck shell=bash
# Where everything listens: fixed ports on the loopback address, so that bookmarks and scripts stay true. All move
# together by ZAMER_PORT_BASE.

readonly host=127.0.0.1
readonly port_base="${ZAMER_PORT_BASE:-7100}"
readonly -a services=(lead scheduling contract metrics)
# What `up` runs of ours: the services, and the edge before them.
readonly -a programs=("${services[@]}" gateway)
# Where Alertmanager sends alerts: the edge, unless told otherwise.
readonly alerts_url="${ZAMER_ALERTS_URL:-http://$host:$((port_base + 80))/alerts}"
unset ZAMER_PORT_BASE ZAMER_ALERTS_URL # the programs refuse variables that are not theirs
[[ $port_base =~ ^[0-9]{4,5}$ ]] && ((port_base >= 1024 && port_base + 193 <= 65535)) ||
  die "ZAMER_PORT_BASE must be a number from 1024 to 65342"

# port_of PART: the port it serves on.
port_of() {
  case "$1" in
    lead) echo $((port_base + 1)) ;;
    scheduling) echo $((port_base + 2)) ;;
    contract) echo $((port_base + 3)) ;;
    metrics) echo $((port_base + 4)) ;;
    gateway) echo $((port_base + 5)) ;;
    page) echo $((port_base + 80)) ;;
    redis) echo $((port_base + 179)) ;;
    prometheus) echo $((port_base + 190)) ;;
    grafana) echo $((port_base + 191)) ;;
    alertmanager) echo $((port_base + 193)) ;;
  esac
}

# metrics_port_of PROGRAM: the port of its Prometheus exposition.
metrics_port_of() { echo $(($(port_of "$1") + 100)); }

is_taken() { (: <"/dev/tcp/$host/$1") 2>/dev/null; }

require_free_ports() {
  local part port
  local -a taken=()
  for part in "${parts[@]}" page; do
    port="$(port_of "$part")"
    ! is_taken "$port" || taken+=("$port (for $part)")
  done
  for part in "${programs[@]}"; do
    port="$(metrics_port_of "$part")"
    ! is_taken "$port" || taken+=("$port (for $part's metrics)")
  done
  ((${#taken[@]} == 0)) || die "something else listens on $(join_by ', ' "${taken[@]}"): stop it, or move all of Zamer's" \
    "ports, e.g. ZAMER_PORT_BASE=$((port_base + 1000)) ./zamer up"
}

join_by() {
  local separator="$1" first="$2"
  shift 2
  printf '%s' "$first" "${@/#/$separator}"
  printf '\n'
}

# http_answers PORT PATH: whether a GET there is answered with 200 within two seconds.
http_answers() {
  # shellcheck disable=SC2016  # expanded by the inner shell
  timeout 2 bash -c '
    exec 3<>"/dev/tcp/$1/$2"
    printf "GET %s HTTP/1.0\r\nHost: %s\r\n\r\n" "$3" "$1" >&3
    read -r _ status _ <&3
    [[ $status == 200 ]]' http_answers "$host" "$1" "$2" 2>/dev/null
}

# peers_of PROGRAM: whose calls and feeds it uses.
peers_of() {
  case "$1" in
    lead) echo scheduling contract ;;
    scheduling) echo lead ;;
    contract) echo lead scheduling ;;
    metrics) echo lead scheduling contract ;;
    gateway) echo "${services[@]}" ;;
  esac
}
