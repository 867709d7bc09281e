package io.aeroarrow.embedded.fault;

import java.util.Set;

/** A fault of the execution: the answer is well-formed, and bad news. */
public sealed interface RequestFault extends Fault {

    /** See {@link Fault#result}. */
    record Result(int code) implements RequestFault {
        @Override
        public boolean fits(Operation operation) {
            return switch (operation) {
                case READ, WRITE, BATCH, BATCH_ROW, QUERY -> true;
                case CONNECT, INFO, ADMIN -> false;
            };
        }
    }

    /** See {@link Fault#unavailable}. */
    record Unavailable(Set<Integer> partitions) implements RequestFault {
        @Override
        public boolean fits(Operation operation) {
            return switch (operation) {
                case READ, WRITE, BATCH, QUERY -> true;
                case CONNECT, INFO, ADMIN, BATCH_ROW -> false;
            };
        }
    }

    /** See {@link Fault#abortAfter}. */
    record AbortAfter(long records) implements RequestFault {
        @Override
        public boolean fits(Operation operation) {
            return operation == Operation.QUERY;
        }
    }
}
