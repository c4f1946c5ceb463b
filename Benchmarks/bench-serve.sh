#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Times `riskmap serve` against nginx, titiler and QGIS Server on one raster in one run.
# usage: Benchmarks/bench-serve.sh PEERS   (PEERS: folder with peers.sh and bench.py; Debian, root for apt-get)
set -euo pipefail
peers=$1
root=$(cd "$(dirname "$0")/.." && pwd)
work=${BENCH_DIR:-$HOME/.cache/riskmap-bench-serve}
riskmap=${RISKMAP:-$root/.build/release/riskmap}
mkdir -p "$work"
# Debian's QGIS Server answers maps only with the package of that service.
dpkg -s qgis-server-wms >/dev/null 2>&1 || apt-get install -y -qq --no-install-recommends qgis-server-wms >/dev/null
bash "$peers/peers.sh" start "$work"
mapfile -t servers <"$work/servers.txt"

serve() { # port, then options
  "$riskmap" serve --cog "$work/risk3857.tif" --style route-proximity --styles "$root/styles" --port "$@" &
  pid=$!
  pids+=("$pid")
  for _ in $(seq 200); do curl -fso /dev/null "http://127.0.0.1:$1/ready" && return; sleep 0.05; done
  echo "riskmap did not start" >&2
  exit 1
}
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; bash "$peers/peers.sh" stop "$work"' EXIT
path="tiles/route-proximity/{z}/{x}/{y}.png"
serve 8811 --cache-mb 0 --cells-mb 96
uncached="riskmap-uncached=http://127.0.0.1:8811/$path@$pid"
serve 8812
cached="riskmap-cached=http://127.0.0.1:8812/$path@$pid"
python3 "$peers/bench.py" --connections "${CONNECTIONS:-1,16}" "${servers[@]}" "$uncached" "$cached"
