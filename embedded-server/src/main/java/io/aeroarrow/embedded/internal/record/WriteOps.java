package io.aeroarrow.embedded.internal.record;

import io.aeroarrow.embedded.internal.operation.BinValue;
import io.aeroarrow.embedded.internal.operation.Modification;
import io.aeroarrow.embedded.internal.store.EditableBins;
import io.aeroarrow.embedded.internal.store.StoredRecord;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.InfoBits;
import io.aeroarrow.embedded.internal.wire.MessageOp;
import io.aeroarrow.embedded.internal.wire.OpCode;
import io.aeroarrow.embedded.internal.wire.ParticleType;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.RequestMessage;
import io.aeroarrow.embedded.internal.wire.ServerResultCode;
import org.jspecify.annotations.Nullable;

/** Applies the ops of a write to a record's bins in order, and answers ops that have a result. */
final class WriteOps {
    private static final int MAX_OPS = 32_768;
    private static final int REPLACE = InfoBits.INFO3_CREATE_OR_REPLACE | InfoBits.INFO3_REPLACE_ONLY;

    private final RequestMessage message;
    private final EditableBins bins;
    private final RecordReply reply;
    private final boolean respondAll;
    private final ExpressionOps expressions;
    private final Snapshot snapshot;

    /** The record as it would be stored with the bins at this point of a write. */
    @FunctionalInterface
    interface Snapshot {
        StoredRecord of(EditableBins bins);
    }

    WriteOps(
            RequestMessage message,
            EditableBins bins,
            RecordReply reply,
            ExpressionOps expressions,
            Snapshot snapshot) {
        this.expressions = expressions;
        this.snapshot = snapshot;
        this.message = message;
        this.bins = bins;
        this.reply = reply;
        this.respondAll = message.info2(InfoBits.INFO2_RESPOND_ALL_OPS);
    }

    /** Checks the ops without the record, so that an error has no generation. */
    static void validate(RequestMessage message) {
        if (message.ops().isEmpty() || message.ops().size() > MAX_OPS) {
            throw RequestFailure.parameter("a write of " + message.ops().size() + " ops");
        }
        int results = 0;
        int wholeReads = 0;
        for (MessageOp op : message.ops()) {
            validate(op, message.info3());
            if (isNamelessRead(op)) {
                wholeReads++;
            } else if (OpCode.isRead(op.code())) {
                results++;
            }
        }
        requireConsistent(message, wholeReads, results);
    }

    private static void validate(MessageOp op, int info3) {
        boolean nameless = op.code() == OpCode.TOUCH || op.code() == OpCode.DELETE_ALL || isNamelessRead(op);
        if (!nameless) {
            BinName.require(op.name());
        }
        if ((info3 & REPLACE) != 0 && !mayReplace(op)) {
            throw RequestFailure.parameter("op " + op.code() + " with a replace");
        }
    }

    private static boolean mayReplace(MessageOp op) {
        return OpCode.isRead(op.code())
                || op.code() == OpCode.EXP_MODIFY
                || (op.code() == OpCode.WRITE && op.particle() != ParticleType.NULL);
    }

    private static void requireConsistent(RequestMessage message, int wholeReads, int results) {
        if (wholeReads + results > 0 && !message.info1(InfoBits.INFO1_READ)) {
            throw RequestFailure.parameter("a read op without READ");
        }
        boolean getAll = message.info1(InfoBits.INFO1_GET_ALL);
        if (getAll && wholeReads == 0) {
            throw RequestFailure.parameter("GET_ALL without a nameless read");
        }
        boolean mixed = results > 0 || message.info2(InfoBits.INFO2_RESPOND_ALL_OPS);
        if (getAll && (wholeReads > 1 || mixed)) {
            throw RequestFailure.parameter("a nameless read among others");
        }
    }

    private static boolean isNamelessRead(MessageOp op) {
        return op.code() == OpCode.READ && op.name().isEmpty();
    }

    void apply() {
        for (MessageOp op : message.ops()) {
            apply(op);
        }
    }

    private void apply(MessageOp op) {
        switch (op.code()) {
            case OpCode.READ -> {
                read(op);
                return;
            }
            case OpCode.WRITE -> write(op);
            case OpCode.INCREMENT -> increment(op);
            case OpCode.APPEND -> join(op, false);
            case OpCode.PREPEND -> join(op, true);
            case OpCode.DELETE_ALL -> bins.clear();
            case OpCode.TOUCH -> {
                // The record's existence was checked before.
                return;
            }
            default -> {
                other(op);
                return;
            }
        }
        if (respondAll) {
            reply.emptyOp(op);
        }
    }

    private void read(MessageOp op) {
        if (isNamelessRead(op)) {
            readAll(op);
            return;
        }
        EditableBins.Bin bin = bins.find(op.name());
        if (bin != null) {
            reply.op(op.code(), bin.particle(), bin.name(), bin.value());
        } else if (respondAll) {
            reply.emptyOp(op);
        }
    }

    private void readAll(MessageOp op) {
        if (message.info1(InfoBits.INFO1_GET_ALL) && !message.info1(InfoBits.INFO1_NO_BIN_DATA)) {
            for (EditableBins.Bin bin : bins.all()) {
                reply.op(op.code(), bin.particle(), bin.name(), bin.value());
            }
        } else if (respondAll) {
            reply.emptyOp(op);
        }
    }

    private void write(MessageOp op) {
        if (op.particle() == ParticleType.NULL) {
            bins.remove(op.name());
        } else {
            bins.put(op.name(), op.particle(), ParticleValues.stored(op.particle(), op.value()));
        }
    }

    private void increment(MessageOp op) {
        EditableBins.Bin bin = bins.find(op.name());
        if (op.particle() == ParticleType.NULL) {
            throw RequestFailure.parameter("the increment has no value");
        }
        if (bin == null) {
            // A real server writes the value of any type if the bin is absent.
            write(op);
            return;
        }
        requireSameType(op, bin, op.particle() == ParticleType.INTEGER || op.particle() == ParticleType.FLOAT);
        if (op.particle() == ParticleType.FLOAT) {
            double sum = ParticleValues.real(bin.value()) + ParticleValues.real(op.value());
            bins.put(op.name(), ParticleType.FLOAT, ParticleValues.ofLong(Double.doubleToRawLongBits(sum)));
        } else {
            long sum = ParticleValues.integer(bin.value()) + ParticleValues.integer(op.value());
            bins.put(op.name(), ParticleType.INTEGER, ParticleValues.ofLong(sum));
        }
    }

    private void join(MessageOp op, boolean inFront) {
        EditableBins.Bin bin = bins.find(op.name());
        if (op.particle() == ParticleType.NULL) {
            throw RequestFailure.parameter("the append or prepend has no value");
        }
        if (bin == null) {
            write(op);
            return;
        }
        requireSameType(op, bin, op.particle() == ParticleType.STRING || ParticleType.isBlob(op.particle()));
        ByteSlice first = inFront ? op.value() : bin.value();
        ByteSlice second = inFront ? bin.value() : op.value();
        bins.put(op.name(), bin.particle(), concatenate(first, second));
    }

    private static void requireSameType(MessageOp op, EditableBins.Bin bin, boolean allowed) {
        if (!ParticleType.isStorable(op.particle())) {
            throw RequestFailure.parameter("particle type " + op.particle());
        }
        if (bin.particle() == ParticleType.GEOJSON) {
            throw new RequestFailure(ServerResultCode.UNKNOWN, "op " + op.code() + " on GeoJSON");
        }
        if (!allowed || bin.particle() != op.particle()) {
            throw new RequestFailure(
                    ServerResultCode.INCOMPATIBLE_TYPE, "op " + op.code() + " with a value of type " + op.particle());
        }
    }

    private static ByteSlice concatenate(ByteSlice first, ByteSlice second) {
        byte[] joined = new byte[first.length() + second.length()];
        System.arraycopy(first.array(), first.offset(), joined, 0, first.length());
        System.arraycopy(second.array(), second.offset(), joined, first.length(), second.length());
        return ByteSlice.of(joined);
    }

    private void other(MessageOp op) {
        if (!OpCode.isKnown(op.code())) {
            throw RequestFailure.parameter("op code " + op.code());
        }
        if (op.code() == OpCode.EXP_READ) {
            answer(op, expressions.read(op, snapshot.of(bins)), true);
            return;
        }
        if (op.code() == OpCode.EXP_MODIFY) {
            writeExpression(op);
            answer(op, null, respondAll);
            return;
        }
        EditableBins.Bin bin = bins.find(op.name());
        BinValue value = bin == null ? null : new BinValue(bin.particle(), bin.value());
        if (!OpCode.isRead(op.code())) {
            Modification change = ValueOps.modify(op, value, message.version());
            if (change.written() != null) {
                bins.put(
                        op.name(), change.written().particle(), change.written().value());
            }
            answer(op, change.result(), respondAll);
        } else if (value != null) {
            answer(op, ValueOps.read(op, value, message.version()), true);
        } else if (respondAll) {
            reply.emptyOp(op);
        }
    }

    private void writeExpression(MessageOp op) {
        ExpressionOps.Change change = expressions.modify(op, snapshot.of(bins), bins.find(op.name()) != null);
        if (change instanceof ExpressionOps.Change.Write write) {
            bins.put(op.name(), write.value().particle(), write.value().value());
        } else if (change instanceof ExpressionOps.Change.Delete) {
            bins.remove(op.name());
        }
    }

    private void answer(MessageOp op, @Nullable BinValue result, boolean evenIfEmpty) {
        if (result != null) {
            reply.op(op.code(), result.particle(), op.name(), result.value());
        } else if (evenIfEmpty) {
            reply.emptyOp(op);
        }
    }
}
