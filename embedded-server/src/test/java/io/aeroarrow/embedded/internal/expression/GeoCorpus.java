package io.aeroarrow.embedded.internal.expression;

import com.aerospike.client.Bin;
import com.aerospike.client.Value;
import com.aerospike.client.exp.Exp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records with points and regions, and filters on them. */
final class GeoCorpus {

    private static final String IN_BAY = point(-122.0, 37.5);
    private static final String IN_OSLO = point(10.75, 59.91);
    private static final String NOWHERE = point(0, 0);
    private static final String NEAR_BAY = "{\"type\": \"AeroCircle\", \"coordinates\": [[-122.01, 37.51], 5000]}";
    private static final String NEAR_OSLO = "{\"type\": \"AeroCircle\", \"coordinates\": [[10.7, 59.9], 20000.5]}";
    private static final String BAY =
            polygon("[[-122.5, 37.0], [-121.5, 37.0], [-121.5, 38.0], [-122.5, 38.0], [-122.5, 37.0]]");
    private static final String BAY_WITH_A_HOLE =
            polygon("[[-122.5, 37.0], [-121.5, 37.0], [-121.5, 38.0], [-122.5, 38.0], [-122.5, 37.0]],"
                    + " [[-122.1, 37.4], [-122.1, 37.6], [-121.9, 37.6], [-121.9, 37.4], [-122.1, 37.4]]");
    private static final String BAY_AND_OSLO = "{\"type\": \"MultiPolygon\", \"coordinates\": ["
            + "[[[-122.5, 37.0], [-121.5, 37.0], [-121.5, 38.0], [-122.5, 38.0], [-122.5, 37.0]]],"
            + "[[[10, 59], [11, 59], [11, 60], [10, 60], [10, 59]]]]}";

    private static final Map<String, String> SHAPES = new LinkedHashMap<>();

    static {
        SHAPES.put("point in bay", IN_BAY);
        SHAPES.put("point in oslo", IN_OSLO);
        SHAPES.put("point nowhere", NOWHERE);
        SHAPES.put("circle near bay", NEAR_BAY);
        SHAPES.put("circle near oslo", NEAR_OSLO);
        SHAPES.put("bay", BAY);
        SHAPES.put("bay with a hole", BAY_WITH_A_HOLE);
        SHAPES.put("bay and oslo", BAY_AND_OSLO);
        SHAPES.put("feature", "{\"type\": \"Feature\", \"properties\": {}, \"geometry\": " + BAY + "}");
        SHAPES.put("no shape", "{\"type\": \"LineString\", \"coordinates\": [[0, 0], [1, 1]]}");
        SHAPES.put("no place on earth", point(500, 0));
        SHAPES.put("no json", "somewhere");
    }

    private GeoCorpus() {}

    private static String point(double longitude, double latitude) {
        return "{\"type\": \"Point\", \"coordinates\": [" + longitude + ", " + latitude + "]}";
    }

    private static String polygon(String rings) {
        return "{\"type\": \"Polygon\", \"coordinates\": [" + rings + "]}";
    }

    /** Records with points, regions and values of other types under the same bin names. */
    static List<Bin[]> records() {
        return List.of(
                bins(geo(IN_BAY), geo(NEAR_BAY), geo(IN_BAY)),
                bins(geo(IN_OSLO), geo(BAY), Value.get(IN_OSLO)),
                bins(geo(NOWHERE), geo(BAY_AND_OSLO), geo(NEAR_OSLO)),
                bins(geo(BAY), geo(IN_BAY), Value.get(5)),
                bins(geo(BAY_WITH_A_HOLE), geo(BAY_WITH_A_HOLE), geo(NOWHERE)),
                bins(Value.get(IN_BAY), Value.get(1.5), Value.get(List.of(IN_BAY))),
                new Bin[] {new Bin("geo", geo(IN_BAY))},
                new Bin[] {new Bin("region", geo(NEAR_BAY))});
    }

    private static Bin[] bins(Value geo, Value region, Value mixed) {
        return new Bin[] {new Bin("geo", geo), new Bin("region", region), new Bin("x", mixed)};
    }

    private static Value geo(String json) {
        return Value.getAsGeoJSON(json);
    }

    static Map<String, Exp> filters() {
        Map<String, Exp> filters = new LinkedHashMap<>();
        SHAPES.forEach((name, shape) -> {
            for (String bin : List.of("geo", "region", "x", "none")) {
                filters.put("geo(" + bin + ") ~ " + name, Exp.geoCompare(Exp.geoBin(bin), Exp.geo(shape)));
            }
            filters.put(name + " ~ geo(geo)", Exp.geoCompare(Exp.geo(shape), Exp.geoBin("geo")));
            filters.put(name + " ~ point in bay", Exp.geoCompare(Exp.geo(shape), Exp.geo(IN_BAY)));
            filters.put(name + " ~ bay", Exp.geoCompare(Exp.geo(shape), Exp.geo(BAY)));
            filters.put("not geo(geo) ~ " + name, Exp.not(Exp.geoCompare(Exp.geoBin("geo"), Exp.geo(shape))));
        });
        Exp within = Exp.geoCompare(Exp.geoBin("geo"), Exp.geo(BAY));
        filters.put("geo(geo) ~ geo(region)", Exp.geoCompare(Exp.geoBin("geo"), Exp.geoBin("region")));
        filters.put("geo(region) ~ geo(geo)", Exp.geoCompare(Exp.geoBin("region"), Exp.geoBin("geo")));
        filters.put("geo(geo) ~ geo(x)", Exp.geoCompare(Exp.geoBin("geo"), Exp.geoBin("x")));
        filters.put("geo(geo) ~ itself", Exp.geoCompare(Exp.geoBin("geo"), Exp.geoBin("geo")));
        filters.put("within or int", Exp.or(within, Exp.gt(Exp.intBin("int"), Exp.val(0))));
        filters.put("within and region", Exp.and(within, Exp.binExists("region")));
        filters.put("type of geo = 23", Exp.eq(Exp.binType("geo"), Exp.val(23)));
        filters.put("geo ~ string", Exp.geoCompare(Exp.geoBin("geo"), Exp.val(BAY)));
        filters.put("string ~ geo", Exp.geoCompare(Exp.stringBin("geo"), Exp.geo(BAY)));
        filters.put("geo = geo", Exp.eq(Exp.geoBin("geo"), Exp.geo(IN_BAY)));
        filters.put(
                "cond of regions",
                Exp.geoCompare(
                        Exp.geoBin("geo"), Exp.cond(Exp.binExists("region"), Exp.geoBin("region"), Exp.geo(BAY))));
        return filters;
    }
}
