package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.aerospike.client.Bin;
import com.aerospike.client.Key;
import com.aerospike.client.Record;
import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.arrow.schema.SchemaStore;
import io.aeroarrow.policy.ClientConfig;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** With option schemaSet, CREATE TABLE and ALTER TABLE store the columns of a table, and all sessions read with them. */
class SparkStoredSchemaConformanceTest {

    @RegisterExtension
    static final SparkCluster CLUSTER = SparkCluster.onTestServer().interpreted();

    private static final String COLUMNS =
            "id BIGINT NOT NULL, day DATE, at TIMESTAMP, local TIMESTAMP_NTZ, price DECIMAL(9,2),"
                    + " home STRUCT<city: STRING, since: DATE>, tags ARRAY<STRING>, visits MAP<STRING, TIMESTAMP>,"
                    + " code VARCHAR(5), small SMALLINT, took INTERVAL HOUR TO SECOND";

    private static String schemas;

    @BeforeAll
    static void schemaSet() {
        schemas = CLUSTER.newSet();
    }

    /** Returns another session, whose catalog is told the schema set. */
    private static SparkSession session() {
        SparkSession session = CLUSTER.spark().newSession();
        String catalog = "spark.sql.catalog.aerospike";
        session.conf().set(catalog, AerospikeCatalog.class.getName());
        session.conf().set(catalog + ".host", CLUSTER.host());
        session.conf().set(catalog + ".port", String.valueOf(CLUSTER.port()));
        session.conf().set(catalog + ".schemaSet", schemas);
        session.conf().set(catalog + ".dropTruncates", "true");
        session.conf().set("spark.sql.session.timeZone", "UTC");
        return session;
    }

    private static String table(String set) {
        return "aerospike.test." + set;
    }

    private static String create(String columns, String options) {
        String set = CLUSTER.newSet();
        session().sql("CREATE TABLE " + table(set) + " (" + columns + ") OPTIONS (keyColumn 'id'" + options + ")");
        return set;
    }

    private static StructType columns(String set) {
        return session().table(table(set)).schema();
    }

    private static String ddl(String set) {
        return session().sql("DESCRIBE " + table(set)).collectAsList().stream()
                .takeWhile(row -> !row.getString(0).startsWith("#"))
                .map(row -> row.getString(0) + " " + row.getString(1))
                .collect(Collectors.joining(","));
    }

    private static String filled() {
        String set = create(COLUMNS, ", decimals 'SCALED'");
        session()
                .sql("INSERT INTO " + table(set)
                        + " VALUES (1, DATE'2026-11-30', TIMESTAMP'2026-11-30 01:02:03.000004Z',"
                        + " TIMESTAMP_NTZ'2026-11-30 05:06:07', 12.50, named_struct('city', 'Rome', 'since',"
                        + " DATE'2001-02-03'), array('a', 'b'), map('x', TIMESTAMP'2020-01-01 00:00:00Z'),"
                        + " 'abc', 7, INTERVAL '1:02:03' HOUR TO SECOND)");
        return set;
    }

    @Test
    void anotherSessionReadsIntervalsOfMonths() {
        String set = create("id BIGINT, age INTERVAL YEAR, ages ARRAY<INTERVAL YEAR TO MONTH>", "");
        session()
                .sql("INSERT INTO " + table(set)
                        + " VALUES (1, INTERVAL '3' YEAR, array(INTERVAL '1-1' YEAR TO MONTH))");
        assertThat(ddl(set)).isEqualTo("id bigint,age interval year,ages array<interval year to month>");
        assertThat(session()
                        .sql("SELECT cast(age AS STRING), cast(ages[0] AS STRING) FROM " + table(set))
                        .first())
                .hasToString("[INTERVAL '3' YEAR,INTERVAL '1-1' YEAR TO MONTH]");
    }

    @Test
    void anotherSessionReadsVariantsAndCollations() {
        assumeThat(CLUSTER.spark().version()).as("the version of Spark").doesNotStartWith("3.");
        String set = create("id BIGINT, v VARIANT, m MAP<STRING, VARIANT>, c STRING COLLATE UTF8_LCASE", "");
        session()
                .sql("INSERT INTO " + table(set)
                        + " VALUES (1, parse_json('[7]'), map('k', parse_json('\"x\"')), 'Oslo')");
        assertThat(ddl(set)).isEqualTo("id bigint,v variant,m map<string,variant>,c string collate UTF8_LCASE");
        assertThat(session()
                        .sql("SELECT variant_get(v, '$[0]', 'int'), m['k']::string FROM " + table(set)
                                + " WHERE c = 'OSLO'")
                        .first())
                .hasToString("[7,x]");
        assertThatThrownBy(() -> session().sql("ALTER TABLE " + table(set) + " ADD COLUMN v.x INT"))
                .as("a variant is no struct")
                .isInstanceOf(Exception.class);
        session().sql("ALTER TABLE " + table(set) + " ADD COLUMN w VARIANT");
        assertThat(ddl(set)).endsWith(",w variant");
    }

    @Test
    void anotherSessionReadsTheTypesOfCreateTable() {
        String set = filled();
        assertThat(CLUSTER.bins(set, 1L)).as("servers store no types").containsEntry("day", 20_787L);
        assertThat(columns(set))
                .isEqualTo(session().sql("SELECT * FROM " + table(set)).schema());
        assertThat(ddl(set))
                .isEqualTo("id bigint,day date,at timestamp,local timestamp_ntz,price decimal(9,2),home"
                        + " struct<city:string,since:date>,tags array<string>,visits map<string,timestamp>,code"
                        + " varchar(5),small smallint,took interval hour to second");
        assertThat(columns(set).apply("id").nullable()).isFalse();
        Row row = session()
                .sql("SELECT id, day, at, price, home, tags, code, took FROM " + table(set))
                .first();
        assertThat(row)
                .isEqualTo(RowFactory.create(
                        1L,
                        LocalDate.of(2026, 11, 30),
                        Instant.parse("2026-11-30T01:02:03.000004Z"),
                        new BigDecimal("12.50"),
                        RowFactory.create("Rome", LocalDate.of(2001, 2, 3)),
                        row.getAs("tags"),
                        "abc",
                        Duration.ofSeconds(3_723)));
        assertThat(row.<Object>getList(5)).containsExactly("a", "b");
        String codes = create("id BIGINT, code VARCHAR(5)", "");
        assertThatThrownBy(() -> session().sql("INSERT INTO " + table(codes) + " VALUES (2, 'toolong')"))
                .as("another session checks the length of VARCHAR")
                .hasMessageContaining("5");
    }

    @Test
    void loadAndLookupsReadTheTypes() {
        String set = filled();
        Row row = CLUSTER.read(set).option("schemaSet", schemas).load().first();
        assertThat(row.<Object>getAs("day")).isEqualTo(LocalDate.of(2026, 11, 30));
        assertThat(CLUSTER.read(set).load().schema().apply("day").dataType().sql())
                .as("without the schema set")
                .isEqualTo("BIGINT");
        assertThat(CLUSTER.read(set)
                        .option("schemaSet", schemas)
                        .schema("day BIGINT")
                        .load()
                        .schema()
                        .toDDL())
                .as("a schema of the user's own wins")
                .isEqualTo("day BIGINT");
        Map<String, String> options = CLUSTER.options(set);
        options.put("schemaSet", schemas);
        Row found = AerospikeLookup.of(options)
                .join(CLUSTER.spark().range(1, 2).toDF("k"), "k")
                .first();
        assertThat(found.<Object>getAs("price")).isEqualTo(new BigDecimal("12.50"));
    }

    @Test
    void javaReadsTheTypes() {
        String set = filled();
        try (BufferAllocator allocator = new RootAllocator();
                AeroArrow aero = AeroArrow.connect(ClientConfig.of(CLUSTER.host(), CLUSTER.port()), allocator);
                VectorSchemaRoot root = aero.with(ReadOptions.DEFAULT.withSchemaSet(schemas))
                        .scan("test", set)
                        .root()) {
            assertThat(root.getSchema().getFields().stream().map(field -> field.getName() + " " + field.getType()))
                    .startsWith(
                            "id Int(64, true)",
                            "day Date(DAY)",
                            "at Timestamp(MICROSECOND, UTC)",
                            "local Timestamp(MICROSECOND, null)",
                            "price Decimal(9, 2, 128)",
                            "home Struct");
            assertThat(root.getVector("price").getObject(0)).isEqualTo(new BigDecimal("12.50"));
            assertThat(root.getSchema().getCustomMetadata())
                    .containsEntry("aerospike.keyColumn", "id")
                    .containsEntry("aerospike.option.decimals", "SCALED");
        }
    }

    /** The writer's options of another session are those of CREATE TABLE: here the key, its bin and the expiry. */
    @Test
    void optionsOfCreateTableAreStoredButNotThoseOfTheConnection() {
        String set = create(
                "id BIGINT, name STRING",
                ", keyAsBin 'false', aerospike.ttl '-1', columnBins 'name=n', user '', connectTimeout '4000'");
        session().sql("INSERT INTO " + table(set) + " VALUES (1, 'x')");
        assertThat(CLUSTER.bins(set, 1L)).isEqualTo(Map.of("n", "x"));
        assertThat(session().sql("SELECT __key, name FROM " + table(set)).first())
                .isEqualTo(RowFactory.create(1L, "x"));
        Record record = CLUSTER.official().get(null, new Key("test", schemas, set));
        assertThat(record.getString("schema"))
                .contains("aerospike.option.keyAsBin", "aerospike.option.ttl", "\"aerospike.bin\"")
                .doesNotContain("connectTimeout", CLUSTER.host());
    }

    @Test
    void nothingIsWrittenWithoutTheOption() {
        String set = CLUSTER.newSet();
        CLUSTER.sql("CREATE TABLE " + table(set) + " (id BIGINT, day DATE) OPTIONS (keyColumn 'id')");
        assertThat(CLUSTER.official().exists(null, new Key("test", schemas, set)))
                .isFalse();
        assertThat(session().catalog().tableExists(table(set))).isFalse();
        assertThatThrownBy(() -> CLUSTER.sql("ALTER TABLE " + table(set) + " ADD COLUMN x INT"))
                .hasMessageContainingAll("no stored schema", "'schemaSet'");
    }

    @Test
    void tablesWithoutRecordsAreListedAndTheSchemaSetIsNot() {
        String set = create("id BIGINT, day DATE", "");
        assertThat(tables()).contains(set).doesNotContain(schemas);
        assertThatThrownBy(() -> session().sql("CREATE TABLE " + table(set) + " (id INT)"))
                .hasMessageContaining(set);
        session().sql("CREATE TABLE IF NOT EXISTS " + table(set) + " (id INT)");
        assertThat(ddl(set)).isEqualTo("id bigint,day date");
        String schemaTable =
                "CREATE TABLE " + table(schemas + "x") + " (id INT) OPTIONS (schemaSet '" + schemas + "x')";
        assertThatThrownBy(() -> session().sql(schemaTable)).hasMessageContaining("stores the schemas of tables");
    }

    private static Stream<String> tables() {
        return session().sql("SHOW TABLES IN aerospike.test").collectAsList().stream()
                .map(row -> row.getString(1));
    }

    @Test
    void dropTableRemovesTheSchemaInAllSessions() {
        String set = create("id BIGINT, day DATE", "");
        SparkSession creator = session();
        creator.sql("DROP TABLE " + table(set));
        creator.sql("CREATE TABLE " + table(set) + " (id BIGINT, other DATE) OPTIONS (keyColumn 'id')");
        session().sql("INSERT INTO " + table(set) + " VALUES (1, DATE'2020-01-01')");
        session().sql("DROP TABLE " + table(set));
        assertThat(tables()).doesNotContain(set);
        assertThat(creator.catalog().tableExists(table(set)))
                .as("in the session that created it")
                .isFalse();
        assertThatThrownBy(() -> creator.sql("SELECT * FROM " + table(set))).hasMessageContaining(set);
    }

    @Test
    void truncatedTablesKeepTheSchema() {
        String set = filled();
        session().sql("TRUNCATE TABLE " + table(set));
        session().sql("DELETE FROM " + table(set));
        assertThat(columns(set).apply("price").dataType().sql()).isEqualTo("DECIMAL(9,2)");
    }

    @Test
    void addedColumnsAreReadInAllSessions() {
        String set = create("id BIGINT, home STRUCT<city: STRING>", ", decimals 'SCALED'");
        SparkSession creator = session();
        creator.sql("INSERT INTO " + table(set) + " VALUES (1, named_struct('city', 'Rome'))");
        creator.sql("ALTER TABLE " + table(set)
                + " ADD COLUMNS (paid DECIMAL(5,1) COMMENT 'in euros', born DATE AFTER id, first INT FIRST)");
        creator.sql("ALTER TABLE " + table(set) + " ADD COLUMN home.zip STRING");
        StructType columns = columns(set);
        assertThat(columns.fieldNames()).containsExactly("first", "id", "born", "home", "paid");
        assertThat(columns.apply("paid").getComment().get()).isEqualTo("in euros");
        assertThat(columns.apply("home").dataType().sql()).isEqualTo("STRUCT<city: STRING, zip: STRING>");
        session()
                .sql("INSERT INTO " + table(set)
                        + " VALUES (7, 2, DATE'1990-01-01', named_struct('city', 'Oslo', 'zip', '0150'), 3.5)");
        assertThat(CLUSTER.bins(set, 2L)).containsEntry("paid", 35L);
        assertThat(session()
                        .sql("SELECT id, paid, born, home.zip FROM " + table(set) + " ORDER BY id")
                        .collectAsList())
                .containsExactly(
                        RowFactory.create(1L, null, null, null),
                        RowFactory.create(2L, new BigDecimal("3.5"), LocalDate.of(1990, 1, 1), "0150"));
    }

    @Test
    void renamedColumnsReadAndWriteTheirOldBins() {
        String set = create("id BIGINT, day DATE", "");
        session().sql("INSERT INTO " + table(set) + " VALUES (1, DATE'2026-11-30')");
        session().sql("ALTER TABLE " + table(set) + " RENAME COLUMN day TO `the day of arrival`");
        session().sql("ALTER TABLE " + table(set) + " RENAME COLUMN id TO nr");
        String late = "SELECT nr, `the day of arrival` FROM " + table(set)
                + " WHERE `the day of arrival` > DATE'2026-01-01' AND nr = 1";
        assertThat(session().sql(late).collectAsList())
                .containsExactly(RowFactory.create(1L, LocalDate.of(2026, 11, 30)));
        session().sql("INSERT INTO " + table(set) + " VALUES (2, DATE'1970-01-02')");
        assertThat(CLUSTER.bins(set, 2L)).isEqualTo(Map.of("id", 2L, "day", 1L));
        session().sql("UPDATE " + table(set) + " SET `the day of arrival` = DATE'1970-01-03' WHERE nr = 2");
        assertThat(CLUSTER.bins(set, 2L)).isEqualTo(Map.of("id", 2L, "day", 2L));
        assertThatThrownBy(() -> session().sql("ALTER TABLE " + table(set) + " ADD COLUMN day INT"))
                .hasMessageContainingAll("'the day of arrival'", "bin 'day'");
        session().sql("ALTER TABLE " + table(set) + " RENAME COLUMN `the day of arrival` TO day");
        assertThat(columns(set).fieldNames()).containsExactly("nr", "day");
    }

    @Test
    void droppedColumnsKeepTheirBins() {
        String set = filled();
        session().sql("ALTER TABLE " + table(set) + " DROP COLUMNS day, home.city");
        assertThat(columns(set).fieldNames()).doesNotContain("day");
        assertThat(columns(set).apply("home").dataType().sql()).isEqualTo("STRUCT<since: DATE>");
        assertThat(CLUSTER.bins(set, 1L)).containsKey("day");
        assertThatThrownBy(() -> session().sql("ALTER TABLE " + table(set) + " DROP COLUMN id"))
                .hasMessageContaining("it is the key column");
        session().sql("ALTER TABLE " + table(set) + " DROP COLUMN IF EXISTS nothing");
    }

    @Test
    void typesAreWidenedOnlyIfStoredValuesKeepTheirMeaning() {
        String set = filled();
        for (String change : List.of(
                "small TYPE INT",
                "price TYPE DECIMAL(12,2)",
                "code TYPE VARCHAR(9)",
                "id DROP NOT NULL",
                "tags COMMENT 'c'",
                "small FIRST")) {
            session().sql("ALTER TABLE " + table(set) + " ALTER COLUMN " + change);
        }
        assertThat(ddl(set))
                .startsWith("small int,id bigint,day date")
                .contains("price decimal(12,2)", "code varchar(9)");
        assertThat(columns(set).apply("id").nullable()).isTrue();
        assertThat(columns(set).apply("tags").getComment().get()).isEqualTo("c");
        assertThat(session().sql("SELECT small, price FROM " + table(set)).first())
                .isEqualTo(RowFactory.create(7, new BigDecimal("12.50")));
        for (String change : List.of("day TYPE TIMESTAMP", "small TYPE STRING", "small TYPE DECIMAL(12,1)")) {
            assertThatThrownBy(() -> session().sql("ALTER TABLE " + table(set) + " ALTER COLUMN " + change))
                    .as(change)
                    .hasMessageContaining("cannot change from");
        }
    }

    @Test
    void changesOfSeveralSessionsAreAllKept() {
        String set = create("id BIGINT, a INT", "");
        SparkSession first = session();
        SparkSession second = session();
        first.table(table(set)).schema();
        second.table(table(set)).schema();
        first.sql("ALTER TABLE " + table(set) + " ADD COLUMN b DATE");
        second.sql("ALTER TABLE " + table(set) + " ADD COLUMN c DATE");
        first.sql("ALTER TABLE " + table(set) + " DROP COLUMN a");
        assertThat(second.table(table(set)).schema().toDDL()).isEqualTo("id BIGINT,b DATE,c DATE");
    }

    @Test
    void unsupportedChangesAreNamed() {
        String set = filled();
        for (Map.Entry<String, String> change : Map.of(
                        "RENAME COLUMN home.city TO town", "is a key of the stored maps",
                        "SET TBLPROPERTIES ('a' = 'b')", "not SetProperty",
                        "ADD COLUMN a_name_that_is_too_long INT", "a_name_that_is_too_long",
                        "RENAME COLUMN day TO __day", "reserved")
                .entrySet()) {
            assertThatThrownBy(() -> session().sql("ALTER TABLE " + table(set) + " " + change.getKey()))
                    .as(change.getKey())
                    .hasMessageContaining(change.getValue());
        }
    }

    @Test
    void aDamagedSchemaIsOneLineAndCanBeDropped() {
        String set = CLUSTER.newSet();
        CLUSTER.putNumbered(set, 1);
        CLUSTER.official().put(null, new Key("test", schemas, set), new Bin("version", 9), new Bin("schema", "{}"));
        for (ThrowingCallable read : List.<ThrowingCallable>of(
                () -> session().table(table(set)),
                () -> CLUSTER.read(set).option("schemaSet", schemas).load())) {
            Throwable failure = catchThrowable(read);
            assertThat(failure)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("'test." + set + "'", "'" + schemas + "'", "format version 9");
            assertThat(failure.getMessage()).doesNotContain("\n");
        }
        session().sql("DROP TABLE " + table(set));
        assertThat(CLUSTER.official().exists(null, new Key("test", schemas, set)))
                .isFalse();
    }

    @Test
    void sparkReadsSchemasThatJavaHasStored() {
        String set = CLUSTER.newSet();
        CLUSTER.put(set, 1, new Bin("day", 1), new Bin("f", 2.5));
        try (BufferAllocator allocator = new RootAllocator();
                AeroArrow aero = AeroArrow.connect(ClientConfig.of(CLUSTER.host(), CLUSTER.port()), allocator)) {
            SchemaStore store = SchemaStore.of(aero.client(), schemas);
            store.put(
                    "test",
                    set,
                    new Schema(List.of(Field.nullable(
                            "day",
                            new org.apache.arrow.vector.types.pojo.ArrowType.Date(
                                    org.apache.arrow.vector.types.DateUnit.DAY)))));
            assertThat(session().table(table(set)).collectAsList())
                    .containsExactly(RowFactory.create(LocalDate.of(1970, 1, 2)));
            store.put(
                    "test",
                    set,
                    new Schema(List.of(
                            Field.nullable("day", new org.apache.arrow.vector.types.pojo.ArrowType.Int(8, false)))));
            assertThatThrownBy(() -> session().table(table(set)))
                    .hasMessageContainingAll("column 'day' of the stored schema", "has no Spark type");
        }
    }

    @Test
    void anUnknownNamespaceIsNamed() {
        Map<String, String> options = CLUSTER.options("x");
        options.put("namespace", "nowhere");
        options.put("schemaSet", schemas);
        assertThatThrownBy(() -> CLUSTER.spark()
                        .read()
                        .format("aerospike")
                        .options(options)
                        .load())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the cluster has no namespace 'nowhere'");
    }
}
