package io.aeroarrow.embedded.internal.index;

import io.aeroarrow.embedded.internal.collection.ElementPath;
import io.aeroarrow.embedded.internal.expression.IndexExpression;
import io.aeroarrow.embedded.internal.operation.BinValue;
import io.aeroarrow.embedded.internal.store.BinCursor;
import io.aeroarrow.embedded.internal.store.Digest;
import io.aeroarrow.embedded.internal.store.StoredRecord;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What an index is on: a bin, an element of the bin's list or map, or the value of an expression. */
public final class IndexedData {
    private final IndexedDataId id;
    private final Reader reader;
    private final String contextText;

    /** Reads the indexed value of a record; null for none. */
    @FunctionalInterface
    private interface Reader {
        @Nullable
        BinValue read(Digest digest, StoredRecord stored);
    }

    private IndexedData(IndexedDataId id, String contextText, Reader reader) {
        this.id = id;
        this.contextText = contextText;
        this.reader = reader;
    }

    public static IndexedData ofBin(String bin) {
        return new IndexedData(IndexedDataId.ofBin(bin), "null", (digest, stored) -> bin(stored, bin));
    }

    /** An element of a bin; the context must be one that {@link ElementPath} reads. */
    public static IndexedData ofElement(String bin, ByteSlice context) {
        ElementPath path = ElementPath.parse(context);
        return new IndexedData(IndexedDataId.ofElement(bin, context), path.display(), (digest, stored) -> {
            BinValue value = bin(stored, bin);
            return value == null ? null : path.find(value);
        });
    }

    public static IndexedData ofExpression(ByteSlice encoded, IndexExpression expression) {
        return new IndexedData(IndexedDataId.ofExpression(encoded), "null", expression::value);
    }

    private static @Nullable BinValue bin(StoredRecord stored, String name) {
        BinCursor bin = stored.bins();
        return bin.seek(ByteSlice.of(name.getBytes(StandardCharsets.UTF_8)))
                ? new BinValue(bin.particle(), bin.value())
                : null;
    }

    IndexedDataId id() {
        return id;
    }

    @Nullable
    BinValue value(Digest digest, StoredRecord stored) {
        return reader.read(digest, stored);
    }

    /** The properties of {@code sindex-list}. */
    public String bin() {
        return id.bin().isEmpty() ? "null" : id.bin();
    }

    /** The context in base64, or as text for people. */
    public String context(boolean base64) {
        return base64 ? base64(id.context()) : contextText;
    }

    /** The expression in base64. */
    public String expression() {
        return base64(id.expression());
    }

    private static String base64(@Nullable ByteSlice bytes) {
        return bytes == null ? "null" : Base64.getEncoder().encodeToString(bytes.copy());
    }
}
