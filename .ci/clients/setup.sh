#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs the programs that the clients need, from Debian and into a virtual environment below .build/clients. Needs root.
set -euo pipefail
cd "$(dirname "$0")/../.."

# CLIENTS_WORK: where all that they need and make is put.
venv=${CLIENTS_WORK:-$PWD/.build/clients}/venv
export DEBIAN_FRONTEND=noninteractive
packages="mapproxy python3-mapproxy mapserver-bin grass-core r-base-core r-cran-sf r-cran-terra r-cran-codetools josm default-jdk-headless"
missing=$(dpkg-query --show --showformat '${db:Status-Status} ${Package}\n' $packages 2>&1 | grep -v '^installed ' || true)

CLIENTS_VENV=$venv bash ../shared/clients/setup.sh
[ -z "$missing" ] || apt-get install --yes --quiet=2 --no-install-recommends $packages >/dev/null
"$venv/bin/pip" install --quiet mapbox-vector-tile shapely
# The one package that a client running in Debian's Python needs from elsewhere.
"$venv/bin/pip" install --quiet --no-deps --upgrade --target "${venv%/venv}/points" pmtiles
