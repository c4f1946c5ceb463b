#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Traces the transfer corridors over the main roads and writes routes.geojson.

corridor_plan.csv lists the waypoints of every corridor in order. `part` says how a waypoint is reached from the one
before it: `road` is the shortest path over the road file, `connector` a line drawn by hand where the road file has a
gap or cuts a corner, `air` a straight line. Waypoints of a `road` part are moved to the nearest road node, which must
lie within SNAP_KM.

Needs ogr2ogr (gdal-bin) and networkx (python3-networkx). Same input, same bytes:

    python3 geodata/tools/trace_corridors.py            # writes geodata/routes.geojson
    python3 geodata/tools/trace_corridors.py --check    # exit status 1 when the file would change
"""

import csv
import itertools
import json
import math
import pathlib
import subprocess
import sys

import networkx

GEODATA = pathlib.Path(__file__).resolve().parent.parent
ROADS = GEODATA / "highways_sy_iq.fgb"
PLAN = GEODATA / "tools" / "corridor_plan.csv"
OUTPUT = GEODATA / "routes.geojson"

SNAP_KM = 5.0
KM_PER_DEGREE = 111.2
OSM_NOTICE = "Derived from © OpenStreetMap contributors, Open Database License 1.0 (ODbL-1.0)"
OWN_NOTICE = "Drawn by hand for this study (Apache-2.0)"


def distance_km(a, b):
    """Distance of two (lon, lat) points; plane approximation, better than 0.1 % over the lengths met here."""
    latitude = math.radians((a[1] + b[1]) / 2)
    return KM_PER_DEGREE * math.hypot((a[0] - b[0]) * math.cos(latitude), a[1] - b[1])


def read_roads():
    """The road file as a graph whose nodes are (lon, lat) rounded to 3 decimals and whose weights are kilometres."""
    command = ["ogr2ogr", "-f", "GeoJSON", "/vsistdout/", str(ROADS)]
    features = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["features"]
    graph = networkx.Graph()
    for feature in features:
        nodes = [tuple(round(value, 3) for value in point) for point in feature["geometry"]["coordinates"]]
        for a, b in itertools.pairwise(nodes):
            graph.add_edge(a, b, km=distance_km(a, b))
    return graph


def read_plan():
    """Waypoints by corridor, in the order of the file."""
    plan = {}
    with open(PLAN, newline="", encoding="utf-8") as table:
        for row in csv.DictReader(table):
            row["point"] = (float(row["lon"]), float(row["lat"]))
            plan.setdefault(row["route"], []).append(row)
    return plan


def snap(graph, row):
    """The road node nearest to a waypoint."""
    # The node itself breaks ties, so that the order of the file cannot matter.
    node = min(graph.nodes, key=lambda candidate: (distance_km(candidate, row["point"]), candidate))
    gap = distance_km(node, row["point"])
    if gap > SNAP_KM:
        sys.exit(f"{PLAN.name}: {row['route']} step {row['step']} ({row['place']}): the nearest road is {gap:.1f} km "
                 f"away, more than {SNAP_KM} km; reach it with a connector instead")
    return node


def trace(graph, waypoints):
    """The parts of one corridor as (kind, line), consecutive steps of one kind joined to one line."""
    parts = []
    position = waypoints[0]["point"]
    if waypoints[1]["part"] == "road":
        position = snap(graph, waypoints[0])
    for row in waypoints[1:]:
        if row["part"] == "road":
            start, end = snap(graph, {**row, "point": position}), snap(graph, row)
            if start != position:
                parts.append(("connector", [position, start]))
            line = networkx.shortest_path(graph, start, end, weight="km")
        else:
            line = [position, row["point"]]
        if parts and parts[-1][0] == row["part"]:
            parts[-1][1].extend(line[1:])
        else:
            parts.append((row["part"], list(line)))
        position = line[-1]
    return parts


def feature(route, number, kind, line):
    """One GeoJSON feature; a line that is not road carries no ODbL data."""
    notice = OSM_NOTICE if kind == "road" else OWN_NOTICE
    return {
        "type": "Feature",
        "properties": {
            "route": route,
            "sequence": number,
            "part": kind,
            "connector": kind == "connector",
            "km": round(sum(distance_km(a, b) for a, b in itertools.pairwise(line)), 1),
            "attribution": notice,
        },
        "geometry": {"type": "LineString", "coordinates": [[round(x, 3), round(y, 3)] for x, y in line]},
    }


def document():
    """The text of the whole file, one feature per line."""
    graph = read_roads()
    features = [
        feature(route, number, kind, line)
        for route, waypoints in read_plan().items()
        for number, (kind, line) in enumerate(trace(graph, waypoints), start=1)
    ]
    lines = ",\n".join(json.dumps(item, ensure_ascii=False) for item in features)
    head = json.dumps({"type": "FeatureCollection", "name": "routes", "attribution": OSM_NOTICE}, ensure_ascii=False)
    return f'{head[:-1]}, "features": [\n{lines}\n]}}\n'


def main():
    text = document()
    if "--check" in sys.argv[1:]:
        if OUTPUT.read_text(encoding="utf-8") != text:
            sys.exit(f"{OUTPUT.name} is not what corridor_plan.csv gives; run {pathlib.Path(__file__).name}")
        return
    OUTPUT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
