#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures what hostile clients cost the others: while 16 connections send one kind of request again and again, how long
do tiles take that are in no cache, and how much memory does the server use?

usage: hostile.py RISKMAP FOLDER [AREA.json|- [SECONDS [KIND]]]

Serves the build in FOLDER without a tile cache on a free port of the loopback address, for each kind from a new process.
AREA.json is the body of /query/area; without it one of about 800 kB is made. KIND is a part of the names of
the kinds that are wanted. Prints a table; exit status 1 when a server ended, a tile had another status than 200, the 99th
percentile of the tiles exceeds 100 ms, or the memory 300 MiB."""

import http.client
import json
import math
import multiprocessing
import random
import socket
import subprocess
import sys
import threading
import time

CONNECTIONS = 16
TILE_LIMIT, MEMORY_LIMIT = 0.100, 300


def area_of_many_corners(count=30_000):
    """A star around Iraq whose rays cross the whole area: 800 kB."""
    ring = []
    for index in range(count):
        angle, radius = 2 * math.pi * index / count, 1 if index % 2 else 8
        ring.append([round(43 + radius * math.cos(angle), 8), round(33 + radius * math.sin(angle), 8)])
    return json.dumps({"type": "Polygon", "coordinates": [ring + ring[:1]]}).encode()


def request(method, target, headers=(), body=b""):
    lines = [f"{method} {target} HTTP/1.1", "Host: localhost", *headers]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def open_to(port, timeout=30):
    return socket.create_connection(("127.0.0.1", port), timeout)


def answered(bytes_to_send):
    """Sends and waits for the answer, on one connection as long as it lasts."""
    def run(port, is_over):
        while not is_over():
            try:
                with open_to(port) as client:
                    file = client.makefile("rb")
                    while not is_over():
                        client.sendall(bytes_to_send())
                        length = 0
                        while (line := file.readline()) not in (b"\r\n", b""):
                            if line.lower().startswith(b"content-length:"):
                                length = int(line.split(b":")[1])
                        if line == b"":
                            break
                        file.read(length)
            except OSError:
                time.sleep(0.01)
    return run


def dropped(bytes_to_send):
    """Sends and goes away at once."""
    def run(port, is_over):
        while not is_over():
            try:
                with open_to(port) as client:
                    client.sendall(bytes_to_send())
            except OSError:
                pass
            time.sleep(0.01)
    return run


def slow_reader(bytes_to_send):
    """Asks for the same again and again and takes a few bytes a second."""
    def run(port, is_over):
        while not is_over():
            try:
                with open_to(port, 1) as client:
                    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                    while not is_over():
                        client.sendall(bytes_to_send())
                        client.recv(64)
                        time.sleep(0.5)
            except OSError:
                pass
    return run


def slow_body(port, is_over):
    """Promises a body of a megabyte and sends a few bytes a second."""
    while not is_over():
        try:
            with open_to(port, 1) as client:
                client.sendall(b"POST /query/area HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n{")
                while not is_over():
                    client.sendall(b" " * 1000)
                    time.sleep(0.05)
        except OSError:
            pass


def picture(size, layers, crs="CRS:84", box="36,29,49,38"):
    names = ",".join(["relative-risk"] * layers)
    return lambda: request(
        "GET", f"/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&LAYERS={names}&STYLES=&CRS={crs}&BBOX={box}"
        f"&WIDTH={size}&HEIGHT={size}&FORMAT=image/png&X={random.random()}")


def kinds(area):
    def get(target, *headers):
        return lambda: request("GET", target, headers)

    return {
        "nothing": None,
        "ranges beyond every number": answered(get("/data/relative-risk.tif", "Range: bytes=0-9223372036854775807")),
        "WMS 4096 x 4096, 16 layers, gone": dropped(picture(4096, 16)),
        "WMS 4096 x 4096, 16 layers": answered(picture(4096, 16)),
        "WMS 4096 x 4096, 4 layers, gone": dropped(picture(4096, 4)),
        "WMS 4096 x 4096, 4 layers": answered(picture(4096, 4)),
        "WMS 4096 x 4096, 1 layer": answered(picture(4096, 1)),
        "WMS 2048 x 2048, 16 layers, UTM": answered(picture(2048, 16, "EPSG:32638", "-100000,3200000,900000,4200000")),
        "WMS 512 x 512, 7 layers": answered(picture(512, 7)),
        "WMS 4096 x 4096, read slowly": slow_reader(picture(4096, 4)),
        "coverages 2048 x 2048": answered(get("/collections/relative-risk/coverage?width=2048&height=2048")),
        "/query/area of 800 kB": answered(lambda: request("POST", "/query/area", (), area)),
        "/query/area of 800 kB, gone": dropped(lambda: request("POST", "/query/area", (), area)),
        "slow bodies": slow_body,
        "pages of all features": answered(
            get(f"/collections/incidents/items?limit={2**63 - 1}", "Accept-Encoding: gzip")),
        "the largest text": answered(get("/data/incident-points.geojson", "Accept-Encoding: gzip")),
        "tiles of 512 pixels": answered(lambda: request(
            "GET", f"/tiles/relative-risk/9/{random.randrange(308, 325)}/{random.randrange(195, 211)}@2x.png")),
    }


class Server:
    def __init__(self, binary, folder):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = subprocess.Popen(
            [binary, "serve", "--dir", folder, "--port", str(self.port), "--cache-mb", "0"], stderr=subprocess.DEVNULL)
        while not self.is_ready():
            if self.process.poll() is not None:
                sys.exit("hostile: the server does not start")
            time.sleep(0.05)

    def is_ready(self):
        try:
            with open_to(self.port, 5) as client:
                client.sendall(request("GET", "/ready"))
                return b" 200 " in client.recv(64)
        except OSError:
            return False

    def peak_mebibytes(self):
        with open(f"/proc/{self.process.pid}/status") as file:
            fields = dict(line.split(":", 1) for line in file)
        return int(fields["VmHWM"].split()[0]) / 1024

    def stop(self):
        self.process.kill()
        self.process.wait()


def tile_times(port, seconds):
    """Seconds of each tile, asked for one after the other, and how many were not answered with 200."""
    times, wrong, end = [], 0, time.monotonic() + seconds
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    rng = random.Random(1)
    while time.monotonic() < end:
        zoom = rng.choice([6, 7, 8, 9, 10])
        x, y = int(rng.uniform(0.60, 0.63) * 2**zoom), int(rng.uniform(0.385, 0.41) * 2**zoom)
        start = time.monotonic()
        try:
            connection.request("GET", f"/tiles/relative-risk/{zoom}/{x}/{y}.png")
            response = connection.getresponse()
            response.read()
            wrong += response.status != 200
        except (OSError, http.client.HTTPException):
            connection, wrong = http.client.HTTPConnection("127.0.0.1", port, timeout=60), wrong + 1
            time.sleep(0.05)
        times.append(time.monotonic() - start)
        time.sleep(0.005)
    return sorted(times), wrong


def attack(run, port, over):
    """All connections of the attack; ends with the event."""
    threads = [threading.Thread(target=run, args=(port, over.is_set), daemon=True) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    over.wait()


def measured(binary, folder, run, seconds):
    server, over = Server(binary, folder), multiprocessing.Event()
    # A process of its own: the clock of the tiles must not wait for the interpreter's lock behind sixteen threads.
    attacker = multiprocessing.Process(target=attack, args=(run, server.port, over), daemon=True)
    try:
        if run:
            attacker.start()
        time.sleep(1)
        times, wrong = tile_times(server.port, seconds)
        alive = server.process.poll() is None
        return times, wrong, server.peak_mebibytes() if alive else 0, alive
    finally:
        over.set()
        server.stop()
        if run:
            attacker.join(5)
            attacker.kill()


def main():
    binary, folder = sys.argv[1:3]
    area = open(sys.argv[3], "rb").read() if sys.argv[3:4] not in ([], ["-"]) else area_of_many_corners()
    seconds = float(sys.argv[4]) if len(sys.argv) > 4 else 8
    only = sys.argv[5] if len(sys.argv) > 5 else ""
    failed = False
    print(f"{'16 connections of':36} {'tiles':>6} {'wrong':>6} {'p50 ms':>8} {'p99 ms':>8} {'max ms':>8} {'peak MiB':>9}", flush=True)
    for name, run in kinds(area).items():
        if only and only not in name:
            continue
        times, wrong, memory, alive = measured(binary, folder, run, seconds)
        p50, p99 = times[len(times) // 2], times[min(len(times) - 1, int(len(times) * 0.99))]
        bad = not alive or wrong or p99 > TILE_LIMIT or memory > MEMORY_LIMIT
        failed = failed or bad
        print(f"{name:36} {len(times):6} {wrong:6} {p50 * 1e3:8.1f} {p99 * 1e3:8.1f} {times[-1] * 1e3:8.1f} {memory:9.0f}"
              + ("" if alive else "  the server ended") + ("  <-" if bad else ""), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main() if len(sys.argv) > 2 else __doc__)
