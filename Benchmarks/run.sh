#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Compares riskmap-bench with its peers on one core and writes RESULTS.md. usage: run.sh RISKMAP_BENCH [--full]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=${RISKMAP_BENCH_DIR:-$HOME/.cache/riskmap-bench}
program=$1
shift
"$here/prepare.sh"
"$work/venv/bin/python" "$here/compare.py" "$work" "$program" \
    --study "$here/../geodata/study.yaml" \
    --incidents "$here/../../shared/events/ucdp_ged_iraq_syria_to_2018.csv" "$@" > "$work/lines.jsonl"
"$work/venv/bin/python" "$here/report.py" < "$work/lines.jsonl" > "$work/RESULTS.md"
# The tile server is timed by bench-serve.sh; its section stands in a file of its own.
{ cat "$work/RESULTS.md"; echo; cat "$here/serving.md"; } > "$here/RESULTS.md.partial"
mv "$here/RESULTS.md.partial" "$here/RESULTS.md"
echo "Benchmarks/RESULTS.md is written."
