#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""owslib_client.py BASE BUILD WORK: OWSLib reads every layer of WMS, WMTS and OGC API Features, Maps and Coverages."""

import io
import json
import os
import re
import sys

import numpy
import rasterio
from PIL import Image

from checks import PLACE, check, degree_tile, finish, get, get_json, mercator, need, web_tile

base, build, work = sys.argv[1:]
catalog = get_json(f"{base}/catalog.json")
surfaces = [layer["name"] for layer in catalog["layers"] if layer["kind"] == "raster"]
features = {layer["name"]: layer["feature_count"] for layer in catalog["layers"] if layer["kind"] == "vector"}
LAYER = catalog["main_layer"]
value = get_json(f"{base}/query/point", {"lon": PLACE[0], "lat": PLACE[1]})["relative_risk"]


def pixels(body):
    return numpy.asarray(Image.open(io.BytesIO(body)).convert("RGBA")).astype(int)


def body_of(answer):
    return answer.read() if hasattr(answer, "read") else answer


for version in ("1.3.0", "1.1.1"):
    @check(f"owslib.wms_{version} every layer")
    def _():
        from owslib.wms import WebMapService
        service = WebMapService(f"{base}/wms", version=version)
        need(set(surfaces) <= set(service.contents), f"layers {list(service.contents)}")
        need(service.identification.title and service.identification.abstract, "the service has no title or abstract")
        for name in surfaces:
            layer = service[name]
            need(layer.title and layer.abstract and layer.queryable and layer.boundingBoxWGS84, f"{name}: incomplete")
            need(layer.keywords and layer.attribution and layer.metadataUrls, f"{name}: no keywords, attribution or metadata")
            need(layer.timepositions, f"{name}: no dates")
            for style in layer.styles.values():
                need(pixels(get(style["legend"])).size > 0, f"{name}: no legend")
            low, high = mercator(38, 30), mercator(48, 38)
            for system, box in (("EPSG:3857", low + high), ("EPSG:4326", (38, 30, 48, 38))):
                picture = service.getmap(layers=[name], styles=[""], srs=system, bbox=box, size=(300, 240), format="image/png", transparent=True)
                need(len(numpy.unique(pixels(picture.read()).reshape(-1, 4), axis=0)) > 1, f"{name} {system}: blank")
            dated = service.getmap(layers=[name], styles=[""], srs="EPSG:3857", bbox=low + high, size=(300, 240), format="image/png",
                                   transparent=True, time=layer.timepositions[-1].split("/")[0])
            need(len(numpy.unique(pixels(dated.read()).reshape(-1, 4), axis=0)) > 1, f"{name} at {layer.timepositions}: blank")
        return f"{list(service.contents)}, formats {service.getOperationByName('GetMap').formatOptions}"


@check("owslib.wms information")
def _():
    from owslib.wms import WebMapService
    told = []
    for version in ("1.3.0", "1.1.1"):
        service = WebMapService(f"{base}/wms", version=version)
        lon, lat = PLACE
        for form in service.getOperationByName("GetFeatureInfo").formatOptions:
            answer = service.getfeatureinfo(
                layers=[LAYER], srs="EPSG:4326", bbox=(lon - 0.01, lat - 0.01, lon + 0.01, lat + 0.01), size=(101, 101), format="image/png",
                query_layers=[LAYER], info_format=form, xy=(50, 50)).read().decode()
            numbers = [float(number) for number in re.findall(r"(?<![\w.#-])\d+\.\d+", answer)]
            need(any(abs(number - value) <= 0.01 for number in numbers), f"{version} {form}: {value} is not in {answer[:200]}")
            told.append(form)
    return f"{value} in {told}"


@check("owslib.wmts every layer and set")
def _():
    from owslib.wmts import WebMapTileService
    service = WebMapTileService(f"{base}/wmts?SERVICE=WMTS&REQUEST=GetCapabilities&VERSION=1.0.0")
    need(set(surfaces) <= set(service.contents), f"layers {list(service.contents)}")
    sets = {"WebMercatorQuad": web_tile, "WorldCRS84Quad": degree_tile}
    for name in surfaces:
        layer = service[name]
        need(set(sets) <= set(layer.tilematrixsetlinks), f"{name}: sets {list(layer.tilematrixsetlinks)}")
        need(layer.title and layer.abstract and layer.boundingBoxWGS84 and layer.resourceURLs, f"{name}: incomplete")
        for identifier, place in sets.items():
            column, row = place(*PLACE, 6)[:2]
            tile = service.gettile(layer=name, tilematrixset=identifier, tilematrix="6", row=row, column=column, format="image/png").read()
            prefix = "" if identifier == "WebMercatorQuad" else f"{identifier}/"
            need(tile == get(f"{base}/tiles/{name}/{prefix}6/{column}/{row}.png"), f"{name} {identifier}: not the plain tile")
            template = [link["template"] for link in layer.resourceURLs if link["resourceType"] == "tile"][0]
            for part, text in (("Time", catalog["as_of"]), ("TileMatrixSet", identifier), ("TileMatrix", "6"), ("TileRow", row), ("TileCol", column)):
                template = template.replace(f"{{{part}}}", str(text))
            need(get(template) == tile, f"{name} {identifier}: the template gives another tile")
    return f"{list(service.contents)}, {list(service.tilematrixsets)}"


@check("owslib.wmts information")
def _():
    from owslib.wmts import WebMapTileService
    service = WebMapTileService(f"{base}/wmts?SERVICE=WMTS&REQUEST=GetCapabilities&VERSION=1.0.0")
    need(service.getOperationByName("GetFeatureInfo"), "is not listed")
    need(service[LAYER].infoformats, "the layer lists no formats of information")
    column, row, x, y = web_tile(*PLACE, 9)
    for form in service[LAYER].infoformats:
        # OWSLib lists formats and operation, and has no call for it.
        answer = get(f"{base}/wmts", {"SERVICE": "WMTS", "VERSION": "1.0.0", "REQUEST": "GetFeatureInfo", "LAYER": LAYER, "STYLE": "default",
                                      "FORMAT": "image/png", "TILEMATRIXSET": "WebMercatorQuad", "TILEMATRIX": "9", "TILEROW": row,
                                      "TILECOL": column, "I": x, "J": y, "INFOFORMAT": form})
        text = answer.decode()
        numbers = [float(number) for number in re.findall(r"(?<![\w.#-])\d+\.\d+", text)]
        need(any(abs(number - value) <= 0.01 for number in numbers), f"{form}: {value} is not in {text[:200]}")
    return f"{value} in {service[LAYER].infoformats}"


@check("owslib.features every collection")
def _():
    from owslib.ogcapi.features import Features
    service = Features(f"{base}/")
    need(set(service.feature_collections()) == set(features), f"{service.feature_collections()}")
    for name, count in features.items():
        seen, offset = [], 0
        while True:
            page = service.collection_items(name, limit=7, offset=offset)
            seen += page["features"]
            offset += 7
            if len(seen) >= page["numberMatched"] or not page["features"]:
                break
        with open(f"{build}/{name}.geojson", encoding="utf-8") as handle:
            own = json.load(handle)["features"]
        need(len(seen) == count == len(own), f"{name}: {len(seen)} of {count}")
        need([f["properties"] for f in seen] == [f["properties"] for f in own], f"{name}: properties are not those of the file")
        need([f["geometry"] for f in seen] == [f["geometry"] for f in own], f"{name}: coordinates are not those of the file")
        need(len({f["id"] for f in seen}) == count, f"{name}: identifiers occur twice")
        one = service.collection_item(name, seen[0]["id"])
        need(one["properties"] == seen[0]["properties"], f"{name}: the item differs from itself in the page")
        queryables = service.collection_queryables(name)["properties"]
        need(queryables, f"{name}: no queryables")
    return f"{features}"


@check("owslib.features filters")
def _():
    from owslib.ogcapi.features import Features
    service = Features(f"{base}/")
    everything = service.collection_items("provinces", limit=1000)["features"]
    country = everything[0]["properties"]["country"]
    some = service.collection_items("provinces", limit=1000, country=country)["features"]
    need([f["id"] for f in some] == [f["id"] for f in everything if f["properties"]["country"] == country], "a filter by property")
    near = service.collection_items("provinces", limit=1000, bbox=[PLACE[0] - 0.1, PLACE[1] - 0.1, PLACE[0] + 0.1, PLACE[1] + 0.1])["features"]
    need(0 < len(near) < len(everything), f"a box gives {len(near)}")
    return f"{len(everything)} provinces, {len(some)} of {country}, {len(near)} near the place"


@check("owslib.maps every layer")
def _():
    from owslib.ogcapi.maps import Maps
    service = Maps(f"{base}/")
    need(set(surfaces) <= set(service.maps()), f"{service.maps()}")
    for name in surfaces:
        picture = body_of(service.map(name, width=200, height=160, bbox=[38, 30, 48, 38], transparent=True))
        need(len(numpy.unique(pixels(picture).reshape(-1, 4), axis=0)) > 1, f"{name}: blank")
    return f"{service.maps()}"


@check("owslib.coverages every layer")
def _():
    from owslib.ogcapi.coverages import Coverages
    service = Coverages(f"{base}/")
    need(set(surfaces) <= set(service.coverages()), f"{service.coverages()}")
    lon, lat = PLACE
    for name in surfaces:
        body = body_of(service.coverage(name, bbox=[lon - 0.05, lat - 0.05, lon + 0.05, lat + 0.05]))
        with rasterio.MemoryFile(body) as memory, memory.open() as raster:
            need(raster.crs.to_epsg() == 4326, f"{name}: {raster.crs}")
            seen = next(raster.sample([(lon, lat)]))[0]
        with rasterio.open(f"{build}/{name}.tif") as raster:
            due = next(raster.sample([mercator(lon, lat)]))[0]
        need(abs(seen - due) <= 0.01, f"{name}: {seen}, the file has {due}")
    return f"{service.coverages()}"


finish()
