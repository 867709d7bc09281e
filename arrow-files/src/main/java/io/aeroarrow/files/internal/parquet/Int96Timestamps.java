package io.aeroarrow.files.internal.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/** INT96 timestamps, a deprecated Parquet type: nanoseconds of the day, then the Julian day. */
final class Int96Timestamps {

    /** The Julian day of 1970-01-01. */
    private static final long EPOCH_JULIAN_DAY = 2_440_588;

    private static final long NANOS_PER_DAY = 86_400_000_000_000L;
    private static final long NANOS_PER_MICRO = 1_000;

    /** The days since 1970 for which nanoseconds fit a long: 1677-09-22 to 2262-04-10. */
    private static final long MAX_DAYS = 106_750;

    private Int96Timestamps() {}

    /**
     * Chooses the unit of a file's INT96 columns: nanoseconds, or microseconds if a value is too far from 1970 for nanoseconds.
     *
     * @param file a reader that is used for nothing else
     */
    static TimeUnit unit(ParquetFileReader file) throws IOException {
        MessageType all = file.getFileMetaData().getSchema();
        List<Type> fields =
                all.getFields().stream().filter(Int96Timestamps::contains).toList();
        if (fields.isEmpty()) {
            return TimeUnit.NANOSECOND;
        }
        MessageType columns = new MessageType(all.getName(), fields);
        file.setRequestedSchema(columns);
        String writer = file.getFileMetaData().getCreatedBy();
        for (PageReadStore pages = file.readNextRowGroup(); pages != null; pages = file.readNextRowGroup()) {
            ColumnReadStoreImpl store = new ColumnReadStoreImpl(pages, new Ignored(columns), columns, writer);
            for (ColumnDescriptor column : columns.getColumns()) {
                boolean isTime = column.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT96;
                long count = pages.getPageReader(column).getTotalValueCount();
                if (isTime && hasFarValue(store.getColumnReader(column), count, column.getMaxDefinitionLevel())) {
                    return TimeUnit.MICROSECOND;
                }
            }
        }
        return TimeUnit.NANOSECOND;
    }

    static boolean contains(Type type) {
        return type.isPrimitive()
                ? type.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT96
                : type.asGroupType().getFields().stream().anyMatch(Int96Timestamps::contains);
    }

    private static boolean hasFarValue(ColumnReader values, long count, int present) {
        for (long i = 0; i < count; i++) {
            if (values.getCurrentDefinitionLevel() == present && Math.abs(days(parts(values.getBinary()))) > MAX_DAYS) {
                return true;
            }
            values.consume();
        }
        return false;
    }

    private static ByteBuffer parts(Binary value) {
        return ByteBuffer.wrap(value.getBytesUnsafe()).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static long days(ByteBuffer parts) {
        return parts.getInt(Long.BYTES) - EPOCH_JULIAN_DAY;
    }

    /** Converts a value to nanoseconds since 1970. */
    static long nanos(Binary value) {
        ByteBuffer parts = parts(value);
        return Math.addExact(Math.multiplyExact(days(parts), NANOS_PER_DAY), parts.getLong(0));
    }

    /**
     * Converts a value to microseconds since 1970.
     *
     * @throws IllegalArgumentException if it has a part of a microsecond
     */
    static long micros(Binary value) {
        ByteBuffer parts = parts(value);
        long nanos = parts.getLong(0);
        if (nanos % NANOS_PER_MICRO != 0) {
            throw new IllegalArgumentException(
                    "an INT96 timestamp has nanoseconds, and another one of the file is before"
                            + " 1677 or after 2262, where nanoseconds do not fit. Rewrite the file with microseconds");
        }
        return days(parts) * (NANOS_PER_DAY / NANOS_PER_MICRO) + nanos / NANOS_PER_MICRO;
    }

    /** Converters that ignore their values; the columns are read one by one. */
    private static final class Ignored extends GroupConverter {

        private final GroupType type;

        Ignored(GroupType type) {
            this.type = type;
        }

        @Override
        public Converter getConverter(int field) {
            Type inside = type.getType(field);
            return inside.isPrimitive() ? new PrimitiveConverter() {} : new Ignored(inside.asGroupType());
        }

        @Override
        public void start() {
            // No values are converted.
        }

        @Override
        public void end() {
            // No values are converted.
        }
    }
}
