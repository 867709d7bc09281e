package io.aeroarrow.embedded.geo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A point, or a region of polygons or of a circle. The sides of polygons are straight on the map, not great circles as on a
 * real server; that differs for regions of a continent's size.
 */
public sealed interface GeoShape {
    /** A place. */
    record Point(double longitude, double latitude) implements GeoShape {
        @Override
        public boolean contains(Point other) {
            return false;
        }
    }

    /** All within some meters of a place. */
    record Circle(Point center, double meters) implements GeoShape {
        private static final double EARTH_RADIUS_METERS = 6_371_008.8;

        @Override
        public boolean contains(Point other) {
            double halfLatitude = Math.toRadians(other.latitude - center.latitude) / 2;
            double halfLongitude = Math.toRadians(other.longitude - center.longitude) / 2;
            double a = Math.pow(Math.sin(halfLatitude), 2)
                    + Math.cos(Math.toRadians(center.latitude))
                            * Math.cos(Math.toRadians(other.latitude))
                            * Math.pow(Math.sin(halfLongitude), 2);
            return 2 * EARTH_RADIUS_METERS * Math.asin(Math.min(1, Math.sqrt(a))) <= meters;
        }
    }

    /** The area within rings, those inside of others being holes. */
    record Polygons(List<List<Point>> rings) implements GeoShape {
        @Override
        public boolean contains(Point other) {
            boolean inside = false;
            for (List<Point> ring : rings) {
                for (int i = 0; i < ring.size(); i++) {
                    inside ^= crosses(ring.get(i), ring.get((i + 1) % ring.size()), other);
                }
            }
            return inside;
        }

        /** Whether the side crosses the line that leads from the point to the east. */
        private static boolean crosses(Point from, Point to, Point point) {
            if (from.latitude > point.latitude == to.latitude > point.latitude) {
                return false;
            }
            double share = (point.latitude - from.latitude) / (to.latitude - from.latitude);
            return point.longitude < from.longitude + share * (to.longitude - from.longitude);
        }
    }

    /** Whether the point is within; a point has nothing within. */
    boolean contains(Point other);

    /**
     * Reads GeoJSON.
     *
     * @throws IllegalArgumentException if it is none, or of a kind that a server does not know
     */
    static GeoShape parse(String json) {
        return shape(object(Json.parse(json)));
    }

    private static GeoShape shape(Map<?, ?> object) {
        Object coordinates = object.get("coordinates");
        return switch (String.valueOf(object.get("type"))) {
            case "Feature" -> shape(object(object.get("geometry")));
            case "Point" -> point(coordinates);
            case "AeroCircle" -> {
                List<?> parts = list(coordinates, 2);
                yield new Circle(point(parts.get(0)), number(parts.get(1)));
            }
            case "Polygon" -> new Polygons(rings(coordinates));
            case "MultiPolygon" -> {
                List<List<Point>> rings = new ArrayList<>();
                list(coordinates, 1).forEach(polygon -> rings.addAll(rings(polygon)));
                yield new Polygons(rings);
            }
            default -> throw new IllegalArgumentException("GeoJSON of type " + object.get("type"));
        };
    }

    private static List<List<Point>> rings(@Nullable Object coordinates) {
        List<List<Point>> rings = new ArrayList<>();
        for (Object ring : list(coordinates, 1)) {
            rings.add(list(ring, 4).stream().map(GeoShape::point).toList());
        }
        return rings;
    }

    private static Point point(@Nullable Object coordinates) {
        List<?> parts = list(coordinates, 2);
        double longitude = number(parts.get(0));
        double latitude = number(parts.get(1));
        if (Math.abs(longitude) > 180 || Math.abs(latitude) > 90) {
            throw new IllegalArgumentException("no place on earth: " + longitude + ", " + latitude);
        }
        return new Point(longitude, latitude);
    }

    private static Map<?, ?> object(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException("no JSON object");
    }

    private static List<?> list(@Nullable Object value, int atLeast) {
        if (value instanceof List<?> list && list.size() >= atLeast) {
            return list;
        }
        throw new IllegalArgumentException("coordinates with less than " + atLeast + " parts");
    }

    private static double number(@Nullable Object value) {
        if (value instanceof Double number) {
            return number;
        }
        throw new IllegalArgumentException("a coordinate that is no number");
    }
}
