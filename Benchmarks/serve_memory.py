#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Asks a running server for many distinct tiles and prints its memory on the way.

usage: serve_memory.py BASE_URL PID [TILES]
"""
import concurrent.futures, http.client, itertools, sys, threading
from urllib.parse import urlsplit

base, pid, wanted = urlsplit(sys.argv[1]), sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 50_000
local = threading.local()


def get(tile):
    if not hasattr(local, "connection"):
        local.connection = http.client.HTTPConnection(base.hostname, base.port)
    local.connection.request("GET", "/tiles/%s/%d/%d/%d.png" % tile)
    answer = local.connection.getresponse()
    answer.read()
    return answer.status


def memory():
    with open(f"/proc/{pid}/status") as status:
        fields = dict(line.split(":", 1) for line in status)
    return int(fields["VmRSS"].split()[0]) / 1024, int(fields["VmHWM"].split()[0]) / 1024


# Zoom 8 to 12 over 34 to 50.5 E, 28 to 38.6 N, all layers.
def tiles():
    for zoom in range(8, 13):
        side = 2**zoom
        for column in range(int((34 + 180) / 360 * side), int((50.5 + 180) / 360 * side)):
            for row in range(int(side * 0.385), int(side * 0.42)):
                for layer in ("relative-risk", "intensity", "route-proximity"):
                    yield layer, zoom, column, row


bad = 0
with concurrent.futures.ThreadPoolExecutor(8) as pool:
    source = itertools.islice(tiles(), wanted)
    done = 0
    while batch := list(itertools.islice(source, 5000)):
        bad += sum(status != 200 for status in pool.map(get, batch))
        done += len(batch)
        now, peak = memory()
        print(f"{done} distinct tiles: {now:.0f} MiB now, {peak:.0f} MiB at most, {bad} failures", flush=True)
