#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Asks a server for everything it offers for some minutes while new builds are put in its place.

usage: mixed_load.py RISKMAP STUDY [SECONDS [OPTION_OF_SERVE...]]

Serves a build on a free port of the loopback address, makes a build of another date in the same folder every 20 s and
asks for a reload by SIGHUP in between. Prints a line of JSON every 30 s and one at the end; exit status 1 when an answer
was a 5xx, was missing, or belonged to no request of its kind.
"""
import collections
import concurrent.futures
import http.client
import json
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time

DATES = ("2026-01-31", "2026-02-15")
SQUARE = {"type": "Polygon", "coordinates": [[[42, 35], [43, 35], [43, 36], [42, 36], [42, 35]]]}


def requests(rng):
    """Endless requests: method, path, body, statuses that are right."""
    while True:
        zoom = rng.choice([4, 5, 6, 7, 8, 9, 10])
        side = 2**zoom
        column, row = int(rng.uniform(35, 49) / 360 * side + side / 2), int(rng.uniform(0.385, 0.42) * side)
        lon, lat = rng.uniform(36, 48), rng.uniform(30, 37)
        layer = rng.choice(["relative-risk", "intensity", "route-proximity"])
        vector = rng.choice(["provinces", "isobands", "incidents", "routes"])
        west, south = rng.uniform(36, 44), rng.uniform(29, 34)
        box = f"{west:.3f},{south:.3f},{west + 2:.3f},{south + 2:.3f}"
        wms = f"/wms?SERVICE=WMS&VERSION=1.3.0&LAYERS={layer}&STYLES=&CRS=CRS:84&BBOX={box}&WIDTH=300&HEIGHT=300"
        yield from (
            ("GET", f"/tiles/{layer}/{zoom}/{column}/{row}.png", None, (200,)),
            ("GET", f"/tiles/{layer}/{zoom}/{column}/{row}@2x.png", None, (200,)),
            ("GET", f"/tiles/{vector}/{zoom}/{column}/{row}.pbf", None, (200, 204)),
            ("GET", f"{wms}&REQUEST=GetMap&FORMAT=image/png", None, (200,)),
            ("GET", f"{wms}&REQUEST=GetFeatureInfo&QUERY_LAYERS={layer}&INFO_FORMAT=application/json&I=9&J=9", None, (200,)),
            ("GET", f"/collections/{vector}/items?limit=20&bbox={box}", None, (200,)),
            ("GET", f"/query/point?lat={lat:.4f}&lon={lon:.4f}", None, (200, 404)),
            ("POST", "/query/area", json.dumps(SQUARE), (200,)),
            ("GET", rng.choice(["/query/provinces", "/query/provinces/Anbar?why=true", "/catalog.json", "/", "/metrics",
                                "/wms?SERVICE=WMS&REQUEST=GetCapabilities", "/legend/relative-risk.png",
                                "/tiles/relative-risk.json"]),
             None, (200,)),
            ("GET", rng.choice(["/tiles/relative-risk/99/0/0.png", "/tiles/none/4/9/6.png", "/query/point?lat=x&lon=1",
                                "/%00", f"{wms}&REQUEST=GetMap&FORMAT=image/gif", "/collections/relative-risk/items?bbox=1,2"]),
             None, (400, 404)),
        )


class Load:
    def __init__(self, port, until):
        self.port, self.until = port, until
        self.statuses, self.wrong, self.lock = collections.Counter(), [], threading.Lock()

    def run(self, seed):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        for method, path, body, right in requests(random.Random(seed)):
            if time.monotonic() > self.until:
                return
            try:
                connection.request(method, path, body, {"Content-Type": "application/geo+json"} if body else {})
                answer = connection.getresponse()
                answer.read()
                status = answer.status
            except (OSError, http.client.HTTPException) as error:
                status = type(error).__name__
                connection.close()
            with self.lock:
                self.statuses[status] += 1
                if status not in right:
                    self.wrong.append(f"{status} {method} {path}")


def memory(pid):
    with open(f"/proc/{pid}/status") as status:
        return int(dict(line.split(":", 1) for line in status)["VmRSS"].split()[0]) / 1024


def build(program, study, folder, date):
    subprocess.run([program, "build", "--study", study, "--as-of", date, "--out", folder, "--quiet"], check=True)


def watch(server, program, study, folder, until, started, load):
    """New builds and reloads until the end; memory in MiB about every 10 s."""
    used, turn = [], 0
    while time.monotonic() < until:
        time.sleep(10)
        turn += 1
        if turn % 2:
            server.send_signal(signal.SIGHUP)
        else:
            build(program, study, folder, DATES[turn // 2 % 2])
        used.append(memory(server.pid))
        if turn % 3 == 0:
            print(json.dumps({"seconds": round(time.monotonic() - started), "requests": sum(load.statuses.values()),
                              "rss_mib": round(used[-1]), "wrong": len(load.wrong)}), flush=True)
    return used


def main():
    program, study = sys.argv[1:3]
    seconds = int(sys.argv[3]) if len(sys.argv) > 3 else 600
    with tempfile.TemporaryDirectory() as work:
        folder = f"{work}/out"
        build(program, study, folder, DATES[0])
        server = subprocess.Popen([program, "serve", "--dir", folder, "--port", "0", *sys.argv[4:]], stderr=subprocess.PIPE, text=True)
        try:
            port = int(re.search(r":(\d+)/", server.stderr.readline())[1])
            # Its log must not fill the pipe.
            threading.Thread(target=lambda: collections.deque(server.stderr, maxlen=0), daemon=True).start()
            started = time.monotonic()
            load = Load(port, started + seconds)
            with concurrent.futures.ThreadPoolExecutor(16) as pool:
                clients = [pool.submit(load.run, seed) for seed in range(16)]
                used = watch(server, program, study, folder, load.until, started, load)
                for client in clients:
                    client.result()
        finally:
            server.terminate()
            status = server.wait(timeout=60)
    third = max(1, len(used) // 3)
    print(json.dumps({
        "seconds": seconds, "requests": sum(load.statuses.values()), "statuses": {str(k): v for k, v in load.statuses.items()},
        "wrong": load.wrong[:20], "rss_mib_middle_third": round(max(used[third : 2 * third] or used)),
        "rss_mib_last_third": round(max(used[-third:])), "exit_status": status}))
    sys.exit(1 if load.wrong or status != 0 else 0)


if __name__ == "__main__":
    main()
