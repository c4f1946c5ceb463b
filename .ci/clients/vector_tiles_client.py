#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""vector_tiles_client.py RISKMAP BASE BUILD WORK: mapbox-vector-tile and shapely read all vector tiles of zoom 0 to 9: every area is
valid, neighbours share their border point by point, nothing overlaps, and attributes are those of the GeoJSON."""

import collections
import contextlib
import gzip
import json
import os
import sqlite3
import subprocess
import sys

import mapbox_vector_tile
import pmtiles.reader
import shapely
from shapely.geometry import shape

from checks import check, fetch, finish, get_json, need

riskmap, base, build, work = sys.argv[1:]
catalog = get_json(f"{base}/catalog.json")
AREAS = [name for name in ("provinces", "districts", "isobands", "incident-areas", "routes")
         if any(layer["name"] == name for layer in catalog["layers"])]
# Layers whose areas lie side by side.
MOSAICS = [name for name in AREAS if name in ("provinces", "districts", "isobands")]
ZOOMS = "0-9"


def archive(name):
    path = f"{work}/{name}.mbtiles"
    if os.path.exists(path):
        os.remove(path)
    subprocess.run([riskmap, "tiles", "--dir", build, "--layer", name, "--format", "mbtiles", "--zoom", ZOOMS, "--out", path],
                   check=True, capture_output=True, timeout=900)
    return path


def tiles(name):
    """Zoom, column, row from the north and the features of every tile of an archive."""
    with contextlib.closing(sqlite3.connect(f"{work}/{name}.mbtiles")) as database:
        for zoom, column, row, data in database.execute(
                "select zoom_level, tile_column, tile_row, tile_data from tiles order by 1, 2, 3"):
            yield zoom, column, 2**zoom - 1 - row, decode(gzip.decompress(data), name)


def decode(data, name):
    return mapbox_vector_tile.decode(data, default_options={"y_coord_down": True})[name]


def vertices(area):
    return {(x, y) for x, y in shapely.get_coordinates(area)}


for name in AREAS:
    @check(f"mvt.valid {name}")
    def _():
        archive(name)
        count, wrong, per_zoom = 0, [], collections.Counter()
        for zoom, column, row, layer in tiles(name):
            per_zoom[zoom] += 1
            for feature in layer["features"]:
                area = shape(feature["geometry"])
                count += 1
                need(area.geom_type in ("Polygon", "MultiPolygon"), f"{zoom}/{column}/{row}: {area.geom_type}")
                if not area.is_valid:
                    wrong.append(f"{zoom}/{column}/{row} {feature.get('id')}: {shapely.is_valid_reason(area)}")
        need(not wrong, f"{len(wrong)} of {count} are invalid: {wrong[:4]}")
        need(set(per_zoom) == set(range(10)), f"zooms {sorted(per_zoom)}")
        return f"{count} areas in {sum(per_zoom.values())} tiles"


for name in MOSAICS:
    @check(f"mvt.shared borders {name}")
    def _():
        pairs, shared, slivers, apart, over = 0, 0, 0, [], []
        for zoom, column, row, layer in tiles(name):
            areas = [(feature, shape(feature["geometry"])) for feature in layer["features"]]
            points = [vertices(area) for _, area in areas]
            # The rectangle that tiles are cut to, a margin beyond the tile.
            margin = max(0, -min((min(point) for mine in points for point in mine), default=0))
            low, high = -margin, layer["extent"] + margin
            tree = shapely.STRtree([area for _, area in areas])
            for one, (feature, area) in enumerate(areas):
                for other in tree.query(area):
                    if other <= one:
                        continue
                    neighbour = areas[other][1]
                    common = area.intersection(neighbour)
                    if common.is_empty:
                        continue
                    pairs += 1
                    where = f"{zoom}/{column}/{row} {feature.get('id')} and {areas[other][0].get('id')}"
                    # Repairing a ring that whole units fold over itself may move a border by a unit: a sliver of an eighth
                    # of a pixel is no overlap that anybody sees, a wider one is.
                    if common.area > 0:
                        slivers += 1
                        if not common.buffer(-1).is_empty:
                            over.append(f"{where}: {common.area:g} square units")
                        continue
                    # What lies on the border of both is a point of both, but where the border meets the edge of the clip.
                    for mine, theirs in ((points[one], neighbour), (points[other], area)):
                        its = points[other] if theirs is neighbour else points[one]
                        outline = theirs.boundary
                        for point in mine - its:
                            if outline.distance(shapely.Point(point)) < 1e-9 and low < min(point) and max(point) < high:
                                apart.append(f"{where}: {point}")
                    shared += len(points[one] & points[other])
        need(not over and not apart, f"{len(over)} of {pairs} pairs overlap: {over[:4]}; {len(apart)} points of a border belong to one side "
                                     f"alone ({shared} to both): {apart[:4]}")
        need(shared > 0, "no border is shared")
        return f"{pairs} pairs of neighbours, {shared} common points, {slivers} slivers thinner than two units"


@check("mvt.no gaps between provinces")
def _():
    # Where neighbours share their border, the union of all has no more holes than the union of the file.
    with open(f"{build}/provinces.geojson", encoding="utf-8") as handle:
        own = json.load(handle)["features"]
    def holes(areas):
        union = shapely.union_all(areas)
        return sum(len(part.interiors) for part in getattr(union, "geoms", [union]))
    due = holes([shape(feature["geometry"]) for feature in own if feature["geometry"]])
    gaps = []
    for zoom, column, row, layer in tiles("provinces"):
        found = holes([shape(feature["geometry"]) for feature in layer["features"]])
        if found > due:
            gaps.append(f"{zoom}/{column}/{row}: {found}")
    need(not gaps, f"more than {due} holes in {gaps[:5]}")
    return f"at most {due} holes, as in the file"


@check("mvt.attributes")
def _():
    told = []
    for name in AREAS + ["incident-points"]:
        with open(f"{build}/{name}.geojson", encoding="utf-8") as handle:
            own = json.load(handle)["features"]
        status, _, data = fetch(f"{base}/tiles/{name}/5/19/12.pbf")
        need(status == 200, f"{name}: status {status}")
        data = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
        compared = 0
        key = {"provinces": "iso3166_2", "isobands": "class"}.get(name, "id")
        due = {feature["properties"][key]: feature["properties"] for feature in own}
        for feature in decode(data, name)["features"]:
            values = due[feature["properties"][key]]
            for field, seen in feature["properties"].items():
                if field in values and not isinstance(values[field], (dict, list)):
                    same = abs(seen - values[field]) <= 1e-6 if isinstance(seen, float) else seen == values[field]
                    need(same, f"{name} {feature['properties'][key]}: {field} is {seen}, in the file {values[field]}")
                    compared += 1
            missing = [field for field, value in values.items()
                       if value is not None and not isinstance(value, (dict, list)) and field not in feature["properties"]]
            need(not missing or name.startswith("incident"), f"{name}: {missing} are not in the tile")
        need(compared > 0, f"{name}: nothing to compare")
        told.append(f"{name} {compared}")
    return ", ".join(told)


@check("mvt.server and archives alike")
def _():
    with open(f"{work}/provinces.pmtiles", "rb") as handle:
        reader = pmtiles.reader.Reader(pmtiles.reader.MmapSource(handle))
        count = 0
        with contextlib.closing(sqlite3.connect(f"{work}/provinces.mbtiles")) as database:
            for zoom, column, row, data in database.execute(
                    "select zoom_level, tile_column, tile_row, tile_data from tiles where (tile_column + tile_row) % 7 = 0"):
                north = 2**zoom - 1 - row
                plain = gzip.decompress(data)
                packed = reader.get(zoom, column, north)
                need(packed is not None and (gzip.decompress(packed) if packed[:2] == b"\x1f\x8b" else packed) == plain,
                     f"{zoom}/{column}/{north}: PMTiles and MBTiles differ")
                with open(f"{work}/mvt/{zoom}/{column}/{north}.pbf", "rb") as file:
                    alone = file.read()
                need((gzip.decompress(alone) if alone[:2] == b"\x1f\x8b" else alone) == plain, f"{zoom}/{column}/{north}: the folder differs")
                status, headers, body = fetch(f"{base}/tiles/provinces/{zoom}/{column}/{north}.pbf")
                need(status == 200, f"{zoom}/{column}/{north}: status {status}")
                need((gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body) == plain, f"{zoom}/{column}/{north}: the server differs")
                count += 1
    return f"{count} tiles in four places"


finish()
