package io.aeroarrow.internal.value;

/** The particle types: the ids of the types of bin values. */
public final class Particle {

    public static final int NULL = 0;
    public static final int INTEGER = 1;
    public static final int FLOAT = 2;
    public static final int STRING = 3;
    public static final int BLOB = 4;
    public static final int JAVA_BLOB = 7;
    public static final int ERLANG_BLOB = 12;
    public static final int BOOL = 17;
    public static final int HLL = 18;
    public static final int MAP = 19;
    public static final int LIST = 20;
    public static final int GEOJSON = 23;

    private Particle() {}

    /** Whether the bytes are opaque: blobs, language-specific blobs of old clients, and HyperLogLog. */
    public static boolean isBlob(int particle) {
        return particle == BLOB || particle == HLL || (particle >= JAVA_BLOB && particle <= ERLANG_BLOB);
    }

    /** Whether servers store values of this type. */
    public static boolean isKnown(int particle) {
        return isBlob(particle)
                || switch (particle) {
                    case NULL, INTEGER, FLOAT, STRING, BOOL, MAP, LIST, GEOJSON -> true;
                    default -> false;
                };
    }

    /** The name of a particle type, for error messages. */
    public static String name(int particle) {
        return switch (particle) {
            case NULL -> "null";
            case INTEGER -> "integer";
            case FLOAT -> "float";
            case STRING -> "string";
            case BLOB -> "blob";
            case BOOL -> "bool";
            case HLL -> "HLL";
            case MAP -> "map";
            case LIST -> "list";
            case GEOJSON -> "geojson";
            default -> isBlob(particle) ? "blob (type " + particle + ")" : "unknown type " + particle;
        };
    }
}
