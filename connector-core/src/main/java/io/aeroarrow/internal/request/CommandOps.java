package io.aeroarrow.internal.request;

import io.aeroarrow.internal.message.MessageLayout;
import io.aeroarrow.internal.message.MessageWriter;
import io.aeroarrow.internal.value.Particle;
import io.aeroarrow.internal.value.ValueEncoder;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.operation.Operation;
import io.aeroarrow.operation.RecordCommand;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/**
 * The ops and flags of a command. Values are encoded once, by the calling thread, for all attempts.
 *
 * @param mayCreate whether the exists action of the policy applies
 */
record CommandOps(List<Op> ops, int info1, int info2, boolean mayCreate) {

    /** One op with its encoded value. */
    private static final class Op {
        private final int code;
        private final int particle;
        private final String bin;
        private final byte[] value;

        private Op(int code, int particle, String bin, byte[] value) {
            this.code = code;
            this.particle = particle;
            this.bin = bin;
            this.value = value;
        }

        static Op bare(int code, String bin) {
            return new Op(code, Particle.NULL, bin, new byte[0]);
        }

        static Op of(int code, Bin bin) {
            return new Op(code, ValueEncoder.particle(bin.value()), bin.name(), ValueEncoder.bytes(bin.value()));
        }

        static Op of(Operation operation) {
            if (operation instanceof Operation.Read read) {
                return bare(MessageLayout.OP_READ, read.bin());
            } else if (operation instanceof Operation.ReadAll) {
                return bare(MessageLayout.OP_READ, "");
            } else if (operation instanceof Operation.Write write) {
                return of(MessageLayout.OP_WRITE, write.bin());
            } else if (operation instanceof Operation.Add add) {
                return of(MessageLayout.OP_ADD, add.bin());
            } else if (operation instanceof Operation.Append append) {
                return of(MessageLayout.OP_APPEND, append.bin());
            } else if (operation instanceof Operation.Prepend prepend) {
                return of(MessageLayout.OP_PREPEND, prepend.bin());
            }
            return bare(operation instanceof Operation.Touch ? MessageLayout.OP_TOUCH : MessageLayout.OP_DELETE, "");
        }

        void writeTo(ByteBuf target) {
            MessageWriter.opHeader(target, code, particle, bin, value.length).writeBytes(value);
        }
    }

    static CommandOps of(RecordCommand command) {
        if (command instanceof RecordCommand.Read read) {
            return ofRead(read.bins());
        } else if (command instanceof RecordCommand.Operate operate) {
            return ofOperate(operate.operations());
        }
        return new CommandOps(List.of(), 0, MessageLayout.INFO2_DELETE, false);
    }

    private static CommandOps ofRead(BinSelection bins) {
        if (bins instanceof BinSelection.Named named) {
            List<Op> reads = new ArrayList<>(named.names().size());
            for (String bin : named.names()) {
                reads.add(Op.bare(MessageLayout.OP_READ, bin));
            }
            return new CommandOps(reads, MessageLayout.INFO1_READ, 0, false);
        }
        int what = bins instanceof BinSelection.All ? MessageLayout.INFO1_GET_ALL : MessageLayout.INFO1_NO_BIN_DATA;
        return new CommandOps(List.of(), MessageLayout.INFO1_READ | what, 0, false);
    }

    private static CommandOps ofOperate(List<Operation> operations) {
        int info1 = 0;
        boolean creates = false;
        List<Op> ops = new ArrayList<>(operations.size());
        for (Operation operation : operations) {
            if (!operation.writes()) {
                info1 |= MessageLayout.INFO1_READ;
            }
            if (operation instanceof Operation.ReadAll) {
                info1 |= MessageLayout.INFO1_GET_ALL;
            }
            creates |= operation.writes() && !(operation instanceof Operation.Touch);
            ops.add(Op.of(operation));
        }
        return new CommandOps(ops, info1, 0, creates);
    }

    int count() {
        return ops.size();
    }

    /** An upper bound of the size of the ops. */
    int maxBytes() {
        int bytes = 0;
        for (Op op : ops) {
            bytes += Integer.BYTES + MessageLayout.OP_HEADER_SIZE + MessageWriter.maxBytes(op.bin) + op.value.length;
        }
        return bytes;
    }

    void writeTo(ByteBuf target) {
        for (Op op : ops) {
            op.writeTo(target);
        }
    }
}
