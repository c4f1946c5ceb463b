#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""make_ucdp.py --rows N [--seed N] [--full] [FILE]: a table in the columns of UCDP's Georeferenced Event Dataset.

Made up throughout: towns, districts, actors and headlines are invented, and lie in a rectangle over Iraq and Syria. What is
like the real table is its shape: shares of the location and date precisions, kinds of violence, deaths, repeated towns
for most rows and a position of its own for the rest. Rows have about 55 bytes with the columns that a build needs, and
about 320 with --full, which adds names, actors and sources. The same arguments give the same bytes."""

import argparse
import bisect
import datetime
import itertools
import random
import sys

REQUIRED = ["id", "date_start", "date_end", "type_of_violence", "where_prec", "latitude", "longitude", "best", "high", "low"]
FULL = ["id", "year", "date_start", "date_end", "date_prec", "type_of_violence", "conflict_name", "dyad_name", "side_a",
        "side_b", "where_prec", "where_coordinates", "adm_1", "adm_2", "latitude", "longitude", "priogrid_gid", "country",
        "event_clarity", "number_of_sources", "source_article", "source_office", "source_date", "deaths_a", "deaths_b",
        "deaths_civilians", "deaths_unknown", "low", "best", "high"]
FIRST_DAY, DAYS = datetime.date(2014, 1, 1), 4400
WHERE = [(1, 60), (2, 28), (3, 2), (4, 5), (5, 3), (6, 2)]
VIOLENCE = [(1, 72), (2, 19), (3, 9)]
SPANS = [(1, 0, 93), (2, 4, 5), (4, 29, 2)]
OFFICES = ["", "Northern Monitor", "Rivers Wire", "Northern Monitor;Rivers Wire", "Plain Dispatch", "Harbour News Agency"]
PEOPLE = ["Gate Brigade", "Hill Front", "River Guard", "Desert Column", "Civilians", "Union of the East"]
SYLLABLES = ["ba", "dur", "kha", "lim", "mar", "nah", "qas", "rum", "sa", "tal", "um", "wad", "yar", "zin"]


def chooser(rng, weighted):
    """A function that draws from values with weights, each the last member of its tuple."""
    sums = list(itertools.accumulate(entry[-1] for entry in weighted))
    return lambda: weighted[bisect.bisect_right(sums, rng.random() * sums[-1])]


def name(rng, parts):
    return "".join(rng.choice(SYLLABLES) for _ in range(parts)).capitalize()


def towns(rng, count):
    """Name, district, latitude, longitude and country; a few have most of the events."""
    districts = [name(rng, 3) + " district" for _ in range(150)]
    for number in range(count):
        longitude, latitude = rng.uniform(36.5, 46.5), rng.uniform(31.5, 36.8)
        yield (f"{name(rng, 3)} {name(rng, 2)} town", districts[number % 150], latitude, longitude,
               "Syria" if longitude < 41.5 else "Iraq", 1 / (1 + number) ** 0.8)


def rows(count, seed, full):
    rng = random.Random(seed)
    places = list(towns(rng, 20_000))
    place, where, violence, span = (chooser(rng, values) for values in (places, WHERE, VIOLENCE, SPANS))
    days = [str(FIRST_DAY + datetime.timedelta(days=day)) for day in range(DAYS + 40)]
    for number in range(1, count + 1):
        town, precision, kind, (date_precision, length, _) = place(), where()[0], violence()[0], span()
        day = int(rng.random() * DAYS)
        best = int(rng.expovariate(0.25))
        low, high = best - int(rng.random() * (best + 1)) // 2, best + int(rng.expovariate(0.5))
        latitude, longitude = town[2], town[3]
        if precision == 3:
            latitude, longitude = (round(latitude * 2) / 2, round(longitude * 2) / 2)
        elif precision < 3:
            latitude, longitude = latitude + rng.gauss(0, 0.03), longitude + rng.gauss(0, 0.03)
        needed = [number, days[day], days[day + length], kind, precision, f"{latitude:.4f}", f"{longitude:.4f}", best, high,
                  low]
        yield whole(needed, town, date_precision, rng) if full else needed


def whole(needed, town, date_precision, rng):
    number, first, last, kind, precision, latitude, longitude, best, high, low = needed
    side_a, side_b = rng.choice(PEOPLE), rng.choice(PEOPLE)
    article = f'"{name(rng, 3)}, {name(rng, 4)} and {name(rng, 3)} after events near {town[0]}, {last}"'
    return [number, first[:4], first, last, date_precision, kind, f"{town[4]}: Government", f"{side_a} - {side_b}", side_a,
            side_b, precision, town[0], "", town[1], latitude, longitude, 177000 + number % 3000, town[4], 1, 1, article,
            rng.choice(OFFICES), last, 0, 0, best, 0, low, best, high]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--full", action="store_true", help="all columns, with names and sources")
    parser.add_argument("file", nargs="?", help="the table; standard output without it")
    options = parser.parse_args()
    with open(options.file, "w") if options.file else sys.stdout as out:
        out.write(",".join(FULL if options.full else REQUIRED) + "\n")
        lines = (",".join(map(str, row)) + "\n" for row in rows(options.rows, options.seed, options.full))
        while block := list(itertools.islice(lines, 10_000)):
            out.writelines(block)


if __name__ == "__main__":
    main()
