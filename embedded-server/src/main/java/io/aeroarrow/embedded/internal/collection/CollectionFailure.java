package io.aeroarrow.embedded.internal.collection;

import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.ServerResultCode;

/** The errors of operations on lists and maps. */
final class CollectionFailure {
    private CollectionFailure() {}

    static RequestFailure notApplicable(String reason) {
        return new RequestFailure(ServerResultCode.OP_NOT_APPLICABLE, reason);
    }

    static RequestFailure wrongType(String reason) {
        return new RequestFailure(ServerResultCode.INCOMPATIBLE_TYPE, reason);
    }

    static RequestFailure elementExists() {
        return new RequestFailure(ServerResultCode.ELEMENT_EXISTS, "the element exists");
    }

    static RequestFailure elementNotFound() {
        return new RequestFailure(ServerResultCode.ELEMENT_NOT_FOUND, "the element does not exist");
    }
}
