#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""mapproxy_client.py BASE BUILD WORK: MapProxy cascades the server's WMS, WMTS, XYZ and TMS; its tiles must have the server's own pixels."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
import urllib.parse
import wsgiref.util

import numpy
from PIL import Image

from checks import PLACE, check, finish, get, mercator, need, web_tile

base, _, work = sys.argv[1:]
LAYER = "relative-risk"
folder = os.path.join(work, "mapproxy")
shutil.rmtree(folder, ignore_errors=True)
os.makedirs(folder)

TILES = {
    "xyz": (f"{base}/tiles/{LAYER}/%(z)s/%(x)s/%(y)s.png", "north"),
    "webp": (f"{base}/tiles/{LAYER}/%(z)s/%(x)s/%(y)s.webp", "north"),
    "wmts-rest": (f"{base}/wmts/1.0.0/{LAYER}/default/WebMercatorQuad/%(z)s/%(y)s/%(x)s.png", "north"),
    "wmts-kvp": (f"{base}/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER={LAYER}&STYLE=default&FORMAT=image/png"
                 "&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=%(z)s&TILEROW=%(y)s&TILECOL=%(x)s", "north"),
    "ogc-tiles": (f"{base}/collections/{LAYER}/map/tiles/WebMercatorQuad/%(z)s/%(y)s/%(x)s?f=png", "north"),
    "tms": (f"{base}/tms/1.0.0/{LAYER}/%(z)s/%(x)s/%(y)s.png", "south"),
    "crs84": (f"{base}/tiles/{LAYER}/WorldCRS84Quad/%(z)s/%(x)s/%(y)s.png", "degrees"),
}
sources = {
    f"wms-{version}": {
        "type": "wms", "wms_opts": {"version": version, "featureinfo": True, "legendgraphic": True},
        "supported_srs": ["EPSG:3857", "EPSG:4326"], "req": {"url": f"{base}/wms?", "layers": LAYER, "transparent": True}}
    for version in ("1.3.0", "1.1.1")}
grids_of = {name: "north" for name in sources}
for name, (url, grid) in TILES.items():
    sources[name] = {"type": "tile", "url": url, "grid": grid, "transparent": True}
    grids_of[name] = grid
configuration = {
    "services": {"tms": {"use_grid_names": True}, "wmts": {"kvp": True, "restful": True}, "demo": {},
                 "wms": {"srs": ["EPSG:3857", "EPSG:4326"], "md": {"title": "cascade"}}},
    "grids": {
        "north": {"base": "GLOBAL_WEBMERCATOR", "origin": "nw"}, "south": {"base": "GLOBAL_MERCATOR", "srs": "EPSG:3857"},
        "degrees": {"srs": "EPSG:4326", "bbox": [-180, -90, 180, 90], "origin": "nw", "res_factor": 2,
                    "min_res": 180 / 256}},
    "sources": sources,
    "caches": {f"cache-{name}": {"grids": [grids_of[name]], "sources": [name], "format": "image/png", "meta_size": [1, 1],
                                 "meta_buffer": 0, "request_format": "image/png"} for name in sources},
    "layers": [{"name": name, "title": name, "sources": [f"cache-{name}"]} for name in sources]
    + [{"name": "straight", "title": "straight", "sources": ["wms-1.3.0"]}],
    "globals": {"image": {"paletted": False}, "cache": {"base_dir": f"{folder}/cache", "lock_dir": f"{folder}/locks"},
                "http": {"client_timeout": 60}},
}
file = os.path.join(folder, "mapproxy.yaml")
with open(file, "w", encoding="utf-8") as handle:
    json.dump(configuration, handle, indent=1)  # JSON is YAML


def ask(path, **parameters):
    """Status, media type and body of MapProxy's answer."""
    environment, told = {}, []
    wsgiref.util.setup_testing_defaults(environment)
    environment.update(PATH_INFO=path, QUERY_STRING=urllib.parse.urlencode(parameters), SCRIPT_NAME="")
    body = b"".join(application(environment, lambda status, headers, *_: told.append((status, dict(headers)))))
    return told[0][0], told[0][1].get("Content-type", ""), body


def pixels(body):
    return numpy.asarray(Image.open(io.BytesIO(body)).convert("RGBA")).astype(int)


def same(body, own, most=0.0):
    one, other = pixels(body), pixels(own)
    need(one.shape == other.shape, f"{one.shape} and {other.shape}")
    need((other[..., 3] > 0).any(), "the server's own tile is blank")
    # The colour of what is transparent is nobody's matter.
    one[one[..., 3] == 0] = other[other[..., 3] == 0] = 0
    share = (numpy.abs(one - other).max(axis=-1) > 0).mean()
    need(share <= most, f"{share:.4%} of the pixels differ")
    return f"{share:.4%} of {one.shape[0]} x {one.shape[1]} pixels differ"


@check("mapproxy.configuration")
def _():
    global application
    from mapproxy.config.loader import load_configuration
    from mapproxy.version import version
    from mapproxy.wsgiapp import make_wsgi_app
    load_configuration(file)
    application = make_wsgi_app(file)
    status, _, body = ask("/service", SERVICE="WMS", REQUEST="GetCapabilities", VERSION="1.3.0")
    need(status.startswith("200") and all(f"<Name>{name}</Name>".encode() in body for name in sources), status)
    return f"MapProxy {version}, {len(sources)} sources"


for name in sources:
    @check(f"mapproxy.{name}")
    def _():
        told, colours = [], set()
        for zoom in (5, 7, 9):
            if grids_of[name] == "degrees":
                column, row = int((PLACE[0] + 180) / 180 * 2**zoom), int((90 - PLACE[1]) / 180 * 2**zoom)
                own = get(f"{base}/tiles/{LAYER}/WorldCRS84Quad/{zoom}/{column}/{row}.png")
            else:
                column, row = web_tile(*PLACE, zoom)[:2]
                own = get(f"{base}/tiles/{LAYER}/{zoom}/{column}/{row}.png")
            status, kind, body = ask(f"/wmts/{name}/{grids_of[name]}/{zoom}/{column}/{row}.png")
            need(status.startswith("200") and kind == "image/png", f"{status} {kind} {body[:200]}")
            told.append(f"zoom {zoom}: {same(body, own)}")
            colours |= set(map(tuple, pixels(own).reshape(-1, 4)))
        need(len(colours) > 3, f"{len(colours)} colours")
        return "; ".join(told)


@check("mapproxy.tms_of_the_cascade")
def _():
    column, row = web_tile(*PLACE, 7)[:2]
    # The first level of MapProxy's TMS is that of two by two tiles.
    status, _, body = ask(f"/tms/1.0.0/tms/south/6/{column}/{2**7 - 1 - row}.png")
    need(status.startswith("200"), status)
    return same(body, get(f"{base}/tiles/{LAYER}/7/{column}/{row}.png"))


straight = {"SERVICE": "WMS", "VERSION": "1.3.0", "LAYERS": "straight", "STYLES": "", "FORMAT": "image/png", "TRANSPARENT": "TRUE"}


for system, box in (("EPSG:3857", ",".join(map(repr, mercator(40, 30) + mercator(46, 36)))), ("EPSG:4326", "30,40,36,46")):
    @check(f"mapproxy.picture_{system[5:]}")
    def _():
        area = {"CRS": system, "BBOX": box, "WIDTH": 400, "HEIGHT": 400}
        status, kind, body = ask("/service", **straight, **area, REQUEST="GetMap")
        need(status.startswith("200") and kind == "image/png", f"{status} {body[:200]}")
        return same(body, get(f"{base}/wms", {**straight, **area, "LAYERS": LAYER, "REQUEST": "GetMap"}))


for kind in ("text/plain", "application/json", "text/html", "application/vnd.ogc.gml"):
    @check(f"mapproxy.information {kind}")
    def _():
        area = {"CRS": "EPSG:4326", "BBOX": ",".join(map(repr, (PLACE[1] - 0.01, PLACE[0] - 0.01, PLACE[1] + 0.01, PLACE[0] + 0.01))), "WIDTH": 101, "HEIGHT": 101, "I": 50, "J": 50}
        information = {**straight, **area, "REQUEST": "GetFeatureInfo", "QUERY_LAYERS": "straight", "INFO_FORMAT": kind}
        status, _, body = ask("/service", **information)
        need(status.startswith("200"), status)
        value = json.loads(get(f"{base}/query/point?lon={PLACE[0]}&lat={PLACE[1]}"))["relative_risk"]
        numbers = [float(number) for number in re.findall(r"(?<![\w.#-])\d+\.\d+", body.decode())]
        need(any(abs(number - value) <= 0.01 for number in numbers), f"{value} is not in {body[:300]}")
        return f"{value} in {numbers[:4]}"


@check("mapproxy.legend")
def _():
    status, kind, body = ask("/service", SERVICE="WMS", VERSION="1.1.1", REQUEST="GetLegendGraphic", LAYER="straight", FORMAT="image/png",
                             SLD_VERSION="1.1.0")
    need(status.startswith("200") and kind == "image/png", f"{status} {body[:200]}")
    need(len(numpy.unique(pixels(body).reshape(-1, 4), axis=0)) > 5, "the legend is blank")
    return f"{pixels(body).shape}"


@check("mapproxy.seeded")
def _():
    seed = os.path.join(folder, "seed.yaml")
    with open(seed, "w", encoding="utf-8") as handle:
        json.dump({"coverages": {"study": {"bbox": [40, 31, 46, 36], "srs": "EPSG:4326"}},
                   "seeds": {"one": {"caches": ["cache-xyz"], "levels": {"from": 0, "to": 8}, "coverages": ["study"]}}}, handle)
    result = subprocess.run(["mapproxy-seed", "-f", file, "-s", seed, "--seed", "ALL", "-c", "1", "--quiet"],
                            capture_output=True, text=True, timeout=300)
    need(result.returncode == 0, result.stderr[-300:])
    count = sum(name.endswith(".png") for _, _, names in os.walk(f"{folder}/cache") for name in names)
    need(count > 30, f"{count} tiles")
    return f"{count} tiles in the caches"


finish()
