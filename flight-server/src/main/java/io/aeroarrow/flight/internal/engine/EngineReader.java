package io.aeroarrow.flight.internal.engine;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.duckdb.DuckDBResultSet;

/** The rows of a statement that the engine runs. Owns the statement and its database. */
final class EngineReader extends ArrowReader {

    private static final long BATCH_ROWS = 1 << 14;

    private final EngineStatement engine;
    private final PreparedStatement prepared;
    private final ResultSet result;
    private final ArrowReader rows;

    private EngineReader(
            BufferAllocator allocator,
            EngineStatement engine,
            PreparedStatement prepared,
            ResultSet result,
            ArrowReader rows) {
        super(allocator);
        this.engine = engine;
        this.prepared = prepared;
        this.result = result;
        this.rows = rows;
    }

    /** Starts a statement. After a failure the caller closes the statement and its database. */
    static EngineReader start(BufferAllocator allocator, EngineStatement engine, PreparedStatement prepared)
            throws SQLException {
        ResultSet result = prepared.executeQuery();
        try {
            ArrowReader rows =
                    (ArrowReader) result.unwrap(DuckDBResultSet.class).arrowExportStream(allocator, BATCH_ROWS);
            return new EngineReader(allocator, engine, prepared, result, rows);
        } catch (SQLException | RuntimeException e) {
            result.close();
            throw e;
        }
    }

    @Override
    protected Schema readSchema() throws IOException {
        return rows.getVectorSchemaRoot().getSchema();
    }

    @Override
    public VectorSchemaRoot getVectorSchemaRoot() throws IOException {
        return rows.getVectorSchemaRoot();
    }

    @Override
    public boolean loadNextBatch() throws IOException {
        try {
            boolean more = rows.loadNextBatch();
            if (!more) {
                engine.ended();
            }
            return more;
        } catch (IOException | RuntimeException e) {
            throw EngineFailures.of(e, engine.inputs());
        }
    }

    /** Says that no more rows are wanted, and that the next statement may use the database. */
    void keepDatabase() {
        engine.ended();
    }

    @Override
    public long bytesRead() {
        return rows.bytesRead();
    }

    @Override
    protected void closeReadSource() throws IOException {
        try (engine;
                prepared;
                result) {
            rows.close();
        } catch (SQLException e) {
            throw EngineFailures.of(e, engine.inputs());
        }
    }
}
