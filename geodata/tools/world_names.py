#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes world/names.csv, the places of the world that news name without saying where they are: countries, capitals,
cities of 300,000 people or more and the states of some countries, with their English and Arabic names. It is read in a
fraction of the time of what it is made of.

Needs GDAL's ogr2ogr. Same input, same bytes:

    python3 geodata/tools/world_names.py geodata/world > geodata/world/names.csv
"""

import csv
import gzip
import io
import subprocess
import sys

LEAST_PEOPLE = 300_000
MOST_SPELLINGS = 6
UNIT_COUNTRIES = {"US", "CA", "AU", "UA", "AF", "IN"}


def is_arabic(name):
    return all("\u0600" <= c <= "\u06ff" or c in " -" for c in name) and not any(c in "یکگپچڤھہەےێۆ" for c in name)


def spellings(row):
    names = [n for n in row["alternates"].split("|") if n]
    return [n for n in names if is_arabic(n)][:MOST_SPELLINGS]


def countries(folder):
    text = subprocess.run(
        ["ogr2ogr", "-f", "CSV", "/vsistdout/", f"{folder}/countries.fgb"], capture_output=True, check=True).stdout
    for row in csv.DictReader(io.StringIO(text.decode())):
        if row["iso_a2"] and row["name_en"]:
            yield row["iso_a2"], row["name_en"], row["name_ar"]


def units(folder, taken):
    """First-level units of countries whose news name them without the country, but for names that cities have too."""
    text = subprocess.run(
        ["ogr2ogr", "-f", "CSV", "/vsistdout/", f"{folder}/admin1.fgb"], capture_output=True, check=True).stdout
    for row in csv.DictReader(io.StringIO(text.decode())):
        name = row["name_en"]
        if row["country"] in UNIT_COUNTRIES and len(name) > 3 and name not in taken:
            yield row["id"], name, row["country"], row["name_ar"]


def main(folder):
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["id", "feature", "name", "country", "lat", "lon", "population", "names"])
    for code, english, arabic in sorted(countries(folder)):
        out.writerow([code, "country", english, code, "", "", "", arabic])
    taken = {english for _, english, _ in countries(folder)}
    with gzip.open(f"{folder}/cities500.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            row["population"] = int(row["population"] or 0)
            if row["feature_code"] != "PPLC" and row["population"] < LEAST_PEOPLE or row["feature_code"] == "PPLX":
                continue
            taken.add(row["name"])
            feature = "capital" if row["feature_code"] == "PPLC" else "city"
            out.writerow(["geonames:" + row["geonameid"], feature, row["name"], row["country"], row["lat"], row["lon"],
                          row["population"], "|".join(spellings(row))])
    for key, name, country, arabic in sorted(units(folder, taken)):
        out.writerow([key, "province", name, country, "", "", "", arabic])


if __name__ == "__main__":
    main(sys.argv[1])
