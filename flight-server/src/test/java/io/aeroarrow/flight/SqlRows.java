package io.aeroarrow.flight;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flight.FlightEndpoint;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Rows as texts, by a Flight SQL client and by DuckDB with the same data in tables of its own. */
@SuppressWarnings("try")
final class SqlRows {

    private SqlRows() {}

    static List<String> of(FlightSqlClient client, String sql) throws Exception {
        return of(client, client.execute(sql));
    }

    static List<String> of(FlightSqlClient client, FlightInfo info) throws Exception {
        List<String> rows = new ArrayList<>();
        for (FlightEndpoint endpoint : info.getEndpoints()) {
            try (FlightStream stream = client.getStream(endpoint.getTicket())) {
                while (stream.next()) {
                    add(stream.getRoot(), rows);
                }
            }
        }
        return rows;
    }

    private static void add(VectorSchemaRoot root, List<String> rows) {
        for (int i = 0; i < root.getRowCount(); i++) {
            List<String> row = new ArrayList<>();
            for (FieldVector column : root.getFieldVectors()) {
                row.add(String.valueOf(column.getObject(i)));
            }
            rows.add(String.join("|", row));
        }
    }

    /** Opens DuckDB with the data of the fixture in tables of its own. */
    static Connection reference() throws SQLException {
        Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement create = duckdb.createStatement()) {
            create.execute("ATTACH ':memory:' AS aerospike");
            create.execute("USE aerospike");
            create.execute("CREATE SCHEMA test");
            create.execute("CREATE TABLE test.users (__key BIGINT, age BIGINT, city VARCHAR, id BIGINT, name VARCHAR,"
                    + " score DOUBLE)");
            create.execute("CREATE TABLE test.cities (__key VARCHAR, code VARCHAR, people BIGINT)");
        }
        try (PreparedStatement users = duckdb.prepareStatement("INSERT INTO test.users VALUES (NULL, ?, ?, ?, ?, ?)")) {
            for (int i = 0; i < FlightFixture.USERS; i++) {
                Map<String, Object> user = FlightFixture.user(i);
                users.setObject(1, user.get("age"));
                users.setObject(2, user.get("city"));
                users.setObject(3, user.get("id"));
                users.setObject(4, user.get("name"));
                users.setObject(5, user.get("score"));
                users.addBatch();
            }
            users.executeBatch();
        }
        try (PreparedStatement cities = duckdb.prepareStatement("INSERT INTO test.cities VALUES (NULL, ?, ?)")) {
            for (int i = 0; i < FlightFixture.CITIES; i++) {
                cities.setString(1, "c" + i);
                cities.setLong(2, 1_000L * i);
                cities.addBatch();
            }
            cities.executeBatch();
        }
        return duckdb;
    }

    static List<String> of(Connection duckdb, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = duckdb.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(String.valueOf(result.getObject(i)));
                }
                rows.add(String.join("|", row));
            }
        }
        return rows;
    }
}
