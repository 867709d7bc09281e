package io.aeroarrow.flight.internal.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.FlightRuntimeException;

/**
 * Parses and prints SELECT statements by DuckDB's own parser, so that this server and the engine never disagree about
 * what a statement means. Thread-safe.
 */
public final class SqlParser implements AutoCloseable {

    /** The parser needs quadratic time for a chain of conditions: two seconds for one of this length. */
    private static final int MAX_CHARACTERS = 1 << 17;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Connection parser;

    public SqlParser() {
        Properties settings = new Properties();
        settings.setProperty("enable_external_access", "false");
        settings.setProperty("temp_directory", "");
        settings.setProperty("threads", "1");
        settings.setProperty("memory_limit", "256MB");
        try {
            parser = DriverManager.getConnection("jdbc:duckdb:", settings);
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB does not start: " + e.getMessage(), e);
        }
    }

    /** Returns the tree of one SELECT statement. */
    public ObjectNode parse(String sql) {
        if (sql.length() > MAX_CHARACTERS) {
            throw new IllegalArgumentException("the statement has " + sql.length() + " characters; the most are "
                    + MAX_CHARACTERS + ". Load long lists of values into a set.");
        }
        JsonNode answer = tree(call("SELECT json_serialize_sql(?::VARCHAR)", sql));
        if (answer.path("error").asBoolean()) {
            throw refused(answer);
        }
        if (answer.path("statements").size() != 1) {
            throw new IllegalArgumentException(
                    "the text has " + answer.path("statements").size() + " statements; send one at a time");
        }
        return (ObjectNode) answer;
    }

    private static FlightRuntimeException refused(JsonNode answer) {
        String message = answer.path("error_message").asText();
        if (answer.path("error_type").asText().equals("not implemented")) {
            return CallStatus.UNIMPLEMENTED
                    .withDescription(
                            "this server runs SELECT, EXPLAIN SELECT, INSERT INTO and DELETE FROM; PIVOT only as"
                                    + " a subquery. Other statements have no equivalent in Aerospike.")
                    .toRuntimeException();
        }
        String place = answer.has("position")
                ? " (at character " + answer.path("position").asText() + ")"
                : "";
        return CallStatus.INVALID_ARGUMENT.withDescription(message + place).toRuntimeException();
    }

    /** Returns the text of a tree. */
    public String print(JsonNode tree) {
        return call("SELECT json_deserialize_sql(?::VARCHAR::JSON)", tree.toString());
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the statement is nested too deeply", e);
        }
    }

    private String call(String function, String argument) {
        synchronized (parser) {
            try (PreparedStatement call = parser.prepareStatement(function)) {
                call.setString(1, argument);
                try (ResultSet rows = call.executeQuery()) {
                    rows.next();
                    return rows.getString(1);
                }
            } catch (SQLException e) {
                throw new IllegalArgumentException("the statement cannot be parsed: " + e.getMessage(), e);
            }
        }
    }

    @Override
    public void close() {
        synchronized (parser) {
            try {
                parser.close();
            } catch (SQLException e) {
                throw new IllegalStateException("DuckDB does not close: " + e.getMessage(), e);
            }
        }
    }
}
