#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes the peers' Python environment and the input data, once.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=${RISKMAP_BENCH_DIR:-$HOME/.cache/riskmap-bench}
mkdir -p "$work"
for tool in python3 gdal_rasterize gdal_proximity.py gdal_contour; do
    command -v "$tool" > /dev/null || {
        echo "$tool is missing: install python3-venv, gdal-bin and python3-gdal." >&2
        exit 1
    }
done
if [ ! -x "$work/venv/bin/python" ]; then
    echo "Installing the peers into $work/venv"
    python3 -m venv "$work/venv"
fi
if ! cmp -s "$here/requirements.txt" "$work/venv/requirements.txt"; then
    "$work/venv/bin/pip" -q install -r "$here/requirements.txt"
    cp "$here/requirements.txt" "$work/venv/requirements.txt"
fi
if [ ! -f "$work/ready-1" ]; then
    echo "Making the input data in $work"
    "$work/venv/bin/python" "$here/inputs.py" "$work"
    touch "$work/ready-1"
fi
