# shellcheck shell=bash
# What watches the services: Prometheus, Alertmanager, and Grafana where the machine has one. Each runs from a copy of its
# committed configuration, into which the addresses of this `up` go.

# Debian names it so, the project itself by its last word.
alertmanager_program() { command -v prometheus-alertmanager || command -v alertmanager; }

# Grafana is not in Debian: whoever has it gets the dashboards.
has_grafana() { command -v grafana || command -v grafana-server; } >/dev/null

observers=(prometheus alertmanager)
if has_grafana; then observers+=(grafana); fi
readonly -a observers

start_observers() {
  local observer
  for observer in "${observers[@]}"; do
    mkdir -p "$data/$observer"
    "start_$observer"
  done
}

start_prometheus() {
  rm -rf "$home/rules"
  cp -r dashboard/prometheus/prometheus.yml dashboard/prometheus/rules "$home/"
  prometheus_targets >"$home/services.json"
  printf '[{"targets": ["%s:%s"]}]\n' "$host" "$(port_of alertmanager)" >"$home/alertmanagers.json"
  start prometheus prometheus --config.file="$home/prometheus.yml" --storage.tsdb.path="$data/prometheus" \
    --web.listen-address="$host:$(port_of prometheus)"
}

# What dashboard/prometheus/prometheus.yml scrapes, as its file_sd_configs reads it.
prometheus_targets() {
  local part separator='['
  for part in "${programs[@]}"; do
    printf '%s\n  {"targets": ["%s:%s"], "labels": {"service": "%s"}}' "$separator" "$host" "$(metrics_port_of "$part")" "$part"
    separator=','
  done
  printf '\n]\n'
}

start_alertmanager() {
  sed "s|url: .*|url: $alerts_url|" dashboard/prometheus/alertmanager.yml >"$home/alertmanager.yml"
  start alertmanager "$(alertmanager_program)" --config.file="$home/alertmanager.yml" --storage.path="$data/alertmanager" \
    --web.listen-address="$host:$(port_of alertmanager)" --cluster.listen-address=''
}

# Anybody on this machine may look; nobody may change what is provisioned from files.
start_grafana() {
  local -a program=(grafana server)
  command -v grafana >/dev/null || program=(grafana-server)
  [[ ! -d /usr/share/grafana ]] || program+=(--homepath /usr/share/grafana)
  start grafana env \
    ZAMER_PROMETHEUS_URL="http://$host:$(port_of prometheus)" ZAMER_DASHBOARDS="$root/dashboard/grafana/dashboards" \
    GF_SERVER_HTTP_ADDR="$host" GF_SERVER_HTTP_PORT="$(port_of grafana)" GF_PATHS_DATA="$data/grafana" \
    GF_PATHS_LOGS="$logs" GF_PATHS_PROVISIONING="$root/dashboard/grafana/provisioning" \
    GF_AUTH_ANONYMOUS_ENABLED=true GF_AUTH_ANONYMOUS_ORG_ROLE=Viewer GF_ANALYTICS_REPORTING_ENABLED=false \
    GF_ANALYTICS_CHECK_FOR_UPDATES=false "${program[@]}"
}
