package io.aeroarrow.operation;

import io.aeroarrow.model.Bin;
import io.aeroarrow.model.BinSelection;
import java.util.List;
import java.util.Objects;

/** A command for one record. */
public sealed interface RecordCommand {

    /** {@return whether it may change the record} */
    boolean writes();

    /** Reads bins. */
    record Read(BinSelection bins) implements RecordCommand {
        /**
         * Checks the components.
         *
         * @param bins at least one bin
         */
        public Read {
            Objects.requireNonNull(bins, "bins");
        }

        @Override
        public boolean writes() {
            return false;
        }
    }

    /** Applies several operations atomically. */
    record Operate(List<Operation> operations) implements RecordCommand {
        /**
         * Checks the components.
         *
         * @param operations at least one operation
         */
        public Operate {
            operations = List.copyOf(operations);
            if (operations.isEmpty()) {
                throw new IllegalArgumentException("there is no operation to do");
            }
        }

        /**
         * Writes bins.
         *
         * @param bins at least one bin
         * @return the command
         */
        public static Operate writing(List<Bin> bins) {
            if (bins.isEmpty()) {
                throw new IllegalArgumentException("a write needs at least one bin");
            }
            Operation[] writes = new Operation[bins.size()];
            for (int i = 0; i < writes.length; i++) {
                writes[i] = new Operation.Write(bins.get(i));
            }
            return new Operate(List.of(writes));
        }

        @Override
        public boolean writes() {
            for (Operation operation : operations) {
                if (operation.writes()) {
                    return true;
                }
            }
            return false;
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
