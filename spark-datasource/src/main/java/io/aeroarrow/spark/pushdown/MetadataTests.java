package io.aeroarrow.spark.pushdown;

import io.aeroarrow.filter.ComparisonOperator;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Operand;
import io.aeroarrow.model.Value;
import org.apache.spark.unsafe.types.UTF8String;

/** Columns of record metadata that servers can test. */
final class MetadataTests {

    private MetadataTests() {}

    /** {@code __set}, null for records without one. */
    record SetName() implements ColumnTests {
        @Override
        public Selection compare(ComparisonOperator operator, Object literal) {
            if (!(literal instanceof UTF8String text)) {
                return Selection.any();
            }
            Selection compared = Selection.exactly(Filter.setName().compare(operator, Value.of(text.toString())));
            return operator == ComparisonOperator.EQUAL && text.numBytes() > 0
                    ? compared
                    : isNotNull().and(compared);
        }

        @Override
        public Selection isNull() {
            return Selection.exactly(Filter.setName().equalTo(""));
        }

        @Override
        public Selection isNotNull() {
            return Selection.exactly(Filter.setName().notEqualTo(""));
        }
    }

    /** {@code __expiry} as a timestamp in microseconds, null for never. */
    record Expiry() implements ColumnTests {
        private static final long NANOS = 1_000;
        private static final long NEVER = -1;

        @Override
        public Selection compare(ComparisonOperator operator, Object literal) {
            if (!(literal instanceof Long micros)
                    || micros > Long.MAX_VALUE / NANOS
                    || micros < Long.MIN_VALUE / NANOS) {
                return isNotNull().inexact();
            }
            Filter compared = Filter.voidTime().compare(operator, Value.of(micros * NANOS));
            return isNotNull().and(Selection.exactly(compared));
        }

        @Override
        public Selection isNull() {
            return Selection.exactly(Filter.voidTime().equalTo(NEVER));
        }

        @Override
        public Selection isNotNull() {
            return Selection.exactly(Filter.voidTime().notEqualTo(NEVER));
        }
    }

    /** {@code __key} of scans: the user key where it was stored, null elsewhere and where it is of another type. */
    record StoredKey() implements ColumnTests {
        @Override
        public Selection compare(ComparisonOperator operator, Object literal) {
            Operand key = Filter.key();
            if (literal instanceof Long number) {
                return Selection.exactly(key.compare(operator, Value.of(number)));
            }
            if (literal instanceof UTF8String text) {
                boolean equal = operator == ComparisonOperator.EQUAL;
                return Selection.of(key.compare(operator, Value.of(text.toString())), equal);
            }
            return isNotNull();
        }

        @Override
        public Selection isNull() {
            return Selection.any();
        }

        @Override
        public Selection isNotNull() {
            return Selection.within(Filter.hasKey());
        }
    }
}
