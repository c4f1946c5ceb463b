# SPDX-License-Identifier: Apache-2.0
"""What the clients of this folder share: lines of PASS, FAIL and SKIP, requests to the server, and colours of classes."""

import json
import math
import sys
import urllib.error
import urllib.parse
import urllib.request

EARTH = 6378137.0
EDGE = math.pi * EARTH
# A place with several classes around it, which all checks of a single place use.
PLACE = (43.13, 36.34)

failed = []


class Skipped(Exception):
    """The program at hand cannot do what is checked, whatever the server does."""


def need(condition, message="it does not hold"):
    if not condition:
        raise AssertionError(message)


def check(name):
    """Runs the function below it at once and prints one line of how it went; what it returns is shown."""
    def run(function):
        try:
            state, text = "PASS", function() or ""
        except Skipped as reason:
            state, text = "SKIP", str(reason)
        except Exception as error:  # whatever goes wrong, the check fails
            state, text = "FAIL", f"{type(error).__name__}: {error}"
            failed.append(name)
        print(f"{state} {name:<34} {' '.join(str(text).split())[:600]}", flush=True)
        return function
    return run


def finish():
    sys.exit(1 if failed else 0)


def fetch(url, headers=None):
    """Status, headers and body, whatever the status is."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers or {}), timeout=60) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def get(url, parameters=None):
    if parameters:
        url += ("&" if "?" in url else "?") + urllib.parse.urlencode(parameters)
    status, _, body = fetch(url)
    need(status == 200, f"{url}: status {status}: {body[:200]}")
    return body


def get_json(url, parameters=None):
    return json.loads(get(url, parameters))


def mercator(lon, lat):
    return math.radians(lon) * EARTH, math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) * EARTH


def web_tile(lon, lat, zoom):
    """Tile and pixel of a place in WebMercatorQuad: column, row, x and y inside of the tile of 256 pixels."""
    x, y = mercator(lon, lat)
    across, down = ((x + EDGE) / (2 * EDGE) * 2**zoom, (EDGE - y) / (2 * EDGE) * 2**zoom)
    return int(across), int(down), int(across % 1 * 256), int(down % 1 * 256)


def degree_tile(lon, lat, zoom):
    """The same in WorldCRS84Quad, whose zoom 0 is two tiles wide."""
    across, down = (lon + 180) / 180 * 2**zoom, (90 - lat) / 180 * 2**zoom
    return int(across), int(down), int(across % 1 * 256), int(down % 1 * 256)
