package io.aeroarrow.metrics.micrometer;

import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.metrics.ClientMetrics;
import io.aeroarrow.metrics.ClientMetrics.CommandKind;
import io.aeroarrow.metrics.NodeMetrics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Shows the metrics of a client in a Micrometer registry:
 *
 * <ul>
 *   <li>{@code aeroarrow.commands}, a timer by {@code kind}; {@code aeroarrow.command.failures}, by {@code kind}
 *   <li>{@code aeroarrow.records}, {@code aeroarrow.retries}, {@code aeroarrow.timeouts}
 *   <li>{@code aeroarrow.tends}, a timer; {@code aeroarrow.tend.failures}
 *   <li>{@code aeroarrow.nodes}, {@code aeroarrow.connections.open}, {@code aeroarrow.connections.busy}, {@code
 *       aeroarrow.circuits.open}: as of now
 *   <li>{@code aeroarrow.bytes.sent}, {@code aeroarrow.bytes.received}, {@code aeroarrow.node.failures}: of the nodes
 *       known now
 * </ul>
 *
 * <p>A registry holds the client weakly; it keeps none alive.
 */
public final class AeroArrowMeterBinder implements MeterBinder {

    private final AeroArrowClient client;
    private final Tags tags;

    /**
     *
     * @param client the client
     * @param tags what tells this client from others, such as the name of its cluster
     */
    public AeroArrowMeterBinder(AeroArrowClient client, Tags tags) {
        this.client = client;
        this.tags = tags;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (CommandKind kind : CommandKind.values()) {
            Tags ofKind = tags.and("kind", kind.name().toLowerCase(Locale.ROOT));
            timer(registry, "aeroarrow.commands", ofKind, metrics -> metrics.command(kind));
            counter(
                    registry,
                    "aeroarrow.command.failures",
                    ofKind,
                    metrics -> metrics.command(kind).failures());
        }
        timer(registry, "aeroarrow.tends", tags, ClientMetrics::tends);
        counter(
                registry,
                "aeroarrow.tend.failures",
                tags,
                metrics -> metrics.tends().failures());
        counter(registry, "aeroarrow.records", tags, ClientMetrics::records);
        counter(registry, "aeroarrow.retries", tags, ClientMetrics::retries);
        counter(registry, "aeroarrow.timeouts", tags, ClientMetrics::timeouts);
        counter(registry, "aeroarrow.bytes.sent", tags, ClientMetrics::bytesSent);
        counter(registry, "aeroarrow.bytes.received", tags, ClientMetrics::bytesReceived);
        counter(registry, "aeroarrow.node.failures", tags, metrics -> sum(metrics, NodeMetrics::failures));
        gauge(registry, "aeroarrow.memory.used", ClientMetrics::memoryUsed);
        gauge(registry, "aeroarrow.memory.peak", ClientMetrics::memoryPeak);
        gauge(registry, "aeroarrow.nodes", metrics -> metrics.nodes().size());
        gauge(registry, "aeroarrow.connections.open", metrics -> sum(metrics, NodeMetrics::open));
        gauge(registry, "aeroarrow.connections.busy", metrics -> sum(metrics, NodeMetrics::busy));
        gauge(registry, "aeroarrow.circuits.open", metrics -> sum(metrics, node -> node.circuitOpen() ? 1 : 0));
    }

    private interface TimerOf {
        ClientMetrics.Timer in(ClientMetrics metrics);
    }

    private void timer(MeterRegistry registry, String name, Tags with, TimerOf timer) {
        FunctionTimer.builder(
                        name,
                        client,
                        source -> timer.in(source.metrics()).count(),
                        source -> timer.in(source.metrics()).total().toNanos(),
                        TimeUnit.NANOSECONDS)
                .tags(with)
                .register(registry);
    }

    private void counter(MeterRegistry registry, String name, Tags with, ToDoubleFunction<ClientMetrics> value) {
        FunctionCounter.builder(name, client, source -> value.applyAsDouble(source.metrics()))
                .tags(with)
                .register(registry);
    }

    private void gauge(MeterRegistry registry, String name, ToDoubleFunction<ClientMetrics> value) {
        Gauge.builder(name, client, source -> value.applyAsDouble(source.metrics()))
                .tags(tags)
                .register(registry);
    }

    private static long sum(ClientMetrics metrics, ToLongFunction<NodeMetrics> value) {
        return metrics.nodes().stream().mapToLong(value).sum();
    }
}
