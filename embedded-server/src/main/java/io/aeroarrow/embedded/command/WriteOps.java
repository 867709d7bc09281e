package io.aeroarrow.embedded.command;

import io.aeroarrow.embedded.store.BinSet;
import io.aeroarrow.embedded.wire.Bytes;
import io.aeroarrow.embedded.wire.Message;
import io.aeroarrow.embedded.wire.MessageBits;
import io.aeroarrow.embedded.wire.Op;
import io.aeroarrow.embedded.wire.OpCode;
import io.aeroarrow.embedded.wire.Particle;
import io.aeroarrow.embedded.wire.RequestFailure;
import io.aeroarrow.embedded.wire.ResultCode;

/** Applies the ops of a write to a record's bins, in their order, and answers those that have a result. */
final class WriteOps {
    private static final int MAX_OPS = 32_768;
    private static final int REPLACE = MessageBits.INFO3_CREATE_OR_REPLACE | MessageBits.INFO3_REPLACE_ONLY;

    private final Message message;
    private final BinSet bins;
    private final Reply reply;
    private final boolean respondAll;

    WriteOps(Message message, BinSet bins, Reply reply) {
        this.message = message;
        this.bins = bins;
        this.reply = reply;
        this.respondAll = message.info2(MessageBits.INFO2_RESPOND_ALL_OPS);
    }

    /** The checks that need no record, so that their failures tell of none. */
    static void validate(Message message) {
        if (message.ops().isEmpty() || message.ops().size() > MAX_OPS) {
            throw RequestFailure.parameter("a write of " + message.ops().size() + " ops");
        }
        int results = 0;
        int wholeReads = 0;
        for (Op op : message.ops()) {
            validate(op, message);
            if (isNamelessRead(op)) {
                wholeReads++;
            } else if (OpCode.isRead(op.code())) {
                results++;
            }
        }
        requireConsistent(message, wholeReads, results);
    }

    private static void validate(Op op, Message message) {
        if (OpCode.isRead(op.code()) && !message.info1(MessageBits.INFO1_READ)) {
            throw RequestFailure.parameter("a read op without READ");
        }
        boolean nameless = op.code() == OpCode.TOUCH || op.code() == OpCode.DELETE_ALL || isNamelessRead(op);
        if (!nameless) {
            BinName.require(op.name());
        }
        if ((message.info3() & REPLACE) != 0 && !mayReplace(op)) {
            throw RequestFailure.parameter("op " + op.code() + " with a replace");
        }
    }

    private static boolean mayReplace(Op op) {
        return OpCode.isRead(op.code())
                || op.code() == OpCode.EXP_MODIFY
                || (op.code() == OpCode.WRITE && op.particle() != Particle.NULL);
    }

    private static void requireConsistent(Message message, int wholeReads, int results) {
        boolean getAll = message.info1(MessageBits.INFO1_GET_ALL);
        if (getAll && wholeReads == 0) {
            throw RequestFailure.parameter("GET_ALL without a nameless read");
        }
        boolean mixed = results > 0 || message.info2(MessageBits.INFO2_RESPOND_ALL_OPS);
        if (getAll && (wholeReads > 1 || mixed)) {
            throw RequestFailure.parameter("a nameless read among others");
        }
    }

    private static boolean isNamelessRead(Op op) {
        return op.code() == OpCode.READ && op.name().isEmpty();
    }

    void apply() {
        for (Op op : message.ops()) {
            apply(op);
        }
    }

    private void apply(Op op) {
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
                // That there is a record was asked before.
                return;
            }
            default -> other(op);
        }
        if (respondAll) {
            reply.emptyOp(op);
        }
    }

    private void read(Op op) {
        if (isNamelessRead(op)) {
            readAll(op);
            return;
        }
        BinSet.Bin bin = bins.find(op.name());
        if (bin != null) {
            reply.op(op.code(), bin.particle(), bin.name(), bin.value());
        } else if (respondAll) {
            reply.emptyOp(op);
        }
    }

    private void readAll(Op op) {
        if (message.info1(MessageBits.INFO1_GET_ALL) && !message.info1(MessageBits.INFO1_NO_BIN_DATA)) {
            for (BinSet.Bin bin : bins.all()) {
                reply.op(op.code(), bin.particle(), bin.name(), bin.value());
            }
        } else if (respondAll) {
            reply.emptyOp(op);
        }
    }

    private void write(Op op) {
        if (op.particle() == Particle.NULL) {
            bins.remove(op.name());
        } else {
            bins.put(op.name(), op.particle(), ParticleValues.stored(op.particle(), op.value()));
        }
    }

    private void increment(Op op) {
        BinSet.Bin bin = bins.find(op.name());
        if (op.particle() == Particle.NULL) {
            throw RequestFailure.parameter("an increment by nothing");
        }
        if (bin == null) {
            // As on a real server, whatever the type: nothing is added to nothing.
            write(op);
            return;
        }
        requireSameType(op, bin, op.particle() == Particle.INTEGER || op.particle() == Particle.FLOAT);
        if (op.particle() == Particle.FLOAT) {
            double sum = ParticleValues.real(bin.value()) + ParticleValues.real(op.value());
            bins.put(op.name(), Particle.FLOAT, ParticleValues.ofLong(Double.doubleToRawLongBits(sum)));
        } else {
            long sum = ParticleValues.integer(bin.value()) + ParticleValues.integer(op.value());
            bins.put(op.name(), Particle.INTEGER, ParticleValues.ofLong(sum));
        }
    }

    private void join(Op op, boolean inFront) {
        BinSet.Bin bin = bins.find(op.name());
        if (op.particle() == Particle.NULL) {
            throw RequestFailure.parameter("nothing to append");
        }
        if (bin == null) {
            write(op);
            return;
        }
        requireSameType(op, bin, op.particle() == Particle.STRING || Particle.isBlob(op.particle()));
        Bytes first = inFront ? op.value() : bin.value();
        Bytes second = inFront ? bin.value() : op.value();
        bins.put(op.name(), bin.particle(), concatenate(first, second));
    }

    private static void requireSameType(Op op, BinSet.Bin bin, boolean allowed) {
        if (bin.particle() == Particle.GEOJSON) {
            throw new RequestFailure(ResultCode.UNKNOWN, "op " + op.code() + " on GeoJSON");
        }
        if (!allowed || bin.particle() != op.particle()) {
            throw new RequestFailure(
                    ResultCode.INCOMPATIBLE_TYPE, "op " + op.code() + " with a value of type " + op.particle());
        }
    }

    private static Bytes concatenate(Bytes first, Bytes second) {
        byte[] joined = new byte[first.length() + second.length()];
        System.arraycopy(first.array(), first.offset(), joined, 0, first.length());
        System.arraycopy(second.array(), second.offset(), joined, first.length(), second.length());
        return Bytes.of(joined);
    }

    private void other(Op op) {
        if (!OpCode.isKnown(op.code())) {
            throw RequestFailure.parameter("op code " + op.code());
        }
        BinSet.Bin bin = bins.find(op.name());
        UnsupportedOps.refuse(op, bin == null ? Particle.NULL : bin.particle());
    }
}
