package io.aeroarrow.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.embedded.EmbeddedAerospike;
import io.aeroarrow.error.AccessRefusedException;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.CancelledException;
import io.aeroarrow.error.CircuitOpenException;
import io.aeroarrow.error.ClientClosedException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.error.MemoryLimitException;
import io.aeroarrow.error.MismatchException;
import io.aeroarrow.error.PartitionsUnavailableException;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.error.TlsException;
import io.aeroarrow.metrics.micrometer.AeroArrowMeterBinder;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.model.Value;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.PoolConfig;
import io.aeroarrow.policy.Timeouts;
import io.aeroarrow.policy.WritePolicy;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.Test;

/** Compares facts on the pages with the code: defaults, errors, types, metrics, options and the names of classes. */
class DocsFactsTest {

    private static final Pattern CODE = Pattern.compile("\\b(\\d+)\\b");
    private static final Pattern OPTION_WITH_DEFAULT = Pattern.compile("`(\\w+)` \\(([\\d,]+)(?:\\)|[;:])");
    private static final Pattern OPTION_WITH_VALUE = Pattern.compile("`([a-z]\\w+)=[\\w.-]+`");
    /** Pages on which a name with a value is an option of the Spark data source. */
    private static final List<String> SPARK_PAGES = List.of(
            "docs/spark.md",
            "docs/spark-writing.md",
            "docs/push-down.md",
            "docs/tuning.md",
            "docs/monitoring.md",
            "docs/troubleshooting.md",
            "docs/coming-from-aerospike-connect.md",
            "docs/getting-started/platforms.md");

    @Test
    void errorsPageListsEveryException() throws IOException {
        Set<String> listed = PageText.of("docs/errors.md").matches("^\\| `(\\w+Exception)` \\|.*\\|.*\\|.*\\|$");
        Set<String> all = new HashSet<>();
        addSubclasses(AeroArrowException.class, all);
        assertThat(listed).containsExactlyInAnyOrderElementsOf(all);
    }

    private static void addSubclasses(Class<?> type, Set<String> names) {
        Class<?>[] permitted = type.getPermittedSubclasses();
        for (Class<?> subclass : permitted == null ? new Class<?>[0] : permitted) {
            names.add(subclass.getSimpleName());
            addSubclasses(subclass, names);
        }
    }

    @Test
    void errorsPageSaysWhichErrorsAreRetryable() throws IOException {
        PageText page = PageText.of("docs/errors.md");
        List<AeroArrowException> errors = List.of(
                ServerErrorException.of(ResultCode.PASSWORD.code(), "a login"),
                new TlsException(""),
                new ConnectionFailedException(""),
                new DeadlineExceededException(DeadlineExceededException.Limit.TOTAL, Duration.ZERO, ""),
                new CircuitOpenException(""),
                new PartitionsUnavailableException(PartitionSet.all(), ""),
                new ProtocolViolationException(""),
                new MemoryLimitException(""),
                new MismatchException(""),
                new ClientClosedException(""),
                new CancelledException(""));
        for (AeroArrowException error : errors) {
            String name = error.getClass().getSimpleName();
            assertThat(page.row("`" + name + "`").get(3)).as(name).isEqualTo(error.retryable() ? "yes" : "no");
        }
        assertThat(codes(page.row("`ServerErrorException`").get(3)))
                .containsExactlyElementsOf(Arrays.stream(ResultCode.values())
                        .map(ResultCode::code)
                        .filter(ResultCode::isRetryable)
                        .toList());
    }

    @Test
    void resultCodesHaveTheNamesThatPagesGiveThem() throws IOException {
        int named = 0;
        for (PageText page : PageText.all()) {
            Matcher code = Pattern.compile("(?:code |`)(\\d+)(?:, `| )([A-Z]{4,}(?:_[A-Z]+)*)`")
                    .matcher(page.text());
            while (code.find()) {
                named++;
                assertThat(ResultCode.find(Integer.parseInt(code.group(1))).map(Enum::name))
                        .as("%s: %s", page.path(), code.group())
                        .hasValue(code.group(2));
            }
        }
        assertThat(named).isGreaterThan(5);
    }

    @Test
    void securityPageListsCodesThatRefuseAccess() throws IOException {
        List<Integer> codes = codes(
                PageText.of("docs/security.md").row("`AccessRefusedException`").get(1));
        assertThat(codes)
                .isNotEmpty()
                .allSatisfy(code -> assertThat(ServerErrorException.of(code, "a login"))
                        .isInstanceOf(AccessRefusedException.class));
    }

    private static List<Integer> codes(String text) {
        List<Integer> codes = new ArrayList<>();
        Matcher code = CODE.matcher(text);
        while (code.find()) {
            codes.add(Integer.valueOf(code.group(1)));
        }
        return codes;
    }

    @Test
    void connectingPageHasTheDefaults() throws IOException {
        ClientConfig config = ClientConfig.of("localhost", 3000);
        PoolConfig pool = config.pool();
        Timeouts scan = Timeouts.SCAN;
        Timeouts lookup = Timeouts.LOOKUP;
        assertThat(WritePolicy.DEFAULT.timeouts()).isEqualTo(lookup.withMaxRetries(0));
        assertThat(scan.total()).isZero();
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("min", String.valueOf(pool.min()));
        defaults.put("max", String.valueOf(pool.max()));
        defaults.put("whenBusy", "`" + pool.whenBusy() + "`");
        defaults.put("opening", String.valueOf(pool.opening()));
        defaults.put("maxIdle", seconds(pool.maxIdle()));
        defaults.put("maxErrors", String.valueOf(pool.maxErrors()));
        defaults.put("connectTimeout", seconds(config.connectTimeout()));
        defaults.put("loginTimeout", seconds(config.loginTimeout()));
        defaults.put("Timeouts.socket", seconds(lookup.socket()) + "; scans " + seconds(scan.socket()));
        defaults.put("Timeouts.total", seconds(lookup.total()) + "; scans unlimited");
        defaults.put("Timeouts.maxRetries", "reads " + lookup.maxRetries() + "; writes 0; scans " + scan.maxRetries());
        PageText page = PageText.of("docs/connecting.md");
        defaults.forEach((name, usual) ->
                assertThat(page.row("`" + name + "`").get(1)).as(name).isEqualTo(usual));
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }

    @Test
    void arrowPageHasTheDefaultsOfReads() throws IOException {
        ReadOptions options = ReadOptions.DEFAULT;
        PageText page = PageText.of("docs/arrow.md");
        assertThat(page.row("`batchRows`, `batchBytes`").get(1))
                .startsWith(grouped(options.batchRows()) + " rows or " + (options.batchBytes() >> 20) + " MiB");
        assertThat(page.row("`onMismatch`").get(1)).isEqualTo("`" + options.onMismatch() + "`");
        assertThat(page.text()).contains("a sample of " + grouped(options.sampleRecords()) + " records");
        assertThat(PageText.of("docs/guide.md").text())
                .contains("(`sampleRecords`, " + grouped(options.sampleRecords()) + ")");
        assertThat(PageText.of("docs/tuning.md").text())
                .contains("withMaxKeysPerRequest(n))` (" + options.maxKeysPerRequest() + ")");
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    @Test
    void guideListsAllRecordMetadataWithItsType() throws IOException {
        PageText page = PageText.of("docs/guide.md");
        Set<String> listed = page.matches("^\\| `(__\\w+)` \\|");
        assertThat(listed)
                .containsExactlyElementsOf(Arrays.stream(MetadataColumn.values())
                        .map(MetadataColumn::columnName)
                        .toList());
        for (MetadataColumn metadata : MetadataColumn.values()) {
            assertThat(page.row("`" + metadata.columnName() + "`").get(1))
                    .isEqualTo(metadata == MetadataColumn.MISMATCH ? "list of utf8" : name(metadata.field()));
        }
    }

    private static String name(Field field) {
        ArrowType type = field.getType();
        String name = switch (type.getTypeID()) {
            case Int -> "int" + ((ArrowType.Int) type).getBitWidth();
            case FloatingPoint -> "float64";
            case FixedSizeBinary -> "fixed-size binary(" + ((ArrowType.FixedSizeBinary) type).getByteWidth() + ")";
            case Timestamp -> "timestamp(µs, " + ((ArrowType.Timestamp) type).getTimezone() + ")";
            default -> type.getTypeID().name().toLowerCase(Locale.ROOT);
        };
        String bin = field.getMetadata().get("aerospike.type");
        return bin == null ? name : name + ", `aerospike.type=" + bin + "`";
    }

    @Test
    void guideSaysWhichTypesAreInferred() throws IOException {
        Value integer = Value.of(1);
        Value text = Value.of("a");
        Value blob = Value.of(new byte[] {1});
        // An empty HyperLogLog: a head of 11 bytes with 8 index bits, then 256 registers of 6 bits.
        byte[] sketch = new byte[11 + 256 * 6 / 8];
        sketch[1] = 8;
        Value place = Value.geoJson("{\"type\":\"Point\",\"coordinates\":[1,2]}");
        Map<String, List<Value>> seen = new LinkedHashMap<>();
        seen.put("integers", List.of(integer));
        seen.put("floats", List.of(Value.of(0.5)));
        seen.put("integers and floats", List.of(integer, Value.of(0.5)));
        seen.put("booleans", List.of(Value.of(true)));
        seen.put("strings", List.of(text));
        seen.put("GeoJSON only", List.of(place));
        seen.put("strings and GeoJSON", List.of(text, place));
        seen.put("blobs", List.of(blob));
        seen.put("strings and blobs", List.of(text, blob));
        seen.put("HyperLogLog", List.of(new Value.HllValue((Value.BlobValue) Value.of(sketch))));
        seen.put("lists whose elements have one of these types", List.of(Value.of(List.of(integer, Value.of(0.5)))));
        seen.put("maps whose keys and whose values have one of these types", List.of(Value.of(Map.of(text, integer))));
        seen.put("any other mixture", List.of(integer, text));
        PageText page = PageText.of("docs/guide.md");
        try (EmbeddedAerospike aerospike = EmbeddedAerospike.start();
                BufferAllocator allocator = new RootAllocator();
                AeroArrow aero = AeroArrow.connect(ClientConfig.of(aerospike.host(), aerospike.port()), allocator)) {
            int set = 0;
            for (Map.Entry<String, List<Value>> row : seen.entrySet()) {
                String name = "inferred" + set++;
                put(aero.client(), name, row.getValue());
                Field field = aero.inferSchema("test", name).bins().findField("v");
                assertThat(page.row(row.getKey()).get(1)).as(row.getKey()).isEqualTo(name(field));
            }
            put(aero.client(), "list", List.of(Value.of(List.of(integer, text))));
            assertThat(name(aero.inferSchema("test", "list").bins().findField("v")))
                    .as("a list of unlike elements")
                    .isEqualTo(page.row("any other mixture").get(1));
        }
    }

    private static void put(AeroArrowClient client, String set, List<Value> values) {
        for (int i = 0; i < values.size(); i++) {
            client.put(Key.of("test", set, i), List.of(new Bin("v", values.get(i))), WritePolicy.DEFAULT);
        }
    }

    @Test
    void monitoringPageListsTheMeters() throws IOException {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Set<String> meters = new HashSet<>();
        try (EmbeddedAerospike aerospike = EmbeddedAerospike.start();
                AeroArrowClient client = AeroArrowClient.connect(ClientConfig.of(aerospike.host(), aerospike.port()))) {
            new AeroArrowMeterBinder(client, Tags.empty()).bindTo(registry);
            registry.getMeters().forEach(meter -> meters.add(meter.getId().getName()));
        }
        assertThat(PageText.of("docs/monitoring.md").matches("`(aeroarrow\\.[a-z.]+)`"))
                .containsExactlyInAnyOrderElementsOf(meters);
    }

    @Test
    void monitoringPageListsTheMetricsOfSpark() throws IOException {
        Set<String> metrics = new LinkedHashSet<>();
        Pattern description = Pattern.compile("String description\\(\\) \\{\\s+return \"([^\"]+)\";");
        for (String source : sources(Path.of("..", "spark-datasource")).values()) {
            if (source.contains("CustomSumMetric")) {
                Matcher metric = description.matcher(source);
                while (metric.find()) {
                    metrics.add(metric.group(1));
                }
            }
        }
        PageText page = PageText.of("docs/monitoring.md");
        assertThat(metrics)
                .hasSizeGreaterThan(8)
                .allSatisfy(metric -> assertThat(page.row(metric)).isNotEmpty());
    }

    /** {@code docs/options.md} is written from the code by OptionsPageTest. */
    @Test
    void optionsThatPagesNameExistWithTheirDefaults() throws IOException {
        Map<String, String> defaults = new HashMap<>();
        PageText.of("docs/options.md").rows().stream()
                .filter(row -> row.get(0).startsWith("`"))
                .forEach(row -> Stream.concat(
                                Stream.of(row.get(0)), Arrays.stream(row.get(2).split(", ")))
                        .forEach(name -> defaults.putIfAbsent(
                                name.replace("`", ""), row.get(1).replace("`", ""))));
        int compared = 0;
        for (PageText page : PageText.all()) {
            Matcher option = OPTION_WITH_DEFAULT.matcher(page.text());
            while (option.find()) {
                String usual = defaults.get(option.group(1));
                if (usual != null) {
                    compared++;
                    assertThat(option.group(2).replace(",", ""))
                            .as("%s: %s", page.path(), option.group())
                            .isEqualTo(usual);
                }
            }
        }
        assertThat(compared).isGreaterThan(8);
        for (String spark : SPARK_PAGES) {
            PageText page = PageText.of(spark);
            Matcher option = OPTION_WITH_VALUE.matcher(page.text());
            while (option.find()) {
                assertThat(defaults.keySet())
                        .as("%s: %s", spark, option.group())
                        .contains(option.group(1));
            }
        }
    }

    @Test
    void classesThatInternalsNameExist() throws IOException {
        Set<String> classes = new HashSet<>();
        for (String module : List.of("connector-core", "arrow-batch", "spark-datasource")) {
            sources(Path.of("..", module)).keySet().forEach(classes::add);
        }
        for (PageText page : PageText.all()) {
            if (!page.path().toString().contains("internals")) {
                continue;
            }
            Set<String> named = new LinkedHashSet<>(page.matches("`([A-Z][a-z]+[A-Za-z]*)(?:\\.\\w+)?`"));
            // The trees of classes in code blocks: a name, then two spaces or a colon.
            named.addAll(page.matches("^ *([A-Z][a-z]+(?:[A-Z][a-z]+)*)  +[a-z]"));
            named.remove("Unsafe");
            named.removeAll(classes);
            assertThat(named)
                    .as("%s names classes that do not exist", page.path())
                    .isEmpty();
        }
    }

    private static Map<String, String> sources(Path module) throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> files = Files.walk(module.resolve("src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                sources.put(String.valueOf(file.getFileName()).replace(".java", ""), Files.readString(file));
            }
        }
        return sources;
    }

    @Test
    void eachAnchorOfALinkIsAHeading() throws IOException {
        Pattern link = Pattern.compile("]\\(([^)#:]*\\.md)?#([^)]+)\\)");
        int anchors = 0;
        for (PageText page : PageText.all()) {
            Matcher found = link.matcher(page.text());
            while (found.find()) {
                anchors++;
                Path target = found.group(1) == null ? page.path() : page.path().resolveSibling(found.group(1));
                assertThat(anchors(new PageText(target, Files.readString(target))))
                        .as("the anchors of %s, which %s links to", target, page.path())
                        .contains(found.group(2));
            }
        }
        assertThat(anchors).isGreaterThan(10);
    }

    private static Set<String> anchors(PageText page) {
        return page.withoutCode().matches("^#+ (.+)$").stream()
                .map(heading -> heading.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
