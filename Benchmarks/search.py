#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures how long /search takes while names are typed letter by letter.

usage: search.py ADDRESS PLACES.csv[.gz] [COUNT]

PLACES.csv has columns `name` and `alternates` (parted by |). COUNT names (1,000) are drawn from all spellings, always the
same ones; each is asked for after its first, second, third, fifth and eighth letter and as a whole, over one connection.
Prints the 50th, 99th and highest milliseconds of all requests, of those that found nothing by a beginning, and of a second
round; exit status 1 when the 99th of the first round exceeds 5 ms."""

import csv
import gzip
import http.client
import io
import json
import random
import sys
import time
import urllib.parse

LIMIT = 5.0


def spellings(path):
    opened = gzip.open(path) if path.endswith(".gz") else open(path, "rb")
    with opened as file:
        rows = csv.DictReader(io.TextIOWrapper(file, "utf-8"))
        return [name for row in rows for name in [row["name"], *row["alternates"].split("|")] if name]


def typed(name):
    lengths = [n for n in (1, 2, 3, 5, 8) if n < len(name)]
    return [name[:n] for n in lengths] + [name]


def measured(connection, texts):
    times = []
    for text in texts:
        target = "/search?q=" + urllib.parse.quote(text)
        start = time.perf_counter()
        connection.request("GET", target)
        answer = connection.getresponse()
        body = answer.read()
        times.append((1000 * (time.perf_counter() - start), text))
        if answer.status != 200:
            sys.exit(f"{target}: {answer.status} {body[:200]}")
        json.loads(body)
    return sorted(times)


def line(title, times):
    def at(share):
        return times[min(len(times) - 1, int(share * len(times)))]
    print(f"{title:14} {len(times):6} requests  p50 {at(0.5)[0]:6.2f}  p99 {at(0.99)[0]:6.2f}  "
          f"max {times[-1][0]:6.2f} ms ({times[-1][1]})")
    return at(0.99)[0]


def main():
    if not 3 <= len(sys.argv) <= 4:
        sys.exit(__doc__)
    address = urllib.parse.urlsplit(sys.argv[1])
    names = sorted(set(spellings(sys.argv[2])))
    chosen = random.Random(7).sample(names, min(len(names), int(sys.argv[3]) if len(sys.argv) > 3 else 1000))
    texts = [text for name in chosen for text in typed(name) if len(text.encode()) <= 256]
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=60)
    measured(connection, ["a"])
    first = line("as one types", measured(connection, texts))
    line("misspelt", measured(connection, [name[:-2] + "qz" for name in chosen if len(name) > 4 and len(name) < 60]))
    line("once more", measured(connection, texts))
    sys.exit(1 if first > LIMIT else 0)


main()
