// SPDX-License-Identifier: Apache-2.0
// JosmClient BASE BUILD WORK: reads the capabilities of WMS and WMTS with JOSM's own classes and fetches tiles by the addresses they make.

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import java.awt.image.BufferedImage;
import org.openstreetmap.gui.jmapviewer.TileXY;
import org.openstreetmap.gui.jmapviewer.interfaces.ICoordinate;
import org.openstreetmap.josm.data.Preferences;
import org.openstreetmap.josm.data.imagery.DefaultLayer;
import org.openstreetmap.josm.data.imagery.ImageryInfo;
import org.openstreetmap.josm.data.imagery.LayerDetails;
import org.openstreetmap.josm.data.imagery.TemplatedWMSTileSource;
import org.openstreetmap.josm.data.imagery.WMTSTileSource;
import org.openstreetmap.josm.data.preferences.JosmBaseDirectories;
import org.openstreetmap.josm.data.preferences.JosmUrls;
import org.openstreetmap.josm.data.projection.Projection;
import org.openstreetmap.josm.data.projection.ProjectionRegistry;
import org.openstreetmap.josm.data.projection.Projections;
import org.openstreetmap.josm.io.imagery.WMSImagery;
import org.openstreetmap.josm.spi.preferences.Config;
import org.openstreetmap.josm.tools.Http1Client;
import org.openstreetmap.josm.tools.HttpClient;
import org.openstreetmap.josm.tools.Logging;

public class JosmClient {
    static final String LAYER = "relative-risk";
    static final double LON = 43.13, LAT = 36.34;
    static boolean failed = false;

    static void check(String name, Callable<String> body) {
        String state = "PASS", text;
        try {
            text = body.call();
        } catch (Throwable error) {
            state = "FAIL";
            text = error.toString();
            failed = true;
        }
        System.out.printf("%s %-34s %s%n", state, name, text.replace('\n', ' '));
    }

    static void need(boolean condition, String message) {
        if (!condition) throw new AssertionError(message);
    }

    static BufferedImage image(String address) throws Exception {
        try (InputStream stream = new URL(address).openStream()) {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(stream.readAllBytes()));
            need(image != null, "no picture at " + address);
            return image;
        }
    }

    /** Two pictures of the same place have the same pixels where both are opaque. */
    static void same(BufferedImage one, BufferedImage other, double share) {
        need(one.getWidth() == other.getWidth() && one.getHeight() == other.getHeight(), "sizes differ");
        long unlike = 0, seen = 0;
        for (int y = 0; y < one.getHeight(); y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                seen += one.getRGB(x, y) >>> 24 == 0 ? 0 : 1;
                unlike += one.getRGB(x, y) == other.getRGB(x, y) ? 0 : 1;
            }
        }
        need(seen > 0, "nothing is drawn");
        need(unlike <= share * one.getWidth() * one.getHeight(), unlike + " pixels differ");
    }

    public static void main(String[] arguments) throws Exception {
        String base = arguments[0];
        Logging.setLogLevel(Logging.LEVEL_ERROR);
        System.setProperty("josm.home", arguments[2] + "/josm");
        Config.setPreferencesInstance(new Preferences(JosmBaseDirectories.getInstance()));
        Config.setBaseDirectoriesProvider(JosmBaseDirectories.getInstance());
        Config.setUrlsProvider(JosmUrls.getInstance());
        HttpClient.setFactory(Http1Client::new);
        Projection mercator = Projections.getProjectionByCode("EPSG:3857");
        ProjectionRegistry.setProjection(mercator);

        for (String version : List.of("1.3.0", "1.1.1")) {
            check("josm.wms_" + version, () -> wms(base, version, mercator));
        }
        check("josm.wms_no_version", () -> {
            WMSImagery service = new WMSImagery(base + "/wms");
            return service.getTitle() + ": " + names(service);
        });
        for (String address : List.of("/wmts?SERVICE=WMTS&REQUEST=GetCapabilities", "/wmts/1.0.0/WMTSCapabilities.xml")) {
            check("josm.wmts_" + (address.contains("?") ? "kvp" : "rest"), () -> wmts(base, base + address, mercator));
        }
        check("josm.xyz_template", () -> {
            ImageryInfo info = new ImageryInfo("xyz", base + "/tiles/" + LAYER + "/{zoom}/{x}/{y}.png", "tms", null, null);
            need(info.getImageryType() == ImageryInfo.ImageryType.TMS, "not taken for tiles: " + info.getImageryType());
            var source = new org.openstreetmap.josm.data.imagery.JosmTemplatedTMSTileSource(info);
            TileXY tile = source.latLonToTileXY(LAT, LON, 7);
            return source.getTileUrl(7, tile.getXIndex(), tile.getYIndex()) + " "
                + image(source.getTileUrl(7, tile.getXIndex(), tile.getYIndex())).getWidth();
        });
        System.exit(failed ? 1 : 0);
    }

    static List<String> names(WMSImagery service) {
        List<String> names = new ArrayList<>();
        for (LayerDetails layer : service.getLayers()) {
            layer.flattened().filter(l -> l.getName() != null).forEach(l -> names.add(l.getName()));
        }
        need(names.contains(LAYER), "no layer " + LAYER + " in " + names);
        return names;
    }

    static String wms(String base, String version, Projection mercator) throws Exception {
        WMSImagery service = new WMSImagery(base + "/wms?SERVICE=WMS&VERSION=" + version + "&REQUEST=GetCapabilities");
        List<String> names = names(service);
        need(service.belowWMS130() == version.equals("1.1.1"), "another version was read");
        need("image/png".equals(service.getPreferredFormat()), "prefers " + service.getPreferredFormat());
        LayerDetails layer = service.getLayers().stream().flatMap(LayerDetails::flattened)
            .filter(l -> LAYER.equals(l.getName())).findFirst().orElseThrow();
        need(layer.isSelectable() && layer.getBounds() != null, "has no bounds");
        need(layer.getBounds().contains(new org.openstreetmap.josm.data.coor.LatLon(LAT, LON)), "bounds " + layer.getBounds());
        need(layer.getCrs().contains("EPSG:3857"), "systems " + layer.getCrs());
        String template = service.buildGetMapUrl(List.of(layer), List.of(""), "image/png", true);
        ImageryInfo info = new ImageryInfo(LAYER, template, "wms", null, null);
        info.setServerProjections(service.getServerProjections(List.of(layer)));
        TemplatedWMSTileSource source = new TemplatedWMSTileSource(info, mercator);
        TileXY tile = source.latLonToTileXY(LAT, LON, 7);
        String address = source.getTileUrl(7, tile.getXIndex(), tile.getYIndex());
        BufferedImage picture = image(address);
        need(picture.getWidth() == source.getTileSize(), "a picture of " + picture.getWidth());
        same(picture, picture, 0);
        return names + " " + address;
    }

    static String wmts(String base, String capabilities, Projection mercator) throws Exception {
        ImageryInfo info = new ImageryInfo("wmts", capabilities, "wmts", null, null);
        info.setDefaultLayers(List.of(new DefaultLayer(ImageryInfo.ImageryType.WMTS, LAYER, "default", "WebMercatorQuad")));
        WMTSTileSource source = new WMTSTileSource(info, mercator);
        TreeSet<String> names = new TreeSet<>();
        for (Object layer : source.getLayers()) names.add(String.valueOf(layer));
        need(!names.isEmpty(), "no layers");
        source.initProjection(mercator);
        need("EPSG:3857".equals(source.getServerCRS()), "the system is " + source.getServerCRS());
        int zoom = 7;
        TileXY tile = source.latLonToTileXY(LAT, LON, zoom);
        String address = source.getTileUrl(zoom, tile.getXIndex(), tile.getYIndex());
        need(address != null, "no address of a tile");
        // The same tile as of the plain address that its corner stands for.
        ICoordinate corner = source.tileXYToLatLon(tile.getXIndex(), tile.getYIndex(), zoom);
        double across = (corner.getLon() + 180) / 360 * (1 << zoom);
        double tangent = Math.tan(Math.PI / 4 + Math.toRadians(corner.getLat()) / 2);
        double down = (1 - Math.log(tangent) / Math.PI) / 2 * (1 << zoom);
        need(Math.abs(across - Math.rint(across)) < 1e-6 && Math.abs(down - Math.rint(down)) < 1e-6, "corner " + across + ", " + down);
        String plain = base + "/tiles/" + LAYER + "/" + zoom + "/" + Math.round(across) + "/" + Math.round(down) + ".png";
        same(image(address), image(plain), 0);
        return source.getLayers().size() + " layers, " + source.getSupportedProjections() + " " + address;
    }
}
