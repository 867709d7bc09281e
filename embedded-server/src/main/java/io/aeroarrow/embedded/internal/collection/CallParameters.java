package io.aeroarrow.embedded.internal.collection;

import io.aeroarrow.embedded.internal.msgpack.CanonicalContainers;
import io.aeroarrow.embedded.internal.msgpack.MalformedMsgpack;
import io.aeroarrow.embedded.internal.msgpack.MsgpackKind;
import io.aeroarrow.embedded.internal.msgpack.MsgpackReader;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters of a call, read in their order. A wrong number or kind of parameters is a parameter error. */
final class CallParameters {
    private static final int MAX_ITEMS = 1024 * 1024;

    private final MsgpackReader in;
    private final boolean afterWildcard;
    private int left;

    /**
     * @param afterWildcard whether the call's context has a wildcard; a real server then refuses to store elements
     */
    CallParameters(MsgpackReader in, int count, boolean afterWildcard) {
        this.in = in;
        this.left = count;
        this.afterWildcard = afterWildcard;
    }

    /** Checks the number of parameters before the first one is read. */
    CallParameters require(int fewest, int most) {
        if (left < fewest || left > most) {
            throw RequestFailure.parameter(left + " parameters instead of " + fewest + " to " + most);
        }
        return this;
    }

    long integer() {
        left--;
        return in.integer();
    }

    long integerOr(long absent) {
        return left == 0 ? absent : integer();
    }

    /** Any element, also one that cannot be stored, such as a wildcard. */
    ByteSlice element() {
        left--;
        return in.element();
    }

    @Nullable
    ByteSlice elementOrNull() {
        return left == 0 ? null : element();
    }

    /** An element to store, in the form in which it is stored. */
    ByteSlice storable() {
        ByteSlice sent = element();
        if (afterWildcard) {
            throw RequestFailure.parameter("an element to store, and a wildcard in the context");
        }
        try {
            return CanonicalContainers.canonicalElement(sent);
        } catch (MalformedMsgpack e) {
            throw RequestFailure.parameter("an element that cannot be stored: " + e.getMessage());
        }
    }

    List<ByteSlice> items() {
        ByteSlice sent = element();
        if (new MsgpackReader(sent).peek() != MsgpackKind.LIST) {
            throw RequestFailure.parameter("the items are not a list");
        }
        List<ByteSlice> items = ListContents.rawElements(sent);
        if (items.size() > MAX_ITEMS) {
            throw RequestFailure.parameter(items.size() + " items");
        }
        return items;
    }

    ResultSpec result(boolean multi) {
        return ResultSpec.of(integer(), multi);
    }

    IndexRange.Requested single() {
        return new IndexRange.Requested(integer(), 1);
    }

    IndexRange.Requested range() {
        long index = integer();
        return new IndexRange.Requested(index, integerOr(IndexRange.UNLIMITED));
    }
}
