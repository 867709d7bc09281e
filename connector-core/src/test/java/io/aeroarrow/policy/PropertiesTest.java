package io.aeroarrow.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.admin.IndexStatus;
import io.aeroarrow.admin.IndexType;
import io.aeroarrow.admin.NodeProgress;
import io.aeroarrow.admin.SecondaryIndex;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Operand;
import io.aeroarrow.metrics.ClientMetrics;
import io.aeroarrow.metrics.NodeMetrics;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.operation.Operation;
import io.aeroarrow.query.BackgroundRequest;
import io.aeroarrow.query.IndexQuery;
import io.aeroarrow.query.ScanRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds for every API class that keeps its properties in a private {@code Fields}. */
class PropertiesTest {

    /** Another value than the default, by the type of the property. */
    private static final Map<Class<?>, Object> OTHER_VALUES = Map.ofEntries(
            Map.entry(String.class, "other"),
            Map.entry(Duration.class, Duration.ofMillis(7)),
            Map.entry(TimeToLive.class, TimeToLive.NEVER),
            Map.entry(GenerationCheck.class, GenerationCheck.equalTo(3)),
            Map.entry(Timeouts.class, Timeouts.SCAN.withMaxRetries(9)),
            Map.entry(Backoff.class, new Backoff(Duration.ZERO, Duration.ZERO)),
            Map.entry(ReadRouting.class, ReadRouting.DEFAULT.withReplica(ReplicaPolicy.RANDOM)),
            Map.entry(AddressMap.class, AddressMap.parse("a=b")),
            Map.entry(PoolConfig.class, PoolConfig.DEFAULT.withMax(3)),
            Map.entry(TlsConfig.class, TlsConfig.trusting(Path.of("ca.pem"))),
            Map.entry(Credentials.class, Credentials.pki()),
            Map.entry(IndexQuery.class, IndexQuery.bin("a").equalTo(1)),
            Map.entry(long.class, 1L << 30),
            Map.entry(Filter.class, Filter.hasKey()),
            Map.entry(Operand.class, Filter.bin("m").key("k")),
            Map.entry(BinSelection.class, BinSelection.none()),
            Map.entry(PartitionSet.class, PartitionSet.range(7, 3)),
            Map.entry(ClientMetrics.Timer.class, new ClientMetrics.Timer(1, 2, Duration.ZERO, Duration.ZERO)));

    static Stream<Object> all() {
        return Stream.of(
                ClientConfig.of("host", 3000),
                PoolConfig.DEFAULT,
                ReadPolicy.DEFAULT,
                WritePolicy.DEFAULT,
                BatchPolicy.DEFAULT,
                ScanRequest.of("test", "set"),
                BackgroundRequest.of("test", "set", List.of(Operation.touch())),
                SecondaryIndex.of("test", "set", "index", "bin", IndexType.NUMERIC),
                IndexStatus.of("test", "set", "index", "bin", IndexType.NUMERIC),
                NodeProgress.of("A1", NodeProgress.State.RUNNING),
                NodeMetrics.of("A1"),
                ClientMetrics.of(Map.of()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void eachFieldHasAnAccessorAndStandsInTheText(Object value) throws ReflectiveOperationException {
        for (Field field : fields(value)) {
            Object read = value.getClass().getMethod(field.getName()).invoke(value);
            Object plain = read instanceof Optional<?> optional ? optional.orElse(null) : read;
            assertThat(value.toString()).contains(field.getName() + "=" + plain);
        }
        assertThat(value.toString()).startsWith(value.getClass().getSimpleName() + "[");
    }

    @ParameterizedTest
    @MethodSource("all")
    void aChangedCopyDiffersInItsPropertyOnly(Object value) throws ReflectiveOperationException {
        String text = value.toString();
        int changes = 0;
        for (Field field : fields(value)) {
            Optional<Method> with = with(value, field.getName());
            if (with.isEmpty()) {
                continue;
            }
            Object other = other(with.get().getParameterTypes()[0], value, field.getName());
            Object changed = with.get().invoke(value, other);
            Object again = with.get().invoke(value, other);
            assertThat(changed).isNotEqualTo(value).isEqualTo(again).hasSameHashCodeAs(again);
            for (Field each : fields(value)) {
                Object before = value.getClass().getMethod(each.getName()).invoke(value);
                Object after = value.getClass().getMethod(each.getName()).invoke(changed);
                if (each.equals(field)) {
                    assertThat(after instanceof Optional<?> optional ? optional.orElseThrow() : after)
                            .isEqualTo(other);
                } else {
                    assertThat(after).as(each.getName()).isEqualTo(before);
                }
            }
            changes++;
        }
        assertThat(changes).isPositive();
        assertThat(value).hasToString(text);
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatSparkSendsArrivesEqual(Object value) throws IOException, ClassNotFoundException {
        if (!(value instanceof Serializable)) {
            return;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(value).hasSameHashCodeAs(value);
        }
    }

    private static List<Field> fields(Object value) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> nested : value.getClass().getDeclaredClasses()) {
            if (nested.getSimpleName().equals("Fields")) {
                Stream.of(nested.getDeclaredFields())
                        .filter(field -> !Modifier.isStatic(field.getModifiers()))
                        .forEach(fields::add);
            }
        }
        assertThat(fields).isNotEmpty();
        return fields;
    }

    private static Optional<Method> with(Object value, String property) {
        String base = property.startsWith("use") ? property.substring(3) : property;
        String name = "with" + Character.toUpperCase(base.charAt(0)) + base.substring(1);
        return Stream.of(value.getClass().getMethods())
                .filter(method -> method.getName().equals(name) && method.getParameterCount() == 1)
                .findFirst();
    }

    private static Object other(Class<?> type, Object value, String property) throws ReflectiveOperationException {
        Object now = value.getClass().getMethod(property).invoke(value);
        if (now instanceof Boolean flag) {
            return !flag;
        } else if (now instanceof Integer number) {
            return number + 1;
        } else if (now instanceof Long number) {
            return number + 1;
        } else if (now instanceof Double number) {
            return number + 1;
        } else if (now instanceof Enum<?> constant) {
            return Arrays.stream(constant.getDeclaringClass().getEnumConstants())
                    .filter(each -> each != constant)
                    .findFirst()
                    .orElseThrow();
        } else if (type == List.class) {
            return switch (property) {
                case "seeds" -> List.of(new HostAddress("other", 1));
                case "rackIds" -> List.of(5);
                default -> List.of(NodeMetrics.of("B2"));
            };
        }
        return OTHER_VALUES.get(type);
    }
}
