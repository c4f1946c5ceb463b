#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Turns the lines of compare.py (standard input) into a page (standard output)."""
import datetime
import importlib.metadata
import json
import platform
import subprocess
import sys


def seconds(value):
    if value is None:
        return ""
    return f"{value * 1000:.3g} ms" if value < 1 else f"{value:.3g} s"


def error(pair):
    return "" if pair is None else f"{pair[0]:.1e} / {pair[1]:.1e}"


def processor():
    for line in open("/proc/cpuinfo"):
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.processor()


def versions():
    names = ["libkdv", "scipy", "numpy", "exactextract"]
    listed = [f"{name} {importlib.metadata.version(name)}" for name in names]
    gdal = subprocess.run(["gdal-config", "--version"], capture_output=True, text=True).stdout.strip()
    swift = subprocess.run(["swift", "--version"], capture_output=True, text=True).stdout.splitlines()
    return ", ".join(listed + [f"GDAL {gdal}"] + [line for line in swift if "Swift version" in line][:1])


def main():
    lines = [json.loads(line) for line in sys.stdin if line.startswith("{")]
    limits = [line["limits"] for line in lines if "limits" in line]
    rows = [line for line in lines if "row" in line]
    isa = limits[0]["isa"] if limits else "?"
    print("# Results\n")
    print(f"{datetime.date.today()}, {processor()}, one core unless said, instruction level {isa}. {versions()}.\n")
    print("Processor seconds, the least of several runs of one session; `make bench` reproduces them. Errors are the "
          "largest relative error where the value is at least 1e-3 of the largest, and the largest error over the "
          "largest value, against a brute force in double precision. The last column but one is our time over the least "
          "that the machine would need to write the result past its caches (Gaussian, stack, distance), to read the "
          "raster (zones), or to evaluate every pair of a point and a cell within its reach (the exact kernels; below 1 "
          "means that most pairs are never evaluated).\n")
    print("| work | figure | ours | peer | peer's time | peer / ours | our error | peer's error | ours / limit | note |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for row in rows:
        ratio = "" if row["ratio"] is None else f"{row['ratio']:.3g}"
        cells = [
            row["row"], row["figure"], seconds(row["ours"]), row["peer_name"], seconds(row["peer"]), ratio,
            error(row["ours_error"]), error(row["peer_error"]), "" if row["limit"] is None else f"{row['limit']:.2g}",
            row["note"]]
        print("| " + " | ".join(cells) + " |")
    print("\n## Limits of the machine\n")
    print("| quantity | value |")
    print("|---|---|")
    for limit in limits:
        for unit in ("gigabytes_per_second", "gigaflops", "giga_terms_per_second", "seconds_to_write",
                     "seconds_per_million_terms"):
            if unit in limit:
                print(f"| {limit['name'].removeprefix('limit ')}, {unit.replace('_', ' ')} | {limit[unit]:.4g} |")


if __name__ == "__main__":
    main()
