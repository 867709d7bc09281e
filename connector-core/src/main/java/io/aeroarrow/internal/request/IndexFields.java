package io.aeroarrow.internal.request;

import io.aeroarrow.admin.IndexCollection;
import io.aeroarrow.internal.filter.IndexedOperand;
import io.aeroarrow.internal.message.FieldType;
import io.aeroarrow.internal.message.MessageWriter;
import io.aeroarrow.internal.value.Particle;
import io.aeroarrow.query.IndexQuery;
import io.aeroarrow.query.IndexQuery.BlobEqual;
import io.aeroarrow.query.IndexQuery.Geo;
import io.aeroarrow.query.IndexQuery.IntegerRange;
import io.aeroarrow.query.IndexQuery.Named;
import io.aeroarrow.query.IndexQuery.OfBin;
import io.aeroarrow.query.IndexQuery.OfExpression;
import io.aeroarrow.query.IndexQuery.OfPath;
import io.aeroarrow.query.IndexQuery.Predicate;
import io.aeroarrow.query.IndexQuery.TextEqual;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The fields of a query through a secondary index. */
final class IndexFields {

    private IndexFields() {}

    static void write(MessageWriter message, IndexQuery query) {
        if (query.index() instanceof OfBin index) {
            writeCollection(message, index.collection());
            writeRange(message, index.bin(), query.predicate());
        } else if (query.index() instanceof OfPath index) {
            writeCollection(message, index.collection());
            writeRange(message, index.value().bin(), query.predicate());
            writeBytes(message, FieldType.INDEX_CONTEXT, IndexedOperand.context(index.value()));
        } else if (query.index() instanceof OfExpression index) {
            writeCollection(message, index.collection());
            writeRange(message, "", query.predicate());
            writeBytes(message, FieldType.INDEX_EXPRESSION, IndexedOperand.expression(index.value()));
        } else if (query.index() instanceof Named index) {
            writeRange(message, "", query.predicate());
            message.textField(FieldType.INDEX_NAME, index.name());
        }
    }

    private static void writeCollection(MessageWriter message, IndexCollection collection) {
        if (collection != IndexCollection.DEFAULT) {
            message.field(FieldType.INDEX_COLLECTION, 1).writeByte(code(collection));
        }
    }

    private static void writeBytes(MessageWriter message, int type, byte[] value) {
        message.field(type, value.length).writeBytes(value);
    }

    private static void writeRange(MessageWriter message, String bin, Predicate predicate) {
        byte[] name = bin.getBytes(StandardCharsets.UTF_8);
        byte[] begin = begin(predicate);
        byte[] end = predicate instanceof IntegerRange range ? integer(range.high()) : begin;
        int length = 3 + name.length + 2 * Integer.BYTES + begin.length + end.length;
        ByteBuf field = message.field(FieldType.INDEX_RANGE, length);
        // Servers accept only one range.
        field.writeByte(1).writeByte(name.length).writeBytes(name).writeByte(particle(predicate));
        field.writeInt(begin.length).writeBytes(begin).writeInt(end.length).writeBytes(end);
    }

    private static byte[] begin(Predicate predicate) {
        if (predicate instanceof IntegerRange range) {
            return integer(range.low());
        } else if (predicate instanceof TextEqual text) {
            return text.value().getBytes(StandardCharsets.UTF_8);
        } else if (predicate instanceof BlobEqual blob) {
            return blob.value().bytes();
        }
        return ((Geo) predicate).json().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] integer(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    private static int particle(Predicate predicate) {
        return switch (predicate.type()) {
            case NUMERIC -> Particle.INTEGER;
            case STRING -> Particle.STRING;
            case BLOB -> Particle.BLOB;
            case GEO2DSPHERE -> Particle.GEOJSON;
        };
    }

    private static int code(IndexCollection collection) {
        return switch (collection) {
            case DEFAULT -> 0;
            case LIST -> 1;
            case MAP_KEYS -> 2;
            case MAP_VALUES -> 3;
        };
    }
}
