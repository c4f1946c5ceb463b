#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the input of the benchmarks into a folder: points, provinces, routes and a raster over 36-49 E, 29-38 N.

Points come in clusters of very different size and weight, along lines, and as a thin background, because that is what
event tables look like. Borders and routes are lines made rough by displacing midpoints. Everything has a seed.
"""
import json
import sys

import geopandas
import numpy as np
import rasterio
import shapely
from rasterio.transform import from_bounds
from scipy.ndimage import gaussian_filter
from scipy.spatial import Voronoi
from shapely.ops import polygonize, unary_union

WEST, SOUTH, EAST, NORTH = 36.0, 29.0, 49.0, 38.0


def points(count, seed):
    """Longitude, latitude and weight of `count` points."""
    rng = np.random.default_rng(seed)
    centers = np.column_stack([rng.uniform(WEST + 0.4, EAST - 0.4, 200), rng.uniform(SOUTH + 0.4, NORTH - 0.4, 200)])
    size = 10 ** rng.uniform(-2.2, -0.6, 200)
    share = rng.pareto(1.15, 200) + 0.05
    background, along = count * 6 // 100, count // 10
    cluster = rng.choice(200, count - background - along, p=share / share.sum())
    clustered = centers[cluster] + rng.normal(size=(len(cluster), 2)) * size[cluster, None]
    ends = centers[rng.integers(0, 200, (along, 2)) % 24]
    t = rng.uniform(size=(along, 1))
    lines = ends[:, 0] * (1 - t) + ends[:, 1] * t + rng.normal(scale=0.01, size=(along, 2))
    even = np.column_stack([rng.uniform(WEST, EAST, background), rng.uniform(SOUTH, NORTH, background)])
    xy = np.concatenate([clustered, lines, even])
    rng.shuffle(xy)
    xy = np.clip(xy, [WEST + 1e-6, SOUTH + 1e-6], [EAST - 1e-6, NORTH - 1e-6])
    weight = np.clip(rng.lognormal(0.6, 0.7, count), 0.1, 20).round(3)
    return np.column_stack([xy, weight])


def rough(a, b, depth, amount, rng):
    """A line from a to b whose midpoints are displaced `depth` times."""
    line = np.array([a, b], dtype=float)
    for _ in range(depth):
        step = np.diff(line, axis=0)
        middle = line[:-1] + step / 2
        middle += np.column_stack([-step[:, 1], step[:, 0]]) * rng.uniform(-amount, amount, (len(step), 1))
        joined = np.empty((2 * len(line) - 1, 2))
        joined[0::2], joined[1::2] = line, middle
        line = joined
    return line


def provinces(rng):
    """32 areas that tile the extent, with borders of some 80,000 vertices."""
    seeds = np.column_stack([rng.uniform(WEST + 0.5, EAST - 0.5, 32), rng.uniform(SOUTH + 0.5, NORTH - 0.5, 32)])
    mirrored = [seeds]
    for axis, edge in ((0, WEST), (0, EAST), (1, SOUTH), (1, NORTH)):
        other = seeds.copy()
        other[:, axis] = 2 * edge - other[:, axis]
        mirrored.append(other)
    diagram = Voronoi(np.concatenate(mirrored))
    borders = [
        shapely.LineString(rough(diagram.vertices[a], diagram.vertices[b], 9, 0.17, rng))
        for a, b in diagram.ridge_vertices if a >= 0 and b >= 0
    ]
    frame = shapely.box(WEST, SOUTH, EAST, NORTH)
    areas = list(polygonize(unary_union(borders)))
    cells = [area.intersection(frame) for seed in seeds for area in areas if area.contains(shapely.Point(seed))]
    return geopandas.GeoDataFrame({"id": range(len(cells))}, geometry=cells, crs=4326)


def routes(rng):
    """40 rough lines of 512 segments."""
    towns = np.column_stack([rng.uniform(WEST + 1, EAST - 1, 30), rng.uniform(SOUTH + 1, NORTH - 1, 30)])
    lines = []
    while len(lines) < 40:
        a, b = rng.integers(0, 30, 2)
        if a != b:
            lines.append(shapely.LineString(rough(towns[a], towns[b], 9, 0.15, rng)))
    return geopandas.GeoDataFrame({"v": [1] * 40}, geometry=lines, crs=4326)


def main(folder):
    sample = None
    for count, name in ((10_000, "10k"), (100_000, "100k"), (1_000_000, "1m")):
        table = points(count, seed=11)
        table.astype("<f8").tofile(f"{folder}/points-{name}.bin")
        sigma = 10 ** np.random.default_rng(5).uniform(np.log10(0.05), np.log10(1.5), count)
        np.column_stack([table, sigma]).astype("<f8").tofile(f"{folder}/points-{name}-sigma.bin")
        sample = table if name == "100k" else sample
    rng = np.random.default_rng(23)
    areas = provinces(rng)
    areas.to_file(f"{folder}/provinces.geojson", driver="GeoJSON")
    lines = routes(rng)
    lines.to_file(f"{folder}/routes.geojson", driver="GeoJSON")
    counts = np.histogram2d(
        sample[:, 1], sample[:, 0], bins=(3000, 4000), range=((SOUTH, NORTH), (WEST, EAST)), weights=sample[:, 2])[0]
    surface = gaussian_filter(counts, 80, truncate=3).astype("f4")[::-1]
    with rasterio.open(
        f"{folder}/risk.tif", "w", driver="GTiff", width=4000, height=3000, count=1, dtype="float32", crs="EPSG:4326",
        transform=from_bounds(WEST, SOUTH, EAST, NORTH, 4000, 3000),
    ) as file:
        file.write(surface / surface.max(), 1)
    print(json.dumps({
        "provinces": len(areas), "vertices": int(shapely.get_num_coordinates(areas.geometry.values).sum()),
        "segments": int(shapely.get_num_coordinates(lines.geometry.values).sum()) - 40,
    }))


if __name__ == "__main__":
    main(sys.argv[1])
