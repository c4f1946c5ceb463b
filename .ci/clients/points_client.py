#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""points_client.py RISKMAP BASE BUILD WORK: 50 random places inside the assessed area, asked through every door and in every format:
one value, to 0.01 of the unit shown. The value is that of the cell of the GeoTIFF; a picture has the colour of its class."""

import csv
import gzip
import io
import json
import os
import random
import re
import sqlite3
import subprocess
import sys
import urllib.parse

import numpy
from osgeo import gdal, ogr
from PIL import Image

from checks import EDGE, Skipped, check, degree_tile, fetch, finish, get, get_json, mercator, need, web_tile

riskmap, base, build, work = sys.argv[1:]
gdal.UseExceptions()
ogr.UseExceptions()
gdal.SetConfigOption("GDAL_PAM_ENABLED", "NO")
# The cells are 5 km: pixels of zoom 9 lie well inside of one.
ZOOM, COUNT, SAME = 9, 50, 0.01
catalog = get_json(f"{base}/catalog.json")
SURFACES = [layer["name"] for layer in catalog["layers"] if layer["kind"] == "raster"]


class Surface:
    """Cells of a GeoTIFF and the classes of its legend."""

    def __init__(self, name, path):
        self.name = name
        dataset = gdal.Open(path)
        self.transform, self.cells = dataset.GetGeoTransform(), dataset.ReadAsArray()
        self.empty = dataset.GetRasterBand(1).GetNoDataValue()
        legend = get_json(f"{base}/legend/{name}.json")
        self.classes = legend["classes"]

    def at(self, lon, lat):
        """The value of the cell that holds a place; None where nothing is known."""
        x, y = mercator(lon, lat)
        column, row = int((x - self.transform[0]) // self.transform[1]), int((y - self.transform[3]) // self.transform[5])
        value = float(self.cells[row, column])
        return None if value == self.empty or value != value else value

    def class_of(self, value):
        return max([index for index, entry in enumerate(self.classes) if value >= entry["lower"]] or [0])

    def colour(self, value):
        entry = self.classes[self.class_of(value)]
        return [int(entry["color"][k:k + 2], 16) for k in (1, 3, 5)], entry.get("opacity", 1)


surfaces = {name: Surface(name, f"{build}/{name}.tif") for name in SURFACES}
west, south, east, north = catalog["extent"] if isinstance(catalog["extent"], list) else [
    catalog["extent"][side] for side in ("west", "south", "east", "north")]
chance, PLACES = random.Random(20260215), []
while len(PLACES) < COUNT:
    place = round(chance.uniform(west, east), 5), round(chance.uniform(south, north), 5)
    if surfaces["relative-risk"].at(*place) is not None:
        PLACES.append(place)


def compare(pairs, same=SAME):
    """Each pair is of a place, the value told and the value due."""
    worst, count = 0.0, 0
    for place, told, due in pairs:
        count += 1
        need((told is None) == (due is None), f"{place}: {told}, the cell has {due}")
        if told is not None:
            need(abs(told - due) <= same, f"{place}: {told}, the cell has {due}")
            worst = max(worst, abs(told - due))
    need(count == COUNT, f"{count} places")
    return f"{count} places, at most {worst:.4f} apart"


def number(text):
    return float(text) if text not in (None, "", "null") else None


def value_of(body, form):
    """The value in an answer of feature information."""
    text = body.decode()
    if "json" in form:
        return number(json.loads(text)["features"][0]["properties"]["value"])
    pattern = {"text/plain": r"^\s*value\s*[:=]\s*'?([-0-9.e]*)", "text/html": r"value\s*</t[hd]>\s*<td[^>]*>\s*([-0-9.e]*)",
               "application/vnd.ogc.gml": r"<(?:\w+:)?value>([-0-9.e]*)<"}[form]
    found = re.search(pattern, text, re.MULTILINE | re.IGNORECASE)
    need(found, f"no value in {text[:300]}")
    return number(found[1])


def centre(identifier, column, row, x, y, side=256):
    """Degrees of the centre of a pixel of a tile."""
    if identifier == "WorldCRS84Quad":
        return (column + (x + 0.5) / side) * 180 / 2**ZOOM - 180, 90 - (row + (y + 0.5) / side) * 180 / 2**ZOOM
    turns = (column + (x + 0.5) / side) / 2**ZOOM
    down = EDGE - (row + (y + 0.5) / side) / 2**ZOOM * 2 * EDGE
    return turns * 360 - 180, float(numpy.degrees(numpy.arctan(numpy.sinh(down / 6378137.0))))


# MARK: Values

for name, surface in surfaces.items():
    @check(f"points.geotiff over http {name}")
    def _():
        remote = Surface(name, f"/vsicurl/{base}/data/{name}.tif")
        return compare((place, remote.at(*place), surface.at(*place)) for place in PLACES)


    @check(f"points.query {name}")
    def _():
        member = {"relative-risk": "relative_risk", "intensity": "intensity"}.get(name)
        if not member:
            raise Skipped("an answer to a question has no member for it")
        return compare((place, get_json(f"{base}/query/point", {"lon": place[0], "lat": place[1]})[member], surface.at(*place)) for place in PLACES)


    for form in ("application/json", "text/plain", "text/html", "application/vnd.ogc.gml"):
        @check(f"points.wms {name} {form}")
        def _():
            def told():
                for index, (lon, lat) in enumerate(PLACES):
                    d, (x, y) = 1e-4, mercator(lon, lat)
                    version, system, box, column, row = [
                        ("1.3.0", "CRS:84", (lon - d, lat - d, lon + d, lat + d), "I", "J"),
                        ("1.3.0", "EPSG:4326", (lat - d, lon - d, lat + d, lon + d), "I", "J"),
                        ("1.3.0", "EPSG:3857", (x - 9, y - 9, x + 9, y + 9), "I", "J"),
                        ("1.1.1", "EPSG:4326", (lon - d, lat - d, lon + d, lat + d), "X", "Y"),
                        ("1.1.1", "EPSG:3857", (x - 9, y - 9, x + 9, y + 9), "X", "Y")][index % 5]
                    body = get(f"{base}/wms", {
                        "SERVICE": "WMS", "VERSION": version, "REQUEST": "GetFeatureInfo", "LAYERS": name, "QUERY_LAYERS": name, "STYLES": "",
                        "CRS" if version == "1.3.0" else "SRS": system, "BBOX": ",".join(map(repr, box)), "WIDTH": 3, "HEIGHT": 3, column: 1, row: 1,
                        "FORMAT": "image/png", "INFO_FORMAT": form})
                    yield (lon, lat), value_of(body, form), surface.at(lon, lat)
            return compare(told())


        @check(f"points.wmts {name} {form}")
        def _():
            def told():
                for index, place in enumerate(PLACES):
                    identifier, tile = (("WebMercatorQuad", web_tile), ("WorldCRS84Quad", degree_tile))[index % 2]
                    column, row, x, y = tile(*place, ZOOM)
                    body = get(f"{base}/wmts", {
                        "SERVICE": "WMTS", "VERSION": "1.0.0", "REQUEST": "GetFeatureInfo", "LAYER": name, "STYLE": "default", "FORMAT": "image/png",
                        "TILEMATRIXSET": identifier, "TILEMATRIX": ZOOM, "TILEROW": row, "TILECOL": column, "I": x, "J": y, "INFOFORMAT": form})
                    yield place, value_of(body, form), surface.at(*centre(identifier, column, row, x, y))
            return compare(told())


    for size in ({}, {"width": 5, "height": 5}, {"scale-size": "Lon(7),Lat(7)"}):
        @check(f"points.coverage {name} {next(iter(size), 'cells')}")
        def _():
            def told():
                for lon, lat in PLACES:
                    file = "/vsimem/coverage.tif"
                    gdal.FileFromMemBuffer(file, get(f"{base}/collections/{name}/coverage", {
                        "bbox": f"{lon - 0.001:.5f},{lat - 0.001:.5f},{lon + 0.001:.5f},{lat + 0.001:.5f}", **size}))
                    dataset = gdal.Open(file)
                    left, across, _, top, _, down = dataset.GetGeoTransform()
                    column, row = int((lon - left) // across), int((lat - top) // down)
                    value = float(dataset.ReadAsArray()[row, column])
                    empty = dataset.GetRasterBand(1).GetNoDataValue()
                    # A pixel has the value of the cell that holds its centre.
                    due = surface.at(left + (column + 0.5) * across, top + (row + 0.5) * down)
                    dataset = None
                    yield (lon, lat), None if value != value or value == empty else value, due
            return compare(told())


@check("points.command line")
def _():
    def told():
        for lon, lat in PLACES:
            answer = subprocess.run([riskmap, "query", "--at", f"{lat},{lon}", "--dir", build, "--format", "json"],
                                    capture_output=True, text=True, timeout=120)
            need(answer.returncode == 0, answer.stderr[-200:])
            yield (lon, lat), json.loads(answer.stdout)["relative_risk"], surfaces["relative-risk"].at(lon, lat)
    return compare(told())


# MARK: Pictures

def pixel(body, x, y):
    picture = Image.open(io.BytesIO(body)).convert("RGBA")
    return list(picture.getpixel((x, y)))


def picture_check(title, name, tell, near=1, opaque=False):
    """`tell` gives the pixel of a place and the degrees of its centre."""
    surface = surfaces[name]

    @check(f"points.{title} {name}")
    def _():
        for place in PLACES:
            seen, middle = tell(*place)
            value = surface.at(*middle)
            if value is None:
                continue
            colour, opacity = surface.colour(value)
            due = [255 + (part - 255) * opacity for part in colour] if opaque else colour
            need(all(abs(a - b) <= near for a, b in zip(seen[:3], due)), f"{place}: {seen}, the colour of {value} is {due}")
            if not opaque:
                need(abs(seen[3] / 255 - opacity) <= 0.01, f"{place}: opacity {seen[3] / 255:.3f}, the legend has {opacity}")
        return f"{COUNT} places have the colour of their class"


def of_tiles(make, identifier="WebMercatorQuad", scale=1):
    tile = degree_tile if identifier == "WorldCRS84Quad" else web_tile

    def tell(lon, lat):
        column, row, x, y = tile(lon, lat, ZOOM)
        x, y = x * scale, y * scale
        return pixel(make(column, row), x, y), centre(identifier, column, row, x, y, 256 * scale)
    return tell


def archived(path, kind):
    """Tiles of an archive by column and row."""
    if kind == "mbtiles":
        database = sqlite3.connect(path)
        return lambda column, row: database.execute(
            "select tile_data from tiles where zoom_level = ? and tile_column = ? and tile_row = ?", (ZOOM, column, 2**ZOOM - 1 - row)).fetchone()[0]
    import pmtiles.reader
    reader = pmtiles.reader.Reader(pmtiles.reader.MmapSource(open(path, "rb")))
    return lambda column, row: reader.get(ZOOM, column, row)


for name in SURFACES:
    at = lambda template: lambda column, row: get(base + template.format(n=name, z=ZOOM, x=column, y=row, s=2**ZOOM - 1 - row))
    kvp = ("/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER={n}&STYLE=default&FORMAT=image/png&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}"
           "&TILEMATRIXSET=")
    for title, template in (("png tile", "/tiles/{n}/{z}/{x}/{y}.png"), ("webp tile", "/tiles/{n}/{z}/{x}/{y}.webp"),
                            ("tms tile", "/tms/1.0.0/{n}/{z}/{x}/{s}.png"), ("wmts tile", kvp + "WebMercatorQuad"),
                            ("wmts plain tile", "/wmts/1.0.0/{n}/default/WebMercatorQuad/{z}/{y}/{x}.png"),
                            ("ogc api tile", "/collections/{n}/map/tiles/WebMercatorQuad/{z}/{y}/{x}")):
        picture_check(title, name, of_tiles(at(template)))
    picture_check("double tile", name, of_tiles(at("/tiles/{n}/{z}/{x}/{y}@2x.png"), scale=2))
    for title, template in (("png tile", "/tiles/{n}/WorldCRS84Quad/{z}/{x}/{y}.png"), ("wmts tile", kvp + "WorldCRS84Quad"),
                            ("ogc api tile", "/collections/{n}/map/tiles/WorldCRS84Quad/{z}/{y}/{x}")):
        picture_check(f"degrees {title}", name, of_tiles(at(template), "WorldCRS84Quad"))

    def around(path, parameters, system, north_first=False):
        def tell(lon, lat):
            half = 0.002 if system != "EPSG:3857" else 200
            x, y = (lon, lat) if system != "EPSG:3857" else mercator(lon, lat)
            box = (y - half, x - half, y + half, x + half) if north_first else (x - half, y - half, x + half, y + half)
            return pixel(get(base + path, {**parameters, "bbox": ",".join(map(repr, box))}), 4, 4), (lon, lat)
        return tell
    for version, key in (("1.3.0", "crs"), ("1.1.1", "srs")):
        for system in ("EPSG:4326", "EPSG:3857"):
            for form in ("image/png", "image/jpeg"):
                common = {"service": "WMS", "version": version, "request": "GetMap", "layers": name, "styles": "", key: system, "format": form,
                          "width": 9, "height": 9, "transparent": "TRUE" if form == "image/png" else "FALSE"}
                jpeg = form == "image/jpeg"
                picture_check(f"wms {version} {system} {form[6:]}", name,
                              around("/wms", common, system, version == "1.3.0" and system == "EPSG:4326"), near=8 if jpeg else 1, opaque=jpeg)
    picture_check("ogc api map", name, around(f"/collections/{name}/map", {"width": 9, "height": 9}, "CRS84"))
for kind in ("mbtiles", "pmtiles"):
    path = f"{work}/relative-risk.{kind}"
    try:
        picture_check(kind, "relative-risk", of_tiles(archived(path, kind)))
    except ImportError as error:
        check(f"points.{kind}")(lambda: need(False, error))


@check("points.png with world file")
def _():
    told = []
    for name, surface in surfaces.items():
        picture = Image.open(f"{build}/{name}.png").convert("RGBA")
        with open(f"{build}/{name}.pgw", encoding="utf-8") as handle:
            across, _, _, down, left, top = map(float, handle.read().split())
        count = 0
        for place in PLACES:
            x, y = mercator(*place)
            column, row = round((x - left) / across), round((y - top) / down)
            value = surface.at(*place)
            # The picture is drawn smooth between cells: where the cells around are of one class, so is the pixel.
            around = {surface.class_of(v) for v in (surface.at(place[0] + dx, place[1] + dy) for dx in (-0.09, 0, 0.09) for dy in (-0.09, 0, 0.09))
                      if v is not None}
            if value is None or len(around) > 1:
                continue
            colour, opacity = surface.colour(value)
            seen = picture.getpixel((column, row))
            need(all(abs(a - b) <= 1 for a, b in zip(seen[:3], colour)), f"{name} {place}: {seen}, the colour of {value} is {colour}")
            count += 1
        told.append(f"{name} {count}")
    return ", ".join(told)


# MARK: Vectors

def features(path, name):
    """Attributes and geometries of a layer as GDAL reads them."""
    dataset = gdal.OpenEx(path, gdal.OF_VECTOR)
    layer = dataset.GetLayerByName(name) or dataset.GetLayer(0)
    return [({key: feature.GetField(key) for key in feature.keys()}, feature.GetGeometryRef().Clone() if feature.GetGeometryRef() else None)
            for feature in layer]


def tiled(name, lon, lat):
    """The same of the vector tile of a place, in Mercator metres."""
    column, row = web_tile(lon, lat, ZOOM)[:2]
    status, _, body = fetch(f"{base}/tiles/{name}/{ZOOM}/{column}/{row}.pbf")
    need(status in (200, 204), f"status {status}")
    if status == 204:
        return []
    body = gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body
    gdal.FileFromMemBuffer("/vsimem/tile.pbf", body)
    dataset = gdal.OpenEx("/vsimem/tile.pbf", gdal.OF_VECTOR, open_options=[f"X={column}", f"Y={row}", f"Z={ZOOM}", "CLIP=NO"])
    return [({key: feature.GetField(key) for key in feature.keys()}, feature.GetGeometryRef().Clone()) for feature in dataset.GetLayer(0)]


def around_point(entries, x, y):
    point = ogr.CreateGeometryFromWkt(f"POINT ({x!r} {y!r})")
    return [attributes for attributes, area in entries if area is not None and area.Contains(point)]


FILES = {"geojson": "{b}/{n}.geojson", "geojson over http": "/vsicurl/{u}/data/{n}.geojson", "geopackage": "{b}/{n}.gpkg", "kml": "{b}/{n}.kml",
         "ogc api features": "OAPIF:{u}/collections/{n}"}
FIGURES = ("relative_risk", "relative_risk_max", "relative_risk_p90", "intensity", "located_reports")
with open(f"{build}/provinces.geojson", encoding="utf-8") as handle:
    own = {feature["properties"]["iso3166_2"]: feature["properties"] for feature in json.load(handle)["features"]}
provinces = features(f"{build}/provinces.geojson", "provinces")
HOME = {}
for place in PLACES:
    inside = around_point(provinces, *place)
    if inside:
        HOME[place] = inside[0]["iso3166_2"]


def hxl():
    with open(f"{build}/provinces.hxl.csv", encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.reader(handle))
    return {row["iso3166_2"]: row for row in (dict(zip(rows[0], line)) for line in rows[2:])}


def all_provinces():
    answer = get_json(f"{base}/query/provinces")
    return answer if isinstance(answer, list) else answer["provinces"]


def province_check(title, tell):
    """`tell` gives the attributes of the province at a place."""
    @check(f"points.provinces {title}")
    def _():
        worst = 0
        for place, code in HOME.items():
            told = tell(*place)
            need(told is not None, f"{place}: in no province, in the file in {code}")
            if told.get("iso3166_2"):
                need(told["iso3166_2"] == code, f"{place}: {told['iso3166_2']}, in the file {code}")
            for figure in FIGURES:
                due, seen = own[code][figure], number(told.get(figure))
                need((due is None) == (seen is None), f"{code}: {figure} is {seen}, in the file {due}")
                if due is not None:
                    need(abs(due - seen) <= SAME, f"{code}: {figure} is {seen}, in the file {due}")
                    worst = max(worst, abs(due - seen))
        need(len(HOME) > COUNT / 2, f"{len(HOME)} places in provinces")
        return f"{len(HOME)} places in {len(set(HOME.values()))} provinces, {len(FIGURES)} figures, at most {worst:.4f} apart"


for title, template in FILES.items():
    def tell(lon, lat, path=template.format(b=build, u=base, n="provinces"), kept=[]):
        kept[:] = kept or features(path, "provinces")
        return (around_point(kept, lon, lat) or [None])[0]
    province_check(title, tell)
province_check("vector tile", lambda lon, lat: (around_point(tiled("provinces", lon, lat), *mercator(lon, lat)) or [None])[0])
province_check("hxl", lambda lon, lat: hxl().get(HOME[lon, lat]))
province_check("query by name", lambda lon, lat: get_json(f"{base}/query/provinces/{urllib.parse.quote(own[HOME[lon, lat]]['name_en'])}"))
province_check("query of all", lambda lon, lat: {row["iso3166_2"]: row for row in all_provinces()}[HOME[lon, lat]])


for title, template in [*FILES.items(), ("vector tile", None)]:
    @check(f"points.isobands {title}")
    def _():
        # A band is a contour between the centres of cells: at its edge a cell may be one class apart.
        surface = surfaces["relative-risk"]
        entries = features(template.format(b=build, u=base, n="isobands"), "isobands") if template else None
        exact = 0
        for lon, lat in PLACES:
            inside = around_point(entries, lon, lat) if template else around_point(tiled("isobands", lon, lat), *mercator(lon, lat))
            need(len(inside) == 1, f"{lon}, {lat}: in {len(inside)} bands")
            near = {surface.class_of(v) for v in (surface.at(lon + dx, lat + dy) for dx in (-0.06, 0, 0.06) for dy in (-0.06, 0, 0.06)) if v is not None}
            band = int(inside[0]["class_number"]) - 1
            need(min(near) <= band <= max(near), f"{lon}, {lat}: band {band}, the cells around {sorted(near)}")
            exact += band == surface.class_of(surface.at(lon, lat))
        return f"{COUNT} places, {exact} in the band of their own cell, the rest in that of a neighbour"


finish()
