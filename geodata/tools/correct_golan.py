"""Corrects the built-in countries and provinces where Natural Earth draws the Golan in Israel.

As on maps of the United Nations the Golan is the Syrian Arab Republic's, occupied. Takes the line from the world layer
(world/admin1.fgb, where world_layers.py has cut it) and rewrites admin0.geojson and admin1.fgb beside it. Needs geopandas.
"""

import json
import sys

import geopandas
from shapely import make_valid, set_precision
from shapely.geometry import mapping, shape

QUNEITRA = "SY-QU"


def golan(folder, israel):
    """What the world layer has in Quneitra and the countries' layer in Israel."""
    world = geopandas.read_file(f"{folder}/world/admin1.fgb")
    quneitra = world[world["id"] == QUNEITRA].geometry.iloc[0]
    return make_valid(quneitra.intersection(israel)).buffer(0)


def correct_countries(folder):
    """Moves the Golan in admin0.geojson; returns it."""
    path = f"{folder}/admin0.geojson"
    with open(path, encoding="utf-8") as file:
        layer = json.load(file)
    by_code = {feature["properties"]["iso_a2"]: feature for feature in layer["features"]}
    israel, syria = shape(by_code["IL"]["geometry"]), shape(by_code["SY"]["geometry"])
    area = golan(folder, israel)
    if area.is_empty:
        sys.exit("admin0.geojson holds the Golan in Syria already.")
    by_code["IL"]["geometry"] = rounded(israel.difference(area.buffer(1e-4)))
    by_code["SY"]["geometry"] = rounded(syria.union(area.buffer(2e-4)).difference(shape(by_code["IL"]["geometry"])))
    lines = [json.dumps(feature, ensure_ascii=False) for feature in layer["features"]]
    head = {key: value for key, value in layer.items() if key != "features"}
    text = json.dumps(head, ensure_ascii=False)[:-1] + ', "features": [\n' + ",\n".join(lines) + "\n]}\n"
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return area


def rounded(area):
    """The area with four decimals, as the layer has them."""
    parts = set_precision(make_valid(area), 1e-4)
    polygons = [part for part in getattr(parts, "geoms", [parts]) if part.geom_type == "Polygon" and part.area > 1e-5]
    return {"type": "MultiPolygon", "coordinates": [mapping(part)["coordinates"] for part in polygons]}


def correct_provinces(folder, area):
    """Moves the Golan in admin1.fgb from Israel's northern district to Quneitra."""
    path = f"{folder}/admin1.fgb"
    layer = geopandas.read_file(path)
    north = layer.index[(layer["adm0_a3"] == "ISR") & layer.intersects(area.buffer(-0.01))]
    for index in north:
        layer.loc[index, "geometry"] = make_valid(layer.geometry[index].difference(area.buffer(1e-4))).buffer(0)
    quneitra = layer.index[layer["iso"] == QUNEITRA][0]
    others = layer.drop(index=quneitra).union_all()
    grown = layer.geometry[quneitra].union(area.buffer(2e-4)).difference(others)
    layer.loc[quneitra, "geometry"] = make_valid(grown).buffer(0)
    layer.to_file(path, driver="FlatGeobuf", engine="pyogrio")


if __name__ == "__main__":
    where = sys.argv[1] if len(sys.argv) > 1 else "."
    correct_provinces(where, correct_countries(where))
