package io.aeroarrow.spark.internal.pushdown;

import io.aeroarrow.filter.ComparisonOperator;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Operand;
import io.aeroarrow.model.Value;
import org.apache.spark.unsafe.types.UTF8String;

/** Filters for the columns of record metadata that servers can test. */
final class MetadataFilters {

    private MetadataFilters() {}

    /** Filters for {@code __set}. It is null for records without a set. */
    record SetColumn() implements ColumnFilters {
        @Override
        public RecordSelection compare(ComparisonOperator operator, Object literal) {
            if (!(literal instanceof UTF8String text)) {
                return RecordSelection.any();
            }
            RecordSelection compared =
                    RecordSelection.exactly(Filter.setName().compare(operator, Value.of(text.toString())));
            return operator == ComparisonOperator.EQUAL && text.numBytes() > 0
                    ? compared
                    : isNotNull().and(compared);
        }

        @Override
        public RecordSelection isNull() {
            return RecordSelection.exactly(Filter.setName().equalTo(""));
        }

        @Override
        public RecordSelection isNotNull() {
            return RecordSelection.exactly(Filter.setName().notEqualTo(""));
        }
    }

    /** Filters for {@code __expiry}, in microseconds. It is null for records that never expire. */
    record ExpiryColumn() implements ColumnFilters {
        private static final long NANOS = 1_000;
        private static final long NEVER = -1;

        @Override
        public RecordSelection compare(ComparisonOperator operator, Object literal) {
            if (!(literal instanceof Long micros)
                    || micros > Long.MAX_VALUE / NANOS
                    || micros < Long.MIN_VALUE / NANOS) {
                return isNotNull().inexact();
            }
            Filter compared = Filter.voidTime().compare(operator, Value.of(micros * NANOS));
            return isNotNull().and(RecordSelection.exactly(compared));
        }

        @Override
        public RecordSelection isNull() {
            return RecordSelection.exactly(Filter.voidTime().equalTo(NEVER));
        }

        @Override
        public RecordSelection isNotNull() {
            return RecordSelection.exactly(Filter.voidTime().notEqualTo(NEVER));
        }
    }

    /** Filters for {@code __key} in scans. It is null if no key is stored, or if the key has another type. */
    record KeyColumnOfScan() implements ColumnFilters {
        @Override
        public RecordSelection compare(ComparisonOperator operator, Object literal) {
            Operand key = Filter.key();
            if (literal instanceof Long number) {
                return RecordSelection.exactly(key.compare(operator, Value.of(number)));
            }
            if (literal instanceof UTF8String text) {
                boolean equal = operator == ComparisonOperator.EQUAL;
                return RecordSelection.of(key.compare(operator, Value.of(text.toString())), equal);
            }
            return isNotNull();
        }

        @Override
        public RecordSelection isNull() {
            return RecordSelection.any();
        }

        @Override
        public RecordSelection isNotNull() {
            return RecordSelection.superset(Filter.hasKey());
        }
    }
}
