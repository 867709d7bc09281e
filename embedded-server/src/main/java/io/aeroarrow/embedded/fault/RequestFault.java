package io.aeroarrow.embedded.fault;

import java.util.Set;

/** A fault of the execution: the answer is well-formed and reports an error. */
public sealed interface RequestFault extends Fault {

    /**
     * See {@link Fault#result}.
     *
     * @param code the result code
     */
    record Result(int code) implements RequestFault {
        @Override
        public boolean fits(RequestType operation) {
            return switch (operation) {
                case READ, WRITE, BATCH, BATCH_ROW, QUERY -> true;
                case CONNECT, INFO, ADMIN -> false;
            };
        }
    }

    /**
     * See {@link Fault#unavailable}.
     *
     * @param partitions the partition ids
     */
    record Unavailable(Set<Integer> partitions) implements RequestFault {
        @Override
        public boolean fits(RequestType operation) {
            return switch (operation) {
                case READ, WRITE, BATCH, QUERY -> true;
                case CONNECT, INFO, ADMIN, BATCH_ROW -> false;
            };
        }
    }

    /**
     * See {@link Fault#abortAfter}.
     *
     * @param records how many records are sent first
     */
    record AbortAfter(long records) implements RequestFault {
        @Override
        public boolean fits(RequestType operation) {
            return operation == RequestType.QUERY;
        }
    }
}
