#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""grass_client.py BASE BUILD WORK: GRASS imports the GeoTIFFs and vector layers, reads the WMS, and must tell the same values."""

import json
import os
import random
import shutil
import subprocess
import sys

from osgeo import gdal, ogr

from checks import check, finish, get_json, mercator, need

base, build, work = sys.argv[1:]
gdal.UseExceptions()
gdal.SetConfigOption("GDAL_PAM_ENABLED", "NO")
folder = os.path.join(work, "grass")
shutil.rmtree(folder, ignore_errors=True)
os.makedirs(folder)
catalog = get_json(f"{base}/catalog.json")
surfaces = [layer["name"] for layer in catalog["layers"] if layer["kind"] == "raster"]
features = {layer["name"]: layer["feature_count"] for layer in catalog["layers"] if layer["kind"] == "vector"}
environment = {**os.environ, "GRASS_MESSAGE_FORMAT": "plain", "GRASS_OVERWRITE": "1", "GDAL_HTTP_TIMEOUT": "60"}


def run(*command):
    result = subprocess.run(command, capture_output=True, text=True, timeout=600, env=environment, stdin=subprocess.DEVNULL)
    need(result.returncode == 0, f"{' '.join(command)}: {result.stderr[-400:]}")
    return result.stdout, result.stderr


def grass(location, *command):
    return run("grass", f"{folder}/{location}/PERMANENT", "--exec", *command)


def table(text):
    """`key=value` lines, as GRASS writes them with -g."""
    return dict(line.split("=", 1) for line in text.splitlines() if "=" in line)


@check("grass.locations")
def _():
    run("grass", "-c", "EPSG:3857", f"{folder}/mercator", "-e")
    run("grass", "-c", "EPSG:4326", f"{folder}/degrees", "-e")
    return "".join(run("grass", "--version")).splitlines()[0]


def placed(count=20):
    """Places inside of the assessed area and what the server tells of them."""
    places, told = random.Random(7), []
    while len(told) < count:
        lon, lat = round(places.uniform(39, 47), 5), round(places.uniform(31, 37), 5)
        try:
            told.append((lon, lat, get_json(f"{base}/query/point", {"lon": lon, "lat": lat})["relative_risk"]))
        except AssertionError:  # not assessed
            pass
    return told


for name in surfaces:
    @check(f"grass.r.in.gdal {name}")
    def _():
        map = name.replace("-", "_")
        grass("mercator", "r.in.gdal", f"input={build}/{name}.tif", f"output={map}", "--quiet")
        grass("mercator", "g.region", f"raster={map}")
        statistics = table(grass("mercator", "r.univar", "-g", f"map={map}")[0])
        dataset = gdal.Open(f"{build}/{name}.tif")
        least, most, mean, _ = dataset.GetRasterBand(1).ComputeStatistics(False)
        for told, due in (("min", least), ("max", most), ("mean", mean)):
            need(abs(float(statistics[told]) - due) <= 1e-6 + 1e-5 * abs(due), f"{told}: {statistics[told]}, GDAL {due}")
        declared = [layer for layer in catalog["layers"] if layer["name"] == name][0]["statistics"]
        need(statistics["max"] == "nan" or float(statistics["max"]) <= declared["maximum"] * 1.001 + 1e-6,
             f"highest {statistics['max']}, catalog {declared['maximum']}")
        return f"{statistics['n']} cells, {least:.4g} to {most:.4g}, mean {mean:.4g}; empty {statistics['null_cells']}"


@check("grass.r.what")
def _():
    told = placed()
    points = [",".join(map(repr, mercator(lon, lat))) for lon, lat, _ in told]
    lines = grass("mercator", "r.what", "map=relative_risk", f"coordinates={','.join(points)}")[0].split()
    for (lon, lat, value), line in zip(told, lines, strict=True):
        seen = float(line.split("|")[-1])
        need(abs(seen - value) <= 0.01, f"{lon}, {lat}: GRASS {seen}, the query {value}")
    return f"{len(told)} places as /query/point has them"


@check("grass.r.external over http")
def _():
    grass("mercator", "r.external", f"input=/vsicurl/{base}/data/relative-risk.tif", "output=remote", "--quiet")
    grass("mercator", "g.region", "raster=relative_risk")
    difference = table(grass("mercator", "bash", "-c", "r.mapcalc 'unlike = abs(remote - relative_risk)' --quiet && r.univar -g unlike")[0])
    need(float(difference["max"]) == 0, f"up to {difference['max']} apart")
    return f"{difference['n']} cells alike"


@check("grass.r.in.wms")
def _():
    grass("mercator", "g.region", "raster=relative_risk", "rows=300", "cols=300")
    grass("mercator", "r.in.wms", f"url={base}/wms", "layers=relative-risk", "output=picture", "srs=3857", "format=png",
          "wms_version=1.3.0", "--quiet")
    colours = grass("mercator", "r.stats", "-c", "-n", "input=picture.red,picture.green,picture.blue", "--quiet")[0].splitlines() \
        if "picture.red" in grass("mercator", "g.list", "type=raster")[0] else []
    if not colours:
        colours = grass("mercator", "r.stats", "-c", "-n", "input=picture", "--quiet")[0].splitlines()
    need(len(colours) > 3, f"{len(colours)} colours")
    return f"{len(colours)} colours"


def own_values(name):
    with open(f"{build}/{name}.geojson", encoding="utf-8") as handle:
        return json.load(handle)["features"]


for name, count in features.items():
    for kind in ("gpkg", "geojson", "kml"):
        @check(f"grass.v.in.ogr {name}.{kind}")
        def _():
            file, map = f"{build}/{name}.{kind}", f"{name}_{kind}".replace("-", "_")
            source = ogr.Open(file)
            layer = source.GetLayer(name) or source.GetLayer(0)
            _, words = grass("degrees", "v.in.ogr", f"input={file}", f"layer={layer.GetName()}", f"output={map}")
            for fault in ("does not conform", "reserved", "Unable to", "ERROR"):
                need(fault not in words, words[-300:])
            info = table(grass("degrees", "v.info", "-t", f"map={map}")[0])
            rows = grass("degrees", "db.select", "-c", f"sql=select count(*) from {map}")[0].strip()
            need(int(rows) == count, f"{rows} rows, the catalog counts {count}")
            fields = grass("degrees", "v.info", "-c", f"map={map}")[0].split()
            names = [field.split("|")[1] for field in fields if "|" in field]
            return f"{rows} rows, {info.get('areas')} areas, {info.get('points')} points, {len(names)} fields"


@check("grass.values of provinces")
def _():
    due = {feature["properties"]["iso3166_2"]: feature["properties"] for feature in own_values("provinces")}
    for kind in ("gpkg", "geojson", "kml"):
        lines = grass("degrees", "v.db.select", "-c", f"map=provinces_{kind}", "columns=iso3166_2,relative_risk,located_reports,name_ar",
                      "separator=|")[0].splitlines()
        need(len(lines) == len(due), f"{kind}: {len(lines)} rows")
        for line in lines:
            code, risk, reports, arabic = line.split("|")
            for told, value in ((risk, due[code]["relative_risk"]), (reports, due[code]["located_reports"])):
                need(told == "" if value is None else abs(float(told) - value) <= 1e-6 + 1e-6 * abs(value), f"{kind} {code}: {told}, {value}")
            need(arabic == (due[code]["name_ar"] or ""), f"{kind} {code}: {arabic}")
    return f"{len(due)} provinces in three formats"


@check("grass.borders of provinces")
def _():
    # Areas without a category are slivers and gaps between neighbours or lakes; overlaps have two categories.
    told = table(grass("degrees", "v.info", "-t", "map=provinces_gpkg")[0])
    areas, centres = int(told["areas"]), int(told["centroids"])
    overlaps = grass("degrees", "v.category", "input=provinces_gpkg", "option=print", "type=centroid")[0].split()
    need(not any("/" in category for category in overlaps), f"{[c for c in overlaps if '/' in c][:5]} overlap")
    return f"{areas} areas, {centres} centroids, no overlaps"


@check("grass.v.in.ogr features of OGC API")
def _():
    grass("degrees", "v.in.ogr", f"input=OAPIF:{base}", "layer=provinces", "output=from_server", "--quiet")
    rows = grass("degrees", "db.select", "-c", "sql=select count(*) from from_server")[0].strip()
    need(int(rows) == features["provinces"], rows)
    return f"{rows} rows"


@check("grass.pictures")
def _():
    grass("mercator", "g.region", "raster=relative_risk")
    for name in surfaces:
        map = name.replace("-", "_")
        grass("mercator", "r.out.png", f"input={map}", f"output={folder}/{name}.png", "--quiet")
        need(os.path.getsize(f"{folder}/{name}.png") > 2000, name)
    return f"{len(surfaces)} pictures"


finish()
