package io.aeroarrow.internal.scan;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.internal.cluster.Node;
import io.aeroarrow.internal.error.ErrorDetails;
import io.aeroarrow.internal.request.QueryRequest;

/** The errors that the result codes of one query stand for. */
final class QueryErrors {

    private final QueryRequest.Spec spec;

    QueryErrors(QueryRequest.Spec spec) {
        this.spec = spec;
    }

    static AeroArrowException at(Node node, AeroArrowException error) {
        return ErrorDetails.of(error).atNode(node.toString()).error();
    }

    AeroArrowException of(int resultCode, Node node) {
        AeroArrowException error = ServerErrorException.of(resultCode, what() + node);
        // The client aborts only queries whose answers it has given up, so somebody else aborted this one.
        return ResultCode.QUERY_ABORT.is(resultCode)
                ? ErrorDetails.retold(
                                error,
                                what() + node + " ended: it was aborted on the server; run the scan again if that"
                                        + " was not intended")
                        .atNode(node.toString())
                        .error()
                : at(node, error);
    }

    private String what() {
        String where = "set '" + spec.set() + "' of namespace '" + spec.namespace() + "' at ";
        return spec.index() == null
                ? "scanning " + where
                : "querying " + spec.index().index() + " of " + where;
    }
}
