package io.aeroarrow.embedded.internal.info;

import io.aeroarrow.embedded.internal.collection.ElementPath;
import io.aeroarrow.embedded.internal.expression.IndexExpression;
import io.aeroarrow.embedded.internal.index.IndexCollectionType;
import io.aeroarrow.embedded.internal.index.IndexDefinition;
import io.aeroarrow.embedded.internal.index.IndexValueType;
import io.aeroarrow.embedded.internal.index.IndexedData;
import io.aeroarrow.embedded.internal.index.NamedIndex;
import io.aeroarrow.embedded.internal.index.SetIndexDefinition;
import io.aeroarrow.embedded.internal.msgpack.MalformedMsgpack;
import io.aeroarrow.embedded.internal.store.Namespaces;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.ParticleType;
import io.aeroarrow.embedded.internal.wire.ServerVersion;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the definition of an index from the parameters of sindex-create. Checks them in a real server's order, because the
 * first wrong one determines the error.
 */
final class IndexCreation {
    static final int MAX_NAME = 63;

    private static final int MAX_BIN_NAME = 15;
    private static final int MAX_TYPE = 11;
    private static final int MAX_PART = 9;
    private static final int MAX_CONTEXT = 2047;
    private static final int MAX_EXPRESSION = 16 * 1024 - 1;
    private static final String TYPES = " - must be one of 'numeric', 'string', 'blob', 'geo2dsphere'";
    private static final String SET_INDEX = "set";
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]+={0,2}");

    private final InfoRequest request;
    private final Namespaces namespaces;
    private final ServerVersion version;

    private record TypedData(IndexedData data, IndexValueType type) {}

    IndexCreation(InfoRequest request, Namespaces namespaces, ServerVersion version) {
        this.request = request;
        this.namespaces = namespaces;
        this.version = version;
    }

    /** The name of the namespace, and the index to create in it. */
    record Wanted(String namespace, NamedIndex index) {}

    Wanted wanted() {
        String name = request.required(MAX_NAME, "indexname");
        String namespace = request.required(InfoRequest.MAX_NAMESPACE, "namespace", "ns");
        String part = request.parameter("indextype");
        return new Wanted(
                namespace,
                version.isAtLeast(ServerVersion.V8_1_2_0) && SET_INDEX.equalsIgnoreCase(part)
                        ? ofSet(name, namespace)
                        : ofValues(name));
    }

    private NamedIndex ofSet(String name, String namespace) {
        for (String other : List.of("context", "indexdata", "type", "bin", "exp")) {
            String value = request.parameter(other);
            if (value != null && !value.isEmpty()) {
                throw InfoRefusal.of(other, other + " parameter is not supported for set index");
            }
        }
        String set = request.required(InfoRequest.MAX_SET, "set");
        if (namespaces.find(namespace) == null) {
            throw InfoRefusal.of("set", "namespace not found");
        }
        return new SetIndexDefinition(name, set);
    }

    private NamedIndex ofValues(String name) {
        String set = request.optional(InfoRequest.MAX_SET, "set");
        ByteSlice context = context();
        IndexCollectionType part = part(request.optional(MAX_PART, "indextype"));
        TypedData data = data(context, part);
        if (part == IndexCollectionType.MAPKEYS && data.type() == IndexValueType.GEO2DSPHERE) {
            throw InfoRefusal.of(
                    "indexdata",
                    "bad 'indexdata' bin type for 'indextype' 'mapkeys' - must be one of"
                            + " 'numeric', 'string', 'blob'");
        }
        return new IndexDefinition(name, set == null ? "" : set, data.data(), data.type(), part);
    }

    private @Nullable ByteSlice context() {
        String base64 = request.optional(MAX_CONTEXT, "context");
        if (base64 == null) {
            return null;
        }
        ByteSlice bytes = bytes(base64);
        if (bytes == null) {
            throw InfoRefusal.of("context", "'context' invalid base64");
        }
        try {
            ElementPath unused = ElementPath.parse(bytes);
        } catch (MalformedMsgpack e) {
            throw InfoRefusal.of("context", "'context' invalid cdt context");
        }
        if (!ElementPath.isNormalized(bytes)) {
            throw InfoRefusal.of("context", "'context' not normalized msgpack");
        }
        return bytes;
    }

    /** Returns null if the text is not base64. */
    private static @Nullable ByteSlice bytes(String base64) {
        boolean valid = base64.length() % 4 == 0 && BASE64.matcher(base64).matches();
        return valid ? ByteSlice.of(Base64.getDecoder().decode(base64)) : null;
    }

    private static IndexCollectionType part(@Nullable String name) {
        return name == null
                ? IndexCollectionType.DEFAULT
                : IndexCollectionType.named(name)
                        .orElseThrow(() -> InfoRefusal.of(
                                "indextype",
                                "bad 'indextype' - must be one of 'default', 'list', 'mapkeys', 'mapvalues'"));
    }

    private TypedData data(@Nullable ByteSlice context, IndexCollectionType part) {
        String data = request.optional(MAX_BIN_NAME + 1 + MAX_TYPE, "indexdata");
        String typeName = request.optional(MAX_TYPE, "type");
        if ((data == null) == (typeName == null)) {
            throw InfoRefusal.of("type", "both 'indexdata' and 'type' are " + (data == null ? "missing" : "specified"));
        }
        if (typeName == null) {
            return oldStyle(data == null ? "" : data, context);
        }
        IndexValueType type =
                IndexValueType.named(typeName).orElseThrow(() -> InfoRefusal.of("type", "bad 'type'" + TYPES));
        String bin = request.optional(MAX_BIN_NAME, "bin");
        String expression = request.optional(MAX_EXPRESSION, "exp");
        if ((bin == null) == (expression == null)) {
            throw InfoRefusal.of("bin", "both 'bin' and 'exp' are " + (bin == null ? "missing" : "specified"));
        }
        if (expression == null) {
            return new TypedData(data(bin == null ? "" : bin, context), type);
        }
        if (context != null) {
            throw InfoRefusal.of("context", "both 'context' and 'exp' are specified");
        }
        return new TypedData(expression(expression, part, type), type);
    }

    private static IndexedData data(String bin, @Nullable ByteSlice context) {
        return context == null ? IndexedData.ofBin(bin) : IndexedData.ofElement(bin, context);
    }

    private IndexedData expression(String base64, IndexCollectionType part, IndexValueType type) {
        ByteSlice bytes = bytes(base64);
        if (bytes == null) {
            throw InfoRefusal.of("exp", "bad 'exp'");
        }
        IndexExpression expression = IndexExpression.compile(bytes, version, namespaces.time())
                .orElseThrow(() -> InfoRefusal.of("exp", "bad 'exp'"));
        int wanted = switch (part) {
            case DEFAULT -> type.particle();
            case LIST -> ParticleType.LIST;
            case MAPKEYS, MAPVALUES -> ParticleType.MAP;
        };
        if (expression.particle() != wanted) {
            throw InfoRefusal.of(
                    "exp",
                    "bad 'exp' - expression type '" + particleName(expression.particle())
                            + "' does not match expected type '" + particleName(wanted) + "'");
        }
        return IndexedData.ofExpression(bytes, expression);
    }

    private static String particleName(int particle) {
        return switch (particle) {
            case ParticleType.INTEGER -> "numeric";
            case ParticleType.FLOAT -> "float";
            case ParticleType.STRING -> "string";
            case ParticleType.BLOB -> "blob";
            case ParticleType.BOOL -> "bool";
            case ParticleType.HLL -> "hll";
            case ParticleType.MAP -> "map";
            case ParticleType.LIST -> "list";
            case ParticleType.GEOJSON -> "geo2dsphere";
            default -> "null";
        };
    }

    /** The old form has bin and type in one parameter. */
    private static TypedData oldStyle(String data, @Nullable ByteSlice context) {
        int comma = data.indexOf(',');
        if (comma < 0) {
            throw InfoRefusal.of("indexdata", "'indexdata' missing bin type");
        }
        String bin = data.substring(0, comma);
        if (bin.isEmpty()) {
            throw InfoRefusal.of("indexdata", "'indexdata' missing bin name");
        }
        if (bin.getBytes(StandardCharsets.UTF_8).length > MAX_BIN_NAME) {
            throw InfoRefusal.of("indexdata", "'indexdata' bin name too long");
        }
        return new TypedData(
                data(bin, context),
                IndexValueType.named(data.substring(comma + 1))
                        .orElseThrow(() -> InfoRefusal.of("indexdata", "bad 'indexdata' bin type" + TYPES)));
    }
}
