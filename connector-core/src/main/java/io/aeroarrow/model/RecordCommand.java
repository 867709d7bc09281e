package io.aeroarrow.model;

import java.util.List;
import java.util.Objects;

/** What is asked of one record. */
public sealed interface RecordCommand {

    /** Whether it may change the record. */
    boolean writes();

    /** Reads bins. */
    record Read(BinSelection bins) implements RecordCommand {
        public Read {
            Objects.requireNonNull(bins, "bins");
        }

        @Override
        public boolean writes() {
            return false;
        }
    }

    /** Does several things at once, all of them or none. */
    record Operate(List<Operation> operations) implements RecordCommand {
        public Operate {
            operations = List.copyOf(operations);
            if (operations.isEmpty()) {
                throw new IllegalArgumentException("there is no operation to do");
            }
        }

        /** Writes bins. */
        public static Operate writing(List<Bin> bins) {
            if (bins.isEmpty()) {
                throw new IllegalArgumentException("a write needs at least one bin");
            }
            return new Operate(
                    bins.stream().<Operation>map(Operation.Write::new).toList());
        }

        @Override
        public boolean writes() {
            return operations.stream().anyMatch(Operation::writes);
        }
    }

    /** Deletes the record. */
    record Delete() implements RecordCommand {
        @Override
        public boolean writes() {
            return true;
        }
    }
}
