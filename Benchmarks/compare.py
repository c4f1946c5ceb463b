#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs riskmap-bench and its peers on the same work and prints one JSON line per comparison.

usage: compare.py WORK_FOLDER RISKMAP_BENCH [--full] [--study FILE --incidents FILE]

Seconds are processor seconds of one core, the least of several runs. Each result is checked first: surfaces against a
brute force in double precision at sampled cells, zones against exactextract, distances against a brute force over all
segments. --full adds the runs that take minutes (LIBKDV with a million points).
"""
import argparse
import json
import os
import resource
import subprocess
import sys
import time

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")

import numpy as np  # noqa: E402  (the environment must be set first)

WEST, SOUTH, EAST, NORTH = 36.0, 29.0, 49.0, 38.0
EXTENT = f"{WEST:g},{SOUTH:g},{EAST:g},{NORTH:g}"
RELEVANT = 1e-3


class Bench:
    """Our side."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def run(self, *arguments, isa=None):
        environment = dict(os.environ, **({"RISKMAP_ISA": isa} if isa else {}))
        output = subprocess.run([self.program, *arguments], capture_output=True, text=True, env=environment)
        if output.returncode != 0:
            sys.exit(f"{self.program} {' '.join(arguments)}: {output.stderr.strip()}")
        return [json.loads(line) for line in output.stdout.splitlines()]

    def surface(self, tag, grid, kernel, bandwidth, *more, isa=None, repeat=None):
        dump = f"{self.folder}/surface.f32"
        repeat = repeat or (9 if tag.startswith("1m") else 40)
        line = self.run(
            "surface", "--events", f"{self.folder}/points-{tag}.bin", "--extent", EXTENT, "--grid", grid, "--kernel",
            kernel, "--bandwidth", str(bandwidth), "--repeat", str(repeat), "--dump", dump, *more, isa=isa)[0]
        columns, rows = map(int, grid.split("x"))
        return line, np.fromfile(dump, "<f4").reshape(rows, columns)


def cpu(work, repeat=3):
    """Least processor seconds of this process, and the last result."""
    least, result = float("inf"), None
    for _ in range(repeat):
        start = time.process_time()
        result = work()
        least = min(least, time.process_time() - start)
    return least, result


def children_cpu(command):
    """Processor seconds of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, shell=True, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def kernel_value(kernel, square):
    if kernel == "gaussian":
        return np.exp(-square / 2)
    inside = np.maximum(1 - square, 0)
    return {"epanechnikov": inside, "quartic": inside**2}[kernel]


def brute(points, x, y, kernel, bandwidth):
    """The kernel sum at some positions, in double precision; `bandwidth` may be one per point."""
    total = np.empty(len(x))
    for k in range(len(x)):
        square = ((points[:, 0] - x[k]) ** 2 + (points[:, 1] - y[k]) ** 2) / np.square(bandwidth)
        total[k] = (points[:, 2] * kernel_value(kernel, square)).sum()
    return total


def sample_cells(points, columns, rows, count):
    """Cells of which half lie near points."""
    rng = np.random.default_rng(1)
    column, row = rng.integers(0, columns, count), rng.integers(0, rows, count)
    near = points[rng.integers(0, len(points), count // 2)]
    half = count // 2
    column[:half] = np.clip((near[:, 0] - WEST) / (EAST - WEST) * columns + rng.integers(-6, 7, half), 0, columns - 1)
    row[:half] = np.clip((NORTH - near[:, 1]) / (NORTH - SOUTH) * rows + rng.integers(-6, 7, half), 0, rows - 1)
    return column, row


def errors(values, reference, fit_scale=False):
    """Largest relative error where the value is at least 1e-3 of the largest, and largest error over that. Peers
    normalise in their own way, which one fitted factor takes out."""
    values = np.asarray(values, float)
    if fit_scale:
        values = values * (values @ reference) / (values @ values)
    relevant = reference >= RELEVANT * reference.max()
    error = np.abs(values - reference)
    return float((error / np.where(relevant, reference, np.inf)).max()), float(error.max() / reference.max())


class Surfaces:
    def __init__(self, bench, folder, limits):
        self.bench, self.folder, self.limits = bench, folder, limits
        self.known = {}

    def points(self, tag):
        if tag not in self.known:
            self.known[tag] = np.fromfile(f"{self.folder}/points-{tag}.bin", "<f8").reshape(
                -1, 4 if tag.endswith("sigma") else 3)
        return self.known[tag]

    def check(self, tag, grid, kernel, bandwidth, surface, fit_scale=False):
        points = self.points(tag)
        columns, rows = map(int, grid.split("x"))
        column, row = sample_cells(points, columns, rows, 40 if len(points) > 500_000 else 300)
        x = WEST + (column + 0.5) * (EAST - WEST) / columns
        y = NORTH - (row + 0.5) * (NORTH - SOUTH) / rows
        return errors(surface[row, column], brute(points, x, y, kernel, bandwidth), fit_scale)

    def ours(self, tag, grid, kernel, bandwidth, *more, isa=None, sigma=None):
        line, surface = self.bench.surface(tag, grid, kernel, bandwidth, *more, isa=isa)
        error = self.check(tag, grid, kernel, bandwidth if sigma is None else sigma, surface)
        allowed = (1e-3, 1e-5) if kernel == "gaussian" else (1e-6, 1e-6)
        if error[0] > allowed[0] or error[1] > allowed[1]:
            sys.exit(f"our {kernel} surface of {tag} points is wrong: errors {error}")
        return line["seconds_cpu"], error, line

    def libkdv(self, tag, grid, bandwidth):
        """LIBKDV spans the points' own rectangle and doubles the bandwidth that it is given."""
        import libkdv
        import pandas

        points = self.points(tag)
        table = pandas.DataFrame(points, columns=["x", "y", "w"])
        columns, rows = map(int, grid.split("x"))

        def work():
            surface = libkdv.kdv(
                table, GPS=False, KDV_type="KDV", num_threads=1, row_pixels=columns, col_pixels=rows,
                bandwidth=bandwidth / 2)
            return surface, surface.compute()

        seconds, (surface, result) = cpu(work, repeat=1 if len(points) > 500_000 else 2)
        rng = np.random.default_rng(2)
        best = np.argsort(result["val"].to_numpy())[-20_000:]
        chosen = np.concatenate([rng.choice(best, 150), rng.integers(0, len(result), 150)])
        cells = result.iloc[chosen]
        x, y = cells.iloc[:, 0].to_numpy(), cells.iloc[:, 1].to_numpy()
        if x.min() < points[:, 0].min() - bandwidth:
            x, y = x + surface.min_x, y + surface.min_y
        return seconds, errors(cells["val"].to_numpy(), brute(points, x, y, "epanechnikov", bandwidth), True)

    def binned(self, tag, grid):
        points = self.points(tag)
        columns, rows = map(int, grid.split("x"))
        column = ((points[:, 0] - WEST) * (columns / (EAST - WEST))).astype(np.int32)
        row = ((NORTH - points[:, 1]) * (rows / (NORTH - SOUTH))).astype(np.int32)
        return np.bincount(row * columns + column, weights=points[:, 2], minlength=rows * columns).reshape(rows, columns)

    def scipy_fft(self, tag, grid, bandwidth):
        from scipy.signal import fftconvolve

        columns, rows = map(int, grid.split("x"))
        dx, dy = (EAST - WEST) / columns, (NORTH - SOUTH) / rows

        def work():
            reach = 4 * bandwidth
            x = np.arange(-int(reach / dx) - 1, int(reach / dx) + 2) * dx
            y = np.arange(-int(reach / dy) - 1, int(reach / dy) + 2) * dy
            kernel = np.exp(-(x[None] ** 2 + y[:, None] ** 2) / (2 * bandwidth**2)).astype("f4")
            return fftconvolve(self.binned(tag, grid).astype("f4"), kernel, mode="same")

        seconds, surface = cpu(work)
        return seconds, self.check(tag, grid, "gaussian", bandwidth, surface, True)


class Limits:
    """What the machine could do at best: seconds to write a raster, to read one, to evaluate all pairs of a point and a
    cell in its reach."""

    def __init__(self, lines):
        self.known = {key: value for line in lines for key, value in line.items() if isinstance(value, float)}
        rates = {line["name"]: line.get("gigabytes_per_second") for line in lines}
        self.write_rate, self.read_rate = rates["limit write"] * 1e9, rates["limit triad"] * 1e9

    def write(self, grid, surfaces=1):
        columns, rows = map(int, grid.split("x"))
        return surfaces * columns * rows * 4 / self.write_rate

    def read(self, grid):
        columns, rows = map(int, grid.split("x"))
        return columns * rows * 4 / self.read_rate

    def pairs(self, points, grid, bandwidth):
        columns, rows = map(int, grid.split("x"))
        cell = (EAST - WEST) / columns * (NORTH - SOUTH) / rows
        return points * np.pi * bandwidth**2 / cell / (self.known["giga_terms_per_second"] * 1e9)


def show(row, figure, ours, peer=None, peer_name="", ours_error=None, peer_error=None, note="", limit=None):
    print(json.dumps({
        "row": row, "figure": figure, "ours": ours, "peer": peer, "peer_name": peer_name,
        "ratio": peer / ours if peer else None, "ours_error": ours_error, "peer_error": peer_error, "note": note,
        "limit": ours / limit if limit else None,
    }), flush=True)


def beside(line):
    return f"{line['extra_mb']:.1f} MB beside points and cells" if "extra_mb" in line else ""


def compare_surfaces(bench, folder, limits, full):
    surfaces = Surfaces(bench, folder, limits)
    small, large = "1280x960", "4000x3000"
    for tag, bandwidth, figure in (
        ("10k", 0.25, "700x"), ("100k", 0.25, "700x"), ("1m", 0.25, "700x; 120 ms"), ("10k", 1.3, "300x")):
        ours, error, line = surfaces.ours(tag, small, "epanechnikov", bandwidth)
        limit = limits.pairs(line["n"], small, bandwidth)
        if tag == "1m" and not full:
            show(f"Epanechnikov, {tag}, {small}, {bandwidth} deg", figure, ours, ours_error=error,
                 note="LIBKDV takes minutes here: --full", limit=limit)
            continue
        peer, peer_error = surfaces.libkdv(tag, small, bandwidth)
        show(f"Epanechnikov, {tag}, {small}, {bandwidth} deg", figure, ours, peer, "LIBKDV", error, peer_error,
             beside(line), limit)
    for tag in ("10k", "1m"):
        quartic, error, _ = surfaces.ours(tag, small, "quartic", 0.25)
        epanechnikov, _, _ = surfaces.ours(tag, small, "epanechnikov", 0.25)
        show(f"quartic, {tag}, {small}, 0.25 deg", "1.5x our Epanechnikov", quartic, ours_error=error,
             note=f"{quartic / epanechnikov:.2f}x our Epanechnikov")
    for tag, grid, figure in (("10k", small, "1.4 ms; 20x"), ("1m", large, "35 ms")):
        ours, error, line = surfaces.ours(tag, grid, "gaussian", 0.25)
        peer, peer_error = surfaces.scipy_fft(tag, grid, 0.25)
        show(f"Gaussian, {tag}, {grid}, 0.25 deg", figure, ours, peer, "SciPy FFT (binned, float32)", error, peer_error,
             f"{peer_error[0] / error[0]:.0f}x as exact as the peer; {beside(line)}", limits.write(grid))
    sigma = surfaces.points("1m-sigma")[:, 3]
    ours, error, _ = surfaces.ours("1m-sigma", large, "gaussian", 0.25, "--sigma-column", "sigma", sigma=sigma)
    single, _, _ = surfaces.ours("1m", large, "gaussian", 0.25)
    show(f"Gaussian, a width per point, 1m, {large}", "2.5x single width", ours, ours_error=error,
         note=f"{ours / single:.2f}x the single width; no peer offers it", limit=limits.write(large))
    for tag, grid in (("10k", small), ("1m", large)):
        compare_stack(surfaces, tag, grid)
    compare_threads(surfaces, small, large)
    for tag, grid, kernel in (("10k", small, "epanechnikov"), ("1m", small, "epanechnikov"), ("10k", small, "gaussian"),
                              ("1m", large, "gaussian")):
        ours, error, _ = surfaces.ours(tag, grid, kernel, 0.25, isa="v3")
        show(f"{kernel}, {tag}, {grid}, at level v3", "-", ours, ours_error=error, note="RISKMAP_ISA=v3")


def compare_stack(surfaces, tag, grid):
    """Twenty surfaces in one call against one alone, in the mean over the bandwidths."""
    bandwidths, half_lives = (0.05, 0.1, 0.25, 0.5, 1.0), (30.0, 90.0, 365.0, 1460.0)
    folder, points = surfaces.folder, surfaces.points(tag)
    columns, rows = map(int, grid.split("x"))
    dump = f"{folder}/stack.f32"
    line = surfaces.bench.run(
        "stack", "--events", f"{folder}/points-{tag}.bin", "--extent", EXTENT, "--grid", grid, "--repeat", "9",
        "--bandwidths", ",".join(map(str, bandwidths)), "--half-lives", ",".join(map(str, half_lives)), "--dump", dump)[0]
    stack = np.memmap(dump, "<f4", "r", shape=(len(half_lives), len(bandwidths), rows, columns))
    age, worst = np.arange(len(points)) % 3285, (0.0, 0.0)
    column, row = sample_cells(points, columns, rows, 12 if len(points) > 500_000 else 100)
    x, y = WEST + (column + 0.5) * (EAST - WEST) / columns, NORTH - (row + 0.5) * (NORTH - SOUTH) / rows
    for life, half_life in enumerate(half_lives):
        faded = np.column_stack([points[:, :2], points[:, 2] * np.exp2(-age / half_life)])
        for width, bandwidth in enumerate(bandwidths):
            truth = brute(faded, x, y, "gaussian", bandwidth) / (2 * np.pi * bandwidth**2)
            error = errors(stack[life, width, row, column], truth)
            worst = tuple(map(max, worst, error))
    if worst[0] > 1e-3 or worst[1] > 1e-5:
        sys.exit(f"our stack of {tag} points is wrong: errors {worst}")
    os.remove(dump)
    alone = np.mean([surfaces.bench.surface(tag, grid, "gaussian", b)[0]["seconds_cpu"] for b in bandwidths])
    show(f"stack of 4 half-lives x 5 bandwidths, Gaussian, {tag}, {grid}", "8x one surface", line["seconds_cpu"],
         ours_error=worst, note=f"{line['seconds_cpu'] / alone:.1f}x one surface alone",
         limit=surfaces.limits.write(grid, surfaces=20))


def compare_threads(surfaces, small, large):
    for kernel, grid in (("gaussian", large), ("epanechnikov", small)):
        one, two = (
            surfaces.bench.surface("1m", grid, kernel, 0.25, "--threads", threads, repeat=40)[0]["seconds_wall"]
            for threads in ("1", "2"))
        show(f"two threads, {kernel}, 1m, {grid} (wall clock)", "1.8x one", two, note=f"{one / two:.2f}x one thread")


def compare_zones(bench, folder, limits):
    import geopandas
    import rasterio
    from exactextract import exact_extract
    from exactextract.raster import NumPyRasterSource

    areas = geopandas.read_file(f"{folder}/provinces.geojson")
    with rasterio.open(f"{folder}/risk.tif") as file:
        values = file.read(1)
    source = NumPyRasterSource(values, xmin=WEST, ymin=SOUTH, xmax=EAST, ymax=NORTH, srs_wkt=areas.crs.to_wkt())
    peer, table = cpu(lambda: exact_extract(source, areas, ["count", "sum", "mean", "min", "max"], output="pandas"))
    line = bench.run("zones", "--raster", f"{folder}/risk.tif", "--zones", f"{folder}/provinces.geojson", "--values",
                     "--repeat", "15")[0]
    difference = max(
        float(np.abs(np.array(line[name]) / table[name].to_numpy() - 1).max()) for name in ("count", "mean"))
    if difference > 1e-6:
        sys.exit(f"our zones differ from exactextract by {difference}")
    show(f"zones, {line['n']} polygons of {line['vertices']} vertices, {line['grid']}", "40x", line["seconds_cpu"], peer,
         "exactextract", (difference, difference), (0, 0), "error: difference from exactextract, counts and means",
         limits.read(line["grid"]))


def compare_distance(bench, folder, limits):
    grid, columns, rows = "4000x3000", 4000, 3000
    dump = f"{folder}/distance.f32"
    line = bench.run("distance", "--routes", f"{folder}/routes.geojson", "--extent", EXTENT, "--grid", grid, "--dump",
                     dump, "--repeat", "5")[0]
    error = distance_error(np.fromfile(dump, "<f4").reshape(rows, columns), folder)
    if error > 0.002:
        sys.exit(f"our distances differ from the geodesic by {error}")
    peer = min(
        children_cpu(f"rm -f {folder}/r.tif {folder}/d.tif; gdal_rasterize -q -at -burn 1 -ot Byte -te {WEST} {SOUTH} "
                     f"{EAST} {NORTH} -ts {columns} {rows} {folder}/routes.geojson {folder}/r.tif && "
                     f"gdal_proximity.py -q {folder}/r.tif {folder}/d.tif -values 1 -distunits PIXEL -ot Float32")
        for _ in range(2))
    show(f"distance, {line['n']} segments, {grid}", "5x", line["seconds_cpu"], peer, "gdal_rasterize + gdal_proximity",
         (error, error), None, "ours in metres on the ellipsoid; GDAL's in cells, from rasterized lines",
         limits.write(grid))


def distance_error(distance, folder):
    """Largest relative difference from the ellipsoid's distance to finely divided routes, beyond 2 km."""
    import geopandas
    import pyproj

    geod = pyproj.Geod(ellps="WGS84")
    lines = [np.array(g.coords) for g in geopandas.read_file(f"{folder}/routes.geojson").geometry]
    dense = np.concatenate([
        np.concatenate([a + (b - a) * t for t in np.linspace(0, 1, 9)[:, None, None]])
        for a, b in ((line[:-1], line[1:]) for line in lines)])
    rng, worst = np.random.default_rng(3), 0.0
    for column, row in zip(rng.integers(0, 4000, 150), rng.integers(0, 3000, 150)):
        x, y = WEST + (column + 0.5) * 13 / 4000, NORTH - (row + 0.5) * 9 / 3000
        rough = np.hypot((dense[:, 0] - x) * np.cos(np.radians(y)), dense[:, 1] - y)
        near = dense[np.argsort(rough)[:3000]]
        truth = geod.inv(np.full(len(near), x), np.full(len(near), y), near[:, 0], near[:, 1])[2].min()
        if truth > 2000:
            worst = max(worst, abs(distance[row, column] / truth - 1))
    return float(worst)


def compare_isobands(bench, folder):
    line = bench.run("isobands", "--raster", f"{folder}/risk.tif", "--repeat", "1")[0]
    levels = " ".join(f"{k / 8:g}" for k in range(1, 8))
    peer = children_cpu(f"rm -f {folder}/bands.fgb; gdal_contour -q -p -amin lo -amax hi -fl {levels} -f FlatGeobuf "
                        f"{folder}/risk.tif {folder}/bands.fgb")
    show(f"isobands, {line['grid']}", "GDAL's own", line["seconds_cpu"], peer, "gdal_contour -p", None, None,
         "GDAL cuts ours too; ours adds validity, shared edges and exact breaks")


def compare_ladder(bench, folder, grid="4000x3000"):
    """The ladder over cells of 5 km, and its blurs beside SciPy's convolution with the same taps."""
    from scipy.ndimage import convolve1d

    columns, rows = map(int, grid.split("x"))
    dump = f"{folder}/ladder.f32"
    whole, *blurs = bench.run("ladder", "--extent", f"0,0,{columns},{rows}", "--grid", grid, "--repeat", "3", "--dump", dump)
    show(f"ladder, events and place-weeks, {grid}", "1.2 s, aim 0.75", whole["seconds_cpu"], note=f"{whole['peak_mb']} MB")
    field = np.fromfile(dump, "<f4").reshape(rows, columns)
    for blur in blurs:
        half = np.array(blur["taps"], "f4")
        taps = np.concatenate([half[:0:-1], half])
        peer, result = cpu(lambda: convolve1d(convolve1d(field, taps, axis=1, mode="constant"), taps, axis=0, mode="constant"))
        if abs(float(result.sum(dtype="f8")) / blur["total"] - 1) > 1e-4:
            sys.exit(f"blur of {blur['sigma']} m: the sums differ")
        show(f"blur of {blur['sigma'] / 1000:g} km, {grid}", "10 times SciPy's", blur["seconds_cpu"], peer, "scipy convolve1d")


def measure_build(bench, study, incidents):
    """Processor seconds of one thread, and what two take by the wall clock."""
    def build(threads):
        return bench.run("build", "--study", study, "--cell", "1km", "--as-of", "2017-12-31", "--incidents", incidents,
                         "--incident-format", "ucdp", "--repeat", "3", "--threads", threads)
    lines, two = build("1"), build("2")[-1]
    whole = lines[-1]
    stages = "; ".join(f"{line['stage']} {100 * line['share_cpu']:.0f} %" for line in lines[:-1])
    show(f"UCDP build at 1 km, {whole['n']} incidents, {whole['grid']}", "3 s, 1 GiB", whole["seconds_cpu"],
         note=f"{whole['peak_mb']} MB; with two threads {two['seconds_wall']:.2f} s by the wall clock, {two['peak_mb']} MB; "
              f"of one thread: {stages}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("program")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--study")
    parser.add_argument("--incidents")
    options = parser.parse_args()
    bench = Bench(options.program, options.folder)
    lines = bench.run("limits", "--repeat", "5")
    for line in lines:
        print(json.dumps({"limits": line}), flush=True)
    limits = Limits(lines)
    compare_surfaces(bench, options.folder, limits, options.full)
    compare_zones(bench, options.folder, limits)
    compare_distance(bench, options.folder, limits)
    compare_isobands(bench, options.folder)
    compare_ladder(bench, options.folder)
    if options.study and options.incidents and os.path.exists(options.incidents):
        measure_build(bench, options.study, options.incidents)


if __name__ == "__main__":
    main()
