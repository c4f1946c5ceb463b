#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""mapserver_client.py BASE BUILD WORK: MapServer cascades the server's WMS and draws the build's own GeoTIFF and GeoPackage."""

import io
import json
import os
import subprocess
import sys

import numpy
from PIL import Image

from checks import EDGE, PLACE, check, finish, get, get_json, mercator, need, web_tile

base, build, work = sys.argv[1:]
LAYER, ZOOM = "relative-risk", 7
folder = os.path.join(work, "mapserver")
os.makedirs(folder, exist_ok=True)
column, row = web_tile(*PLACE, ZOOM)[:2]
side = 2 * EDGE / 2**ZOOM
west, north = -EDGE + column * side, EDGE - row * side
box = (west, north - side, west + side, north)
SIZE = 256
study = mercator(38, 30) + mercator(48, 38)


def draw(name, layer, area=box):
    """What map2img draws of one layer in a rectangle, by default that of the tile."""
    pixel = (area[2] - area[0]) / SIZE
    file, picture = f"{folder}/{name}.map", f"{folder}/{name}.png"
    with open(file, "w", encoding="utf-8") as handle:
        handle.write(f"""MAP
  NAME "{name}" SIZE {SIZE} {SIZE} UNITS METERS MAXSIZE 4096
  # MapServer's rectangle is that of the centres of the outermost pixels.
  EXTENT {' '.join(repr(edge + move * pixel / 2) for edge, move in zip(area, (1, 1, -1, -1)))}
  PROJECTION "init=epsg:3857" END
  IMAGETYPE "picture"
  OUTPUTFORMAT NAME "picture" DRIVER "AGG/PNG" MIMETYPE "image/png" IMAGEMODE RGBA TRANSPARENT ON EXTENSION "png" END
  SYMBOL NAME "dot" TYPE ELLIPSE FILLED TRUE POINTS 1 1 END END
  LAYER NAME "{name}" STATUS DEFAULT
{layer}
  END
END
""")
    result = subprocess.run(["map2img", "-m", file, "-o", picture, "-i", "picture"], capture_output=True, text=True, timeout=300)
    need(result.returncode == 0 and "rror" not in result.stderr, result.stderr[-400:])
    with open(picture, "rb") as handle:
        return pixels(handle.read())


def pixels(body):
    return numpy.asarray(Image.open(io.BytesIO(body)).convert("RGBA")).astype(int)


def compare(drawn, own, inside=False):
    """Pixels must be alike; `inside`: those around which the server's own picture has one colour, for MapServer resamples by itself."""
    need(drawn.shape == own.shape, f"{drawn.shape} and {own.shape}")
    need(len(numpy.unique(own.reshape(-1, 4), axis=0)) > 1, "the server's own picture is blank")
    for picture in (drawn, own):
        picture[picture[..., 3] == 0] = 0
    counted = numpy.ones(own.shape[:2], bool)
    if inside:
        for down in (-1, 0, 1):
            for across in (-1, 0, 1):
                counted &= (numpy.roll(own, (down, across), (0, 1)) == own).all(axis=-1)
    unlike = (numpy.abs(drawn - own).max(axis=-1) > 2) & counted
    need(counted.mean() > 0.5 and not unlike.any(), f"{unlike.sum()} of {counted.sum()} pixels differ")
    return f"{counted.sum()} pixels alike"


@check("mapserver.version")
def _():
    return subprocess.run(["map2img", "-v"], capture_output=True, text=True, timeout=60).stdout[:160]


for version in ("1.3.0", "1.1.1"):
    @check(f"mapserver.wms_{version}")
    def _():
        drawn = draw(f"wms-{version}", f"""    TYPE RASTER CONNECTIONTYPE WMS CONNECTION "{base}/wms?"
    PROJECTION "init=epsg:3857" END
    METADATA
      "wms_name" "{LAYER}" "wms_server_version" "{version}" "wms_srs" "EPSG:3857" "wms_format" "image/png" "wms_style" ""
      "wms_transparent" "TRUE" "wms_connectiontimeout" "60" "wms_force_separate_request" "1"
    END""")
        return compare(drawn, pixels(get(f"{base}/tiles/{LAYER}/{ZOOM}/{column}/{row}.png")), inside=True)


@check("mapserver.wms_degrees")
def _():
    # MapServer asks in degrees and warps by itself.
    drawn = draw("wms-degrees", f"""    TYPE RASTER CONNECTIONTYPE WMS CONNECTION "{base}/wms?"
    PROJECTION "init=epsg:4326" END
    METADATA
      "wms_name" "{LAYER}" "wms_server_version" "1.3.0" "wms_srs" "EPSG:4326" "wms_format" "image/png" "wms_style" ""
      "wms_transparent" "TRUE" "wms_connectiontimeout" "60"
    END""")
    return compare(drawn, pixels(get(f"{base}/tiles/{LAYER}/{ZOOM}/{column}/{row}.png")), inside=True)


@check("mapserver.geotiff")
def _():
    legend = get_json(f"{base}/legend/{LAYER}.json")
    classes = []
    for entry in legend["classes"]:
        low, high = entry.get("lower"), entry.get("upper")
        condition = " AND ".join(
            ([f"[pixel] >= {low}"] if low is not None else ["[pixel] > -9999"]) + ([f"[pixel] < {high}"] if high is not None else []))
        color = entry["color"].lstrip("#")
        opacity = entry.get("opacity", int(color[6:8], 16) / 255 if len(color) == 8 else 1)
        classes.append(f"""    CLASS EXPRESSION ({condition}) STYLE COLOR "#{color[:6]}" OPACITY {round(opacity * 100)} END END""")
    joined = "\n".join(classes)
    drawn = draw("geotiff", f"""    TYPE RASTER DATA "{build}/{LAYER}.tif" PROCESSING "RESAMPLE=NEAREST" PROJECTION "init=epsg:3857" END
{joined}""")
    own = pixels(get(f"{base}/tiles/{LAYER}/{ZOOM}/{column}/{row}.png"))
    # MapServer leaves out what is no data, where the server draws that it is not assessed; of the rest colours are compared.
    grey = legend["not_assessed"]["color"]
    drawn[drawn[..., 3] == 0, :3] = [int(grey[k:k + 2], 16) for k in (1, 3, 5)]
    drawn[..., 3] = own[..., 3]
    return compare(drawn, own, inside=True)


@check("mapserver.geopackage")
def _():
    areas = get_json(f"{base}/collections/provinces/items", {"limit": 1000})["features"]
    here = get_json(f"{base}/query/point", {"lon": PLACE[0], "lat": PLACE[1]})
    code = (here.get("iso3166_2") or here["provinces"][0])
    need(any(area["properties"]["iso3166_2"] == code for area in areas), f"{code} is no province")
    drawn = draw("geopackage", f"""    TYPE POLYGON CONNECTIONTYPE OGR CONNECTION "{build}/provinces.gpkg" DATA "provinces"
    PROJECTION "init=epsg:4326" END
    CLASS EXPRESSION ("[iso3166_2]" = "{code}") STYLE COLOR 200 0 0 END END
    CLASS STYLE COLOR 0 0 200 END END""")
    x, y = web_tile(*PLACE, ZOOM)[2:]
    need(tuple(drawn[y, x, :3]) == (200, 0, 0), f"{code} is {drawn[y, x]} at its own place")
    need((drawn[..., 2] == 200).any(), "no other province is drawn")
    return f"{code} in {(drawn[..., 0] == 200).mean():.1%} of the tile"


for name in ("incident-points", "incident-areas", "routes", "isobands"):
    @check(f"mapserver.{name}")
    def _():
        kind = "POINT" if name == "incident-points" else "POLYGON"
        style = "SIZE 9 SYMBOL 'dot'" if kind == "POINT" else ""
        drawn = draw(name, f"""    TYPE {kind} CONNECTIONTYPE OGR CONNECTION "{build}/{name}.gpkg" DATA "{name}"
    PROJECTION "init=epsg:4326" END
    CLASS STYLE COLOR 200 0 0 {style} END END""", study)
        share = (drawn[..., 0] == 200).mean()
        need(share > 0, "nothing is drawn")
        return f"{share:.1%} of the study"


finish()
