#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""qgis_client.py BASE BUILD WORK: QGIS opens the server's project and layer definition and the build's GeoPackages and rasters in their own
styles, and draws each layer to a picture."""

import os
import sys


import checks
from checks import get, mercator, need

base, build, work = sys.argv[1:]
folder = os.path.join(work, "qgis")
os.makedirs(folder, exist_ok=True)
os.environ.update(QT_QPA_PLATFORM="offscreen", HOME=folder, QGIS_CUSTOM_CONFIG_PATH=f"{folder}/profile")

from qgis.core import (Qgis, QgsApplication, QgsCoordinateReferenceSystem, QgsLayerDefinition, QgsMapRendererParallelJob,
                       QgsMapSettings, QgsProject, QgsRasterLayer, QgsRectangle, QgsVectorLayer)
from qgis.PyQt.QtCore import QEventLoop, QSize, QTimer
from qgis.PyQt.QtGui import QColor

QgsApplication.setPrefixPath("/usr", True)
application = QgsApplication([], False)
application.initQgis()
said = []
QgsApplication.messageLog().messageReceived.connect(lambda message, tag, level: level and said.append(f"{tag}: {message}"))
project = QgsProject.instance()
LOW, HIGH = mercator(36, 29), mercator(49, 38)


def draw(layers, name, extent=LOW + HIGH, least=1, background=(255, 255, 255)):
    """Draws layers, first on top, and counts colours."""
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    settings.setTransformContext(project.transformContext())
    settings.setOutputSize(QSize(900, 760))
    settings.setBackgroundColor(QColor(*background))
    settings.setExtent(QgsRectangle(*extent))
    job, loop = QgsMapRendererParallelJob(settings), QEventLoop()
    job.finished.connect(loop.quit)
    QTimer.singleShot(120000, loop.quit)
    job.start()
    if job.isActive():
        loop.exec_()
    picture = job.renderedImage()
    picture.save(f"{folder}/{name}.png")
    faults = [f"{error.layerID}: {error.message}" for error in job.errors()]
    need(not faults, f"{name}: {faults}")
    colours = {picture.pixel(x, y) for x in range(0, picture.width(), 4) for y in range(0, picture.height(), 4)}
    need(len(colours) > least, f"{name}: {len(colours)} colours")
    return len(colours)


def plain(name):
    return "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name)


def examine(layers):
    told = []
    need(layers, "no layers")
    for layer in layers:
        need(layer.isValid(), f"{layer.name()} is not valid: {said[-3:]}")
        need(layer.attribution() or layer.metadata().rights() or layer.serverProperties().attribution(), f"{layer.name()} has no attribution")
        need(layer.crs().authid() == "EPSG:3857", f"{layer.name()}: {layer.crs().authid()}")
        told.append(layer.name())
    return told


@checks.check("qgis.project")
def _():
    file = f"{folder}/riskmap.qgz"
    with open(file, "wb") as handle:
        handle.write(get(f"{base}/qgis/riskmap.qgz"))
    need(project.read(file), f"does not open: {project.error()}")
    layers = list(project.mapLayers().values())
    names = examine(layers)
    shown = [node.layer() for node in project.layerTreeRoot().findLayers() if node.isVisible()]
    need(shown, "nothing is shown at first")
    need(project.crs().authid() == "EPSG:3857" and project.title(), "the project has no system or title")
    draw(shown, "project", least=5)
    ordered = project.layerTreeRoot().layerOrder()
    draw(ordered, "project-all", least=5)
    return f"QGIS {Qgis.QGIS_VERSION}: {names}; shown {[layer.name() for layer in shown]}"


@checks.check("qgis.layers of the project")
def _():
    told = []
    for layer in list(project.mapLayers().values()):
        told.append(f"{layer.name()} {draw([layer], 'layer-' + plain(layer.id()))}")
    return ", ".join(told)


@checks.check("qgis.legends of the project")
def _():
    told = []
    for node in project.layerTreeRoot().findLayers():
        layer = node.layer()
        if layer.providerType() == "wms":
            need(layer.dataProvider().supportsLegendGraphic(), f"{layer.name()} has no legend")
        elif hasattr(layer, "renderer") and hasattr(layer.renderer(), "styles"):
            need(layer.renderer().styles(), f"{layer.name()} has no styles")
        told.append(layer.name())
    return f"{len(told)} layers"


@checks.check("qgis.dates of the project")
def _():
    told = []
    for layer in project.mapLayers().values():
        if layer.providerType() != "wms":
            continue
        properties = layer.temporalProperties()
        need(properties is not None and properties.isActive(), f"{layer.name()} does not take part in time")
        need(layer.dataProvider().temporalCapabilities().hasTemporalCapabilities(), f"{layer.name()}: QGIS sees no dates")
        told.append(f"{layer.name()} {properties.fixedTemporalRange().begin().toString('yyyy-MM-dd')}")
    need(told, "no layer of WMS")
    return ", ".join(told)


@checks.check("qgis.layer definition")
def _():
    file = f"{folder}/riskmap.qlr"
    with open(file, "wb") as handle:
        handle.write(get(f"{base}/qgis/riskmap.qlr"))
    project.clear()
    result = QgsLayerDefinition.loadLayerDefinition(file, project, project.layerTreeRoot())
    need(result[0], f"{result}")
    names = examine(list(project.mapLayers().values()))
    draw([node.layer() for node in project.layerTreeRoot().findLayers() if node.isVisible()], "definition", least=5)
    return f"{names}"


for name in ("relative-risk", "intensity", "route-proximity"):
    @checks.check(f"qgis.raster {name} in its style")
    def _():
        layer = QgsRasterLayer(f"{build}/{name}.tif", name)
        need(layer.isValid(), "is not valid")
        style = f"{folder}/{name}.qml"
        with open(style, "wb") as handle:
            handle.write(get(f"{base}/styles/{name}.qml"))
        message, loaded = layer.loadNamedStyle(style)
        need(loaded, message)
        entries = layer.renderer().legendSymbologyItems()
        need(len(entries) > 3, f"{entries}")
        colours = draw([layer], f"raster-{name}", least=3)
        return f"{colours} colours, {len(entries)} entries of the legend"


for name in ("provinces", "isobands", "incident-points", "incident-areas", "routes"):
    @checks.check(f"qgis.geopackage {name} in its style")
    def _():
        layer = QgsVectorLayer(f"{build}/{name}.gpkg|layername={name}", name, "ogr")
        need(layer.isValid() and layer.featureCount() > 0, "is not valid or empty")
        message, loaded = layer.loadDefaultStyle()
        need(loaded, f"no style inside: {message}")
        colours = draw([layer], f"geopackage-{name}", least=1)
        return f"{layer.featureCount()} features, {type(layer.renderer()).__name__}, {colours} colours"


    @checks.check(f"qgis.geojson {name} with the style of the server")
    def _():
        layer = QgsVectorLayer(f"{build}/{name}.geojson", name, "ogr")
        style = f"{folder}/{name}.qml"
        with open(style, "wb") as handle:
            handle.write(get(f"{base}/styles/{name}.qml"))
        message, loaded = layer.loadNamedStyle(style)
        need(loaded, message)
        return f"{draw([layer], f'geojson-{name}', least=1)} colours, {type(layer.renderer()).__name__}"


sys.stdout.flush()
# QGIS does not always end in peace: the checks have been told by now.
os._exit(1 if checks.failed else 0)
