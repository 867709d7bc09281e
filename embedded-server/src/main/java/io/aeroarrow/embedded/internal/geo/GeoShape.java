package io.aeroarrow.embedded.internal.geo;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.aeroarrow.embedded.internal.json.JsonValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A point, or a region of polygons or of a circle. The sides of polygons are straight lines on the map. On a real server they are
 * great circles, which differ for regions of a continent's size.
 */
public sealed interface GeoShape {
    /** A point in degrees: longitude from -180 to 180, latitude from -90 to 90. */
    record Point(double longitude, double latitude) implements GeoShape {
        @Override
        public boolean contains(Point other) {
            return false;
        }
    }

    /** The points within a distance in meters of a center. */
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

    /** The area within rings. A ring inside another ring is a hole. */
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

        /** Whether a side of the polygon crosses the line from the point to the east. */
        private static boolean crosses(Point from, Point to, Point point) {
            if (from.latitude > point.latitude == to.latitude > point.latitude) {
                return false;
            }
            double share = (point.latitude - from.latitude) / (to.latitude - from.latitude);
            return point.longitude < from.longitude + share * (to.longitude - from.longitude);
        }
    }

    /** Whether this region contains the point; false if this shape is a point. */
    boolean contains(Point other);

    /**
     * Parses GeoJSON.
     *
     * @throws IllegalArgumentException if the text is not GeoJSON, or has a type that the server does not support
     */
    static GeoShape parse(String json) {
        try {
            return shape(object(JsonValues.parse(json)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the text is not JSON: " + e.getOriginalMessage(), e);
        }
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
            default -> throw new IllegalArgumentException("GeoJSON type " + object.get("type") + " is not supported");
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
            throw new IllegalArgumentException(
                    "longitude " + longitude + " or latitude " + latitude + " is out of range");
        }
        return new Point(longitude, latitude);
    }

    private static Map<?, ?> object(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException("the value is not a JSON object");
    }

    private static List<?> list(@Nullable Object value, int atLeast) {
        if (value instanceof List<?> list && list.size() >= atLeast) {
            return list;
        }
        throw new IllegalArgumentException("coordinates have fewer than " + atLeast + " parts");
    }

    private static double number(@Nullable Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("a coordinate is not a number");
    }
}
