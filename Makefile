# SPDX-License-Identifier: Apache-2.0
# `make map` and `make test` do everything on a fresh Debian or Ubuntu machine that has Swift.

# Where the layers go, and which study they are made of.
OUT ?= out
STUDY ?= geodata/study.yaml

# Every build also checks that no target imports a target which it does not declare.
BUILD_FLAGS := --explicit-target-dependency-import-check error
# Swift's own libraries go into the program where the toolchain has them for that: it starts in four fifths of the time, and
# runs where no Swift is installed.
STATIC_LIBRARIES = $$(dirname "$$(readlink -f "$$(command -v swift)")")/../lib/swift_static/linux
RELEASE_FLAGS = $$(test ! -e "$(STATIC_LIBRARIES)/libFoundation.a" || echo --static-swift-stdlib)
# On a terminal the compiler's one-line progress is shown; in a log only warnings and errors are.
QUIET = $$(test -t 2 || echo --quiet)
SWIFT_SOURCES := Sources Tests Package.swift

.DEFAULT_GOAL := help
.PHONY: help map riskmap riskmap-bench test packages format lint imports checksums clean clients conformance bench bench-serve

help:
	@echo "make map        build the risk layers of the built-in study into OUT=$(OUT)"
	@echo "make test       build and run all tests"
	@echo "make format     reformat the Swift sources"
	@echo "make lint       check the format of the Swift sources"
	@echo "make imports    check that targets import only what they declare"
	@echo "make checksums  verify the shipped data files"
	@echo "make clean      remove what was built (not OUT)"

map: riskmap
	.build/release/riskmap build --study "$(STUDY)" --out "$(OUT)"
	@echo
	@echo "The layers are in $(OUT): open $(OUT)/relative-risk.map.png first; $(OUT)/catalog.json lists every file."
	@echo "Ask about a place: .build/release/riskmap query Anbar --dir $(OUT)"

riskmap: packages
	@echo "Building riskmap (a few minutes the first time)"
	swift build -c release $(RELEASE_FLAGS) --product riskmap $(QUIET)

test: packages
	@echo "Building the tests (a few minutes the first time)"
	swift build --build-tests $(BUILD_FLAGS) $(QUIET)
	@# Time limits on the wire need a machine that is not busy with all other tests: those run by themselves.
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && export TMPDIR="$$folder" && \
	  swift test --skip-build --skip TileServerTests && swift test --skip-build --filter TileServerTests

packages:
	@.ci/packages

format:
	swift format format --in-place --recursive $(SWIFT_SOURCES)

lint:
	swift format lint --strict --recursive $(SWIFT_SOURCES)

imports: packages
	swift build --build-tests $(BUILD_FLAGS) $(QUIET)

# Real programs against the server and the files: docs/clients.md. Needs root the first time, and the folder beside the project.
clients: riskmap
	STUDY="$(STUDY)" .ci/clients/run.sh .build/release/riskmap

# What the public standards demand, against a live server, with official schemas from beside the project and from Debian.
CONFORMANCE := .build/conformance
conformance: riskmap
	@test -x $(CONFORMANCE)/bin/rio || { python3 -m venv $(CONFORMANCE) && $(CONFORMANCE)/bin/pip --quiet install lxml jsonschema \
	  referencing PyYAML shapely mapbox-vector-tile rio-cogeo; }
	@/usr/bin/python3 -c 'import osgeo_utils.samples' 2>/dev/null || apt-get --quiet --quiet install --yes python3-gdal >/dev/null
	@test -d $(CONFORMANCE)/ogc || { cd $(CONFORMANCE) && apt-get --quiet download python3-mapproxy && dpkg -x python3-mapproxy_*.deb ogc; }
	.build/release/riskmap build --also gpkg,kml --out $(CONFORMANCE)/build --quiet
	$(CONFORMANCE)/bin/python .ci/conformance .build/release/riskmap $(CONFORMANCE)/build --schemas ../shared/schemas \
	  --ogc $(CONFORMANCE)/ogc/usr/share/python3-mapproxy/test/schemas --table $(CONFORMANCE)/table.md

riskmap-bench: packages
	swift build -c release $(RELEASE_FLAGS) --product riskmap-bench $(QUIET)

# The kernels against their peers, on one core.
bench: riskmap-bench
	Benchmarks/run.sh .build/release/riskmap-bench

# The server against nginx, titiler and QGIS Server on the same tiles.
bench-serve: riskmap
	Benchmarks/bench-serve.sh ../shared/peers/tiles

checksums:
	cd geodata && sha256sum --check --quiet checksums.sha256

clean:
	rm -rf .build
