package io.aeroarrow.embedded.internal.collection;

import io.aeroarrow.embedded.internal.msgpack.MalformedMsgpack;
import io.aeroarrow.embedded.internal.msgpack.MsgpackKind;
import io.aeroarrow.embedded.internal.msgpack.MsgpackReader;
import io.aeroarrow.embedded.internal.operation.BinValue;
import io.aeroarrow.embedded.internal.operation.Modification;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.ParticleType;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import org.jspecify.annotations.Nullable;

/** Executes calls of list and map operations on the value of a bin. */
public final class CollectionOperations {
    private CollectionOperations() {}

    /** Returns the result of a reading call; null for none. */
    public static @Nullable BinValue read(BinValue bin, ByteSlice payload) {
        try {
            CollectionCall call = CollectionCall.parse(payload);
            return read(bin, call);
        } catch (MalformedMsgpack e) {
            throw malformed(e);
        }
    }

    private static @Nullable BinValue read(BinValue bin, CollectionCall call) {
        if (!call.path().isEmpty()) {
            requireContainer(bin);
            ByteSlice element = new ContextPath(call.path()).find(bin.value());
            requireKind(new MsgpackReader(element).peek(), call);
            return read(element, call);
        }
        requireType(bin, call);
        return read(bin.value(), call);
    }

    private static @Nullable BinValue read(ByteSlice container, CollectionCall call) {
        return call.isOnList()
                ? ListOperations.read(call.code(), call.parameters(), ListContents.parse(container))
                : MapOperations.read(call.code(), call.parameters(), MapContents.parse(container));
    }

    /**
     * Executes a modifying call.
     *
     * @param bin the bin's value; null if the bin is absent
     */
    public static Modification modify(@Nullable BinValue bin, ByteSlice payload) {
        try {
            CollectionCall call = CollectionCall.parse(payload);
            return call.path().isEmpty() ? modify(bin, call) : modifyNested(bin, call);
        } catch (MalformedMsgpack e) {
            throw malformed(e);
        }
    }

    private static Modification modify(@Nullable BinValue bin, CollectionCall call) {
        if (bin != null) {
            requireType(bin, call);
        }
        Edit edit = edit(call, bin == null ? null : bin.value(), false);
        ByteSlice written = edit.written() != null || bin != null ? edit.written() : edit.ifAbsent();
        return new Modification(written == null ? null : container(written), edit.result());
    }

    private static Modification modifyNested(@Nullable BinValue bin, CollectionCall call) {
        if (bin != null) {
            requireContainer(bin);
        }
        @Nullable BinValue[] result = new @Nullable BinValue[1];
        ByteSlice written = new ContextPath(call.path()).change(bin == null ? null : bin.value(), element -> {
            if (element != null) {
                requireKind(new MsgpackReader(element).peek(), call);
            }
            Edit edit = edit(call, element, bin != null);
            result[0] = edit.result();
            return edit.written();
        });
        return new Modification(written == null ? null : container(written), result[0]);
    }

    private static Edit edit(CollectionCall call, @Nullable ByteSlice container, boolean isNested) {
        return call.isOnList()
                ? ListOperations.modify(
                        call.code(),
                        call.parameters(),
                        container == null ? null : ListContents.parse(container),
                        isNested)
                : MapOperations.modify(
                        call.code(), call.parameters(), container == null ? null : MapContents.parse(container));
    }

    private static BinValue container(ByteSlice encoded) {
        boolean list = new MsgpackReader(encoded).peek() == MsgpackKind.LIST;
        return new BinValue(list ? ParticleType.LIST : ParticleType.MAP, encoded);
    }

    private static void requireType(BinValue bin, CollectionCall call) {
        if (bin.particle() != (call.isOnList() ? ParticleType.LIST : ParticleType.MAP)) {
            throw CollectionFailure.wrongType("a call " + call.code() + " on a bin of type " + bin.particle());
        }
    }

    private static void requireKind(MsgpackKind kind, CollectionCall call) {
        if (kind != (call.isOnList() ? MsgpackKind.LIST : MsgpackKind.MAP)) {
            throw CollectionFailure.wrongType("a call " + call.code() + " on an element of kind " + kind);
        }
    }

    private static void requireContainer(BinValue bin) {
        if (bin.particle() != ParticleType.LIST && bin.particle() != ParticleType.MAP) {
            throw RequestFailure.parameter("a context on a bin of type " + bin.particle());
        }
    }

    private static RequestFailure malformed(MalformedMsgpack e) {
        return RequestFailure.parameter("a malformed call: " + e.getMessage());
    }
}
