package io.aeroarrow.internal.arrow.decode.variant;

import io.aeroarrow.internal.arrow.decode.column.GeoJsonText;
import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.value.MsgpackCursor;
import io.aeroarrow.internal.value.MsgpackCursor.Kind;
import io.aeroarrow.internal.value.Particle;

/**
 * Encodes values as variants, into memory that each value overwrites. Lists become arrays, maps become objects. GeoJSON becomes
 * a string. Map keys that are not strings are converted to strings, as in JSON text.
 *
 * @see <a href="https://github.com/apache/parquet-format/blob/master/VariantEncoding.md">Variant Binary Encoding</a>
 */
public final class VariantEncoder {

    /** The maximum nesting depth. It limits the recursion, so that the stack cannot overflow. */
    private static final int MAX_DEPTH = 256;

    /** The maximum size of a value and of a dictionary: Spark reads no larger ones. */
    static final int MAX_BYTES = 128 << 20;

    private static final int OBJECT = 2;
    private static final int ARRAY = 3;
    private static final int MANY_ELEMENTS = 256;

    private final GrowingBytes out = new GrowingBytes();
    private final VariantKeys keys = new VariantKeys();
    private final VariantKeyText keyText = new VariantKeyText();
    private final VariantEntries entries = new VariantEntries();
    /** By depth, the size of the last container's header without its offsets and ids: a guess for the next one. */
    private final int[] offsetSizes = new int[MAX_DEPTH + 1];

    private GrowingBytes metadata = out;

    /** The address of the value. */
    public long value() {
        return out.address();
    }

    public int valueLength() {
        return out.length();
    }

    /** The address of the metadata, which is the dictionary of field names. */
    public long metadata() {
        return metadata.address();
    }

    public int metadataLength() {
        return metadata.length();
    }

    /**
     * Encodes the current value of a cursor. If this returns true for a container, the cursor has read the whole container.
     *
     * @return false if the value is nested too deeply or is too large, or contains an extension, an unsupported map key, a
     *     key twice, or text that is not UTF-8
     */
    public boolean encode(MsgpackCursor value) {
        start();
        return write(value, MAX_DEPTH) && finish();
    }

    /**
     * Encodes the value of a bin that is not a list or map.
     *
     * @return false if the value is a list or map, has an unknown type or a wrong length, or is text that is not UTF-8
     */
    public boolean encode(int particle, long value, int bytes) {
        start();
        return writeParticle(particle, value, bytes) && finish();
    }

    private void start() {
        out.setLength(0);
        entries.clear();
        keys.start();
    }

    private boolean finish() {
        metadata = keys.finish();
        return out.length() <= MAX_BYTES && metadata.length() <= MAX_BYTES;
    }

    private boolean writeParticle(int particle, long value, int bytes) {
        if (Particle.isBlob(particle)) {
            return VariantScalars.addBinary(out, value, bytes);
        }
        return switch (particle) {
            case Particle.INTEGER -> bytes == Long.BYTES && VariantScalars.addInteger(out, RawMemory.getLongBE(value));
            case Particle.FLOAT ->
                bytes == Double.BYTES
                        && VariantScalars.addReal(out, Double.longBitsToDouble(RawMemory.getLongBE(value)));
            case Particle.BOOL -> bytes == 1 && VariantScalars.addBool(out, RawMemory.getByte(value) != 0);
            case Particle.STRING -> VariantScalars.addString(out, value, bytes);
            case Particle.GEOJSON -> writeGeoJson(value, bytes);
            default -> false;
        };
    }

    private boolean writeGeoJson(long value, int bytes) {
        int text = GeoJsonText.textOffset(value, bytes);
        return text >= 0 && VariantScalars.addString(out, value + text, bytes - text);
    }

    private boolean write(MsgpackCursor value, int depth) {
        return switch (value.kind()) {
            case LIST -> depth > 0 && writeList(value, depth);
            case MAP -> depth > 0 && writeMap(value, depth);
            case NIL -> VariantScalars.addNull(out);
            case BOOL -> VariantScalars.addBool(out, value.number() == 1);
            case INTEGER -> VariantScalars.addInteger(out, value.number());
            case UNSIGNED -> VariantScalars.addUnsigned(out, value.number());
            case FLOAT -> VariantScalars.addReal(out, value.real());
            case STRING, GEOJSON -> VariantScalars.addString(out, value.bytes(), value.length());
            case BLOB -> VariantScalars.addBinary(out, value.bytes(), value.length());
            case EXTENSION -> false;
        };
    }

    private boolean writeList(MsgpackCursor list, int depth) {
        int count = list.enter();
        int start = out.length();
        int first = entries.size();
        int offsetSize = Math.max(1, offsetSizes[depth]);
        int header = headerSize(count, 0, offsetSize);
        out.setLength(start + header);
        for (int i = 0; i < count; i++) {
            entries.add(0, out.length() - start - header);
            list.next();
            if (!write(list, depth - 1)) {
                return false;
            }
        }
        finishArray(start, header, first, depth);
        return out.length() <= MAX_BYTES;
    }

    private void finishArray(int start, int guessedHeader, int first, int depth) {
        int count = entries.size() - first;
        int bytes = out.length() - start - guessedHeader;
        int offsetSize = bytesFor(bytes);
        offsetSizes[depth] = offsetSize;
        moveValues(start, guessedHeader, headerSize(count, 0, offsetSize));
        int large = count >= MANY_ELEMENTS ? 1 : 0;
        out.put(start, ARRAY | (offsetSize - 1) << 2 | large << 4, 1);
        int at = start + 1 + putCount(start + 1, count);
        putOffsets(at, first, offsetSize, bytes);
        entries.truncate(first);
    }

    private boolean writeMap(MsgpackCursor map, int depth) {
        int count = map.enter();
        int start = out.length();
        int first = entries.size();
        int offsetSize = Math.max(1, offsetSizes[depth]);
        int header = headerSize(count, 1, offsetSize);
        out.setLength(start + header);
        for (int i = 0; i < count; i++) {
            int key = key(map, map.next());
            if (key < 0) {
                return false;
            }
            entries.add(key, out.length() - start - header);
            map.next();
            if (!write(map, depth - 1)) {
                return false;
            }
        }
        return entries.sort(first, keys) && finishObject(start, header, first, depth) && out.length() <= MAX_BYTES;
    }

    private int key(MsgpackCursor key, Kind kind) {
        if (kind == Kind.STRING) {
            return keys.use(key.bytes(), key.length());
        }
        return keyText.set(key) ? keys.use(keyText.address(), keyText.length()) : -1;
    }

    private boolean finishObject(int start, int guessedHeader, int first, int depth) {
        int count = entries.size() - first;
        int bytes = out.length() - start - guessedHeader;
        int highestId = 0;
        for (int i = first; i < entries.size(); i++) {
            highestId = Math.max(highestId, keys.id(entries.key(i)));
        }
        int offsetSize = bytesFor(bytes);
        int idSize = bytesFor(highestId);
        offsetSizes[depth] = offsetSize;
        moveValues(start, guessedHeader, headerSize(count, idSize, offsetSize));
        int large = count >= MANY_ELEMENTS ? 1 : 0;
        out.put(start, OBJECT | (offsetSize - 1) << 2 | (idSize - 1) << 4 | large << 6, 1);
        int at = start + 1 + putCount(start + 1, count);
        for (int i = first; i < entries.size(); i++) {
            out.put(at, keys.id(entries.key(i)), idSize);
            at += idSize;
        }
        putOffsets(at, first, offsetSize, bytes);
        entries.truncate(first);
        return true;
    }

    private void moveValues(int start, int guessedHeader, int header) {
        if (guessedHeader != header) {
            out.moveEnd(start + guessedHeader, start + header);
        }
    }

    private int putCount(int at, int count) {
        int size = count >= MANY_ELEMENTS ? Integer.BYTES : 1;
        out.put(at, count, size);
        return size;
    }

    private void putOffsets(int at, int first, int offsetSize, int end) {
        int next = at;
        for (int i = first; i < entries.size(); i++) {
            out.put(next, entries.offset(i), offsetSize);
            next += offsetSize;
        }
        out.put(next, end, offsetSize);
    }

    private static int headerSize(int count, int idSize, int offsetSize) {
        long size =
                1L + (count >= MANY_ELEMENTS ? Integer.BYTES : 1) + (long) count * idSize + (count + 1L) * offsetSize;
        return Math.toIntExact(size);
    }

    /** The number of bytes that an unsigned number needs. */
    static int bytesFor(int number) {
        return number < 1 << 8 ? 1 : number < 1 << 16 ? 2 : number < 1 << 24 ? 3 : Integer.BYTES;
    }
}
