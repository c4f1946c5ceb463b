#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# run.sh RISKMAP: builds the built-in study, serves it on a free port of the loopback address and drives real clients against it.
# Each prints lines of PASS, FAIL and SKIP; ends with 1 on any FAIL or without a PASS. CLIENTS names some of them (all by default),
# CLIENTS_WORK another folder than .build/clients, STUDY another study.
set -euo pipefail
riskmap=$(realpath "$1")
cd "$(dirname "$0")/../.."

here=$PWD/.ci/clients shared=../shared/clients work=${CLIENTS_WORK:-$PWD/.build/clients}
venv=$work/venv/bin/python debian=/usr/bin/python3
build=$work/build main=relative-risk vector=provinces
log=$work/clients.log
mkdir -p "$work"
export GDAL_DEFAULT_WMS_CACHE_PATH=$work/wms-cache PYTHONDONTWRITEBYTECODE=1 QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8
XDG_RUNTIME_DIR=$(mktemp -d) && export XDG_RUNTIME_DIR

server=
finish() {
    [ -z "$server" ] || { kill "$server" 2>/dev/null && wait "$server" || true; }
    rm -rf "$XDG_RUNTIME_DIR"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

"$here/setup.sh"

echo "# the build and its archives"
"$riskmap" build --study "${STUDY:-geodata/study.yaml}" --also gpkg,kml,hxl --out "$build" --quiet
tiles() { rm -rf "$3" && "$riskmap" tiles --dir "$build" --layer "$1" --format "$2" --zoom "$4" --out "$3" >/dev/null; }
tiles $vector directory "$work/mvt" 0-9
for layer in $main $vector; do
    tiles $layer pmtiles "$work/$layer.pmtiles" 0-9
    tiles $layer mbtiles "$work/$layer.mbtiles" 0-9
done

"$riskmap" serve --dir "$build" --port 0 2>"$work/server.log" &
server=$!
base=
for _ in $(seq 240); do
    base=$(grep -om1 'http://127\.0\.0\.1:[0-9]*' "$work/server.log" || true)
    [ -z "$base" ] || ! "$debian" -c "import urllib.request; urllib.request.urlopen('$base/ready', timeout=5)" 2>/dev/null || break
    kill -0 "$server" 2>/dev/null || { cat "$work/server.log" >&2; exit 1; }
    base= && sleep 0.5
done
[ -n "$base" ] || { echo "riskmap serve did not get ready" >&2; exit 1; }

# client NAME SECONDS COMMAND...: a client that is missing, ends by itself, takes too long or says nothing has failed.
client() {
    local name=$1 limit=$2 status=0 output=$work/output.log
    shift 2
    [ -z "${CLIENTS:-}" ] || [[ " $CLIENTS " == *" ${name%% *} "* ]] || return 0
    echo "# $name"
    timeout --kill-after=10 "$limit" "$@" >"$output" 2>&1 </dev/null || status=$?
    grep -vE 'QStandardPaths|nullptr parameter|^SUMMARY|^st_as_s2|^Spherical geometry' "$output" || true
    [ "$status" != 124 ] || echo "FAIL $name: not done after $limit seconds"
    if ! grep -qE '^(PASS|FAIL)' "$output" || { [ "$status" != 0 ] && ! grep -q '^FAIL' "$output"; }; then
        echo "FAIL $name: ended with status $status"
    fi
}

# Clients of the folder beside the project: tms, mvt_dir and pmtiles let run what is skipped without them, and QGIS wants the name of
# one of the two matrix sets.
settings=(--base "$base" --layer $main --vector $vector --out "$work/out" --set has_oat=1 --set wmts_tms=WebMercatorQuad
    --set "tms=$base/tms/1.0.0/$main/{z}/{x}/{y}.png" --set "mvt_dir=$work/mvt" --set "pmtiles=$work/$vector.pmtiles")
own=("$base" "$build" "$work")
{
    client "gdal of Debian" 900 $debian $shared/gdal_client.py "${settings[@]}"
    client "gdal-wheels 3.10 and 3.12 of PyPI" 900 "$venv" $shared/modern_gdal_client.py "${settings[@]}"
    client "owslib-shared" 600 "$venv" $shared/owslib_client.py "${settings[@]}"
    client "qgis" 900 $debian -X faulthandler $shared/qgis_client.py "${settings[@]}"
    client "web: Leaflet and MapLibre in Chromium" 900 "$venv" $shared/web_client.py "${settings[@]}"

    client "qgis-project" 900 $debian -X faulthandler "$here/qgis_client.py" "${own[@]}"
    client "mapproxy" 600 $debian "$here/mapproxy_client.py" "${own[@]}"
    client "mapserver" 600 $debian "$here/mapserver_client.py" "${own[@]}"
    client "grass" 900 $debian "$here/grass_client.py" "${own[@]}"
    client "r: sf and terra" 900 Rscript --vanilla "$here/r_client.R" "${own[@]}"
    client "josm" 600 java -Djava.awt.headless=true -cp /usr/share/josm/josm.jar "$here/JosmClient.java" "${own[@]}"
    client "owslib" 600 "$venv" "$here/owslib_client.py" "${own[@]}"
    client "vector-tiles" 1800 "$venv" "$here/vector_tiles_client.py" "$riskmap" "${own[@]}"
    client "points" 1800 env PYTHONPATH="$work/points" $debian "$here/points_client.py" "$riskmap" "${own[@]}"
} 2>&1 | tee "$log"

count() { grep -c "^$1" "$log" || true; }
echo "$(count PASS) passed, $(count FAIL) failed, $(count SKIP) skipped"
[ "$(count FAIL)" = 0 ] && [ "$(count PASS)" -gt 0 ]
