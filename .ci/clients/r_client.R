# SPDX-License-Identifier: Apache-2.0
# r_client.R BASE BUILD WORK: sf and terra read every file and service that they can; values are those of the server, areas valid.

arguments <- commandArgs(trailingOnly = TRUE)
base <- arguments[1]; build <- arguments[2]; work <- arguments[3]
folder <- file.path(work, "r")
unlink(folder, recursive = TRUE)
dir.create(folder)
failed <- FALSE

check <- function(name, body) {
  state <- "PASS"
  text <- tryCatch(paste(body(), collapse = " "), error = function(fault) {
    state <<- "FAIL"
    failed <<- TRUE
    conditionMessage(fault)
  })
  cat(sprintf("%s %-34s %s\n", state, name, substr(gsub("\\s+", " ", text), 1, 500)))
}
need <- function(condition, message) if (!isTRUE(condition)) stop(message, call. = FALSE)
near <- function(one, other, most = 0.01) {
  all(is.na(one) == is.na(other)) && all(abs(one - other) <= most, na.rm = TRUE)
}
# One number of an answer of the server; NA where there is none.
number <- function(address, member) {
  text <- paste(suppressWarnings(readLines(address)), collapse = " ")
  found <- regmatches(text, regexpr(paste0("\"", member, "\" *: *-?[0-9.eE+-]+"), text))
  if (length(found) == 0) NA_real_ else as.numeric(sub(".*: *", "", found))
}

check("r.packages", function() {
  suppressPackageStartupMessages({ library(sf); library(terra) })
  paste("sf", packageVersion("sf"), "terra", packageVersion("terra"), "GDAL", gdal())
})

vectors <- c("provinces", "isobands", "incident-points", "incident-areas", "routes")
surfaces <- c("relative-risk", "intensity", "route-proximity")
first <- list()

for (name in vectors) for (kind in c("geojson", "gpkg", "kml", "items")) local({
  name <- name; kind <- kind
  check(paste0("r.sf ", name, " ", kind), function() {
    source <- if (kind == "items") paste0("OAPIF:", base, "/collections/", name) else file.path(build, paste0(name, ".", kind))
    layers <- st_layers(source)$name
    data <- st_read(source, layer = if (name %in% layers) name else layers[1], quiet = TRUE, promote_to_multi = FALSE)
    # KML has heights, and sf 1.0-9 neither promotes nor checks areas that have: they are left out.
    if (kind == "kml") data <- st_zm(data)
    geometry <- st_geometry(data)
    there <- !st_is_empty(geometry)
    need(nrow(data) > 0, "no rows")
    need(all(st_is_valid(geometry[there])), paste(sum(!st_is_valid(geometry[there])), "invalid"))
    need(st_crs(data)$epsg == 4326, "not in EPSG:4326")
    kinds <- unique(sub("^MULTI", "", as.character(st_geometry_type(geometry[there]))))
    need(length(kinds) == 1, paste("kinds", paste(kinds, collapse = ", ")))
    if (kind == "geojson") first[[name]] <<- data
    due <- first[[name]]
    need(nrow(data) == nrow(due), paste(nrow(data), "rows,", nrow(due), "in GeoJSON"))
    key <- if (name == "provinces") "iso3166_2" else if (name == "isobands") "class" else "id"
    # A driver may keep the member `id` as the identifier of a feature, and not as a field: then the order is the key.
    order <- if (key %in% names(data) && key %in% names(due) && !anyDuplicated(data[[key]])) match(due[[key]], data[[key]]) else seq_len(nrow(due))
    need(!anyNA(order), "keys differ")
    compared <- 0
    for (field in intersect(setdiff(names(due), c("geometry", attr(due, "sf_column"))), names(data))) {
      one <- due[[field]]; other <- data[[field]][order]
      if (is.list(one) || is.list(other)) next
      if (is.numeric(one) && is.numeric(other)) {
        need(near(one, other, 1e-6), paste("field", field, "differs"))
      } else {
        plain <- function(v) { v <- as.character(v); v[is.na(v)] <- ""; sub("^TRUE$", "1", sub("^FALSE$", "0", v)) }
        if (inherits(one, "Date") || inherits(one, "POSIXt") || inherits(other, "Date") || inherits(other, "POSIXt")) {
          one <- substr(as.character(one), 1, 10); other <- substr(as.character(other), 1, 10)
        }
        wrong <- plain(one) != plain(other)
        need(!any(wrong), paste("field", field, "differs:", plain(one)[wrong][1], "and", plain(other)[wrong][1]))
      }
      compared <- compared + 1
    }
    suppressWarnings({
      far <- max(abs(as.vector(st_bbox(data)) - as.vector(st_bbox(due))))
    })
    need(far < 1e-5, paste("rectangles are", far, "degrees apart"))
    paste(nrow(data), "rows,", kinds, compared, "fields as in GeoJSON")
  })
})

check("r.sf borders stay shared", function() {
  sf_use_s2(FALSE)
  areas <- suppressMessages(st_intersection(first[["provinces"]]["iso3166_2"]))
  both <- areas[areas$n.overlaps > 1, ]
  both <- both[st_dimension(both) == 2, ]
  size <- if (nrow(both) == 0) 0 else sum(as.numeric(suppressMessages(st_area(both))))
  need(size < 1000, paste(size, "square metres belong to two provinces"))
  paste(nrow(first[["provinces"]]), "provinces,", round(size), "square metres in two of them")
})

set.seed(11)
places <- data.frame(lon = round(runif(40, 39.5, 46.5), 5), lat = round(runif(40, 31.5, 36.8), 5))
places$told <- mapply(function(lon, lat) tryCatch(
  number(sprintf("%s/query/point?lon=%s&lat=%s", base, lon, lat), "relative_risk"), error = function(fault) NA_real_), places$lon, places$lat)
places <- places[!is.na(places$told), ]
metres <- st_coordinates(st_transform(st_as_sf(places, coords = c("lon", "lat"), crs = 4326), 3857))

for (kind in c("file", "http")) local({
  kind <- kind
  check(paste("r.terra GeoTIFF by", kind), function() {
    raster <- rast(if (kind == "file") file.path(build, "relative-risk.tif") else paste0("/vsicurl/", base, "/data/relative-risk.tif"))
    seen <- extract(raster, metres)[[1]]
    need(nrow(places) > 10, "too few places are assessed")
    need(near(seen, places$told), paste("up to", max(abs(seen - places$told), na.rm = TRUE), "apart"))
    paste(nrow(places), "places,", paste(dim(raster), collapse = " x "), names(raster))
  })
})

check("r.terra coverage", function() {
  for (row in seq_len(min(15, nrow(places)))) {
    lon <- places$lon[row]; lat <- places$lat[row]
    file <- file.path(folder, paste0("coverage", row, ".tif"))
    address <- sprintf("%s/collections/relative-risk/coverage?bbox=%.5f,%.5f,%.5f,%.5f&width=21&height=21",
      base, lon - 0.1, lat - 0.1, lon + 0.1, lat + 0.1)
    download.file(address, file, quiet = TRUE, mode = "wb")
    seen <- extract(rast(file), cbind(lon, lat))[1, 1]
    need(near(seen, places$told[row]), paste(lon, lat, seen, places$told[row]))
  }
  paste(min(15, nrow(places)), "places")
})

check("r.terra WMS", function() {
  description <- suppressWarnings(describe(paste0("WMS:", base, "/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetCapabilities")))
  found <- grep("SUBDATASET_[0-9]+_NAME=.*LAYERS=relative-risk&", description, value = TRUE)
  need(length(found) > 0, "no such layer is listed")
  picture <- rast(sub(".*_NAME=", "", found[1]))
  small <- spatSample(picture, 2500, method = "regular", as.raster = TRUE)
  colours <- nrow(unique(values(small)))
  need(colours > 3, paste(colours, "colours"))
  paste(nlyr(picture), "bands,", colours, "colours")
})

check("r.terra WMTS", function() {
  picture <- rast(paste0("WMTS:", base, "/wmts?SERVICE=WMTS&REQUEST=GetCapabilities&VERSION=1.0.0,layer=relative-risk,tilematrixset=WebMercatorQuad"), subds = 1)
  small <- spatSample(picture, 2500, method = "regular", as.raster = TRUE)
  colours <- nrow(unique(values(small)))
  need(colours > 1, paste(colours, "colours"))
  paste(nlyr(picture), "bands,", colours, "colours")
})

check("r.sf vector tile", function() {
  file <- file.path(folder, "tile.pbf")
  download.file(paste0(base, "/tiles/provinces/6/39/25.pbf"), file, quiet = TRUE, mode = "wb")
  data <- st_read(paste0("MVT:", file), quiet = TRUE, options = c("X=39", "Y=25", "Z=6"))
  need(nrow(data) > 3, paste(nrow(data), "features"))
  need(all(st_is_valid(data)), "invalid")
  paste(nrow(data), "features,", ncol(data), "fields")
})

for (name in surfaces) local({
  name <- name
  check(paste("r.picture", name), function() {
    raster <- rast(file.path(build, paste0(name, ".tif")))
    png(file.path(folder, paste0(name, ".png")), 900, 700)
    plot(raster, main = name)
    plot(vect(st_transform(first[["provinces"]], 3857)), add = TRUE, border = "grey30")
    invisible(dev.off())
    need(file.size(file.path(folder, paste0(name, ".png"))) > 5000, "nothing is drawn")
    "drawn"
  })
})

check("r.picture provinces", function() {
  png(file.path(folder, "provinces.png"), 900, 700)
  plot(first[["provinces"]]["relative_risk"], main = "relative_risk of provinces", axes = TRUE)
  invisible(dev.off())
  "drawn"
})

quit(status = if (failed) 1 else 0)
