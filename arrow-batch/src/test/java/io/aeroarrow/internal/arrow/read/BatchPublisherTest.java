package io.aeroarrow.internal.arrow.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BatchPublisherTest {

    private final AtomicInteger closed = new AtomicInteger();
    private final List<Throwable> thrown = new ArrayList<>();

    private void execute(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            thrown.add(e);
        }
    }

    /** Subscribes, and calls {@code onNext} with each batch. */
    private static final class Subscriber implements Flow.Subscriber<VectorSchemaRoot> {
        private final Consumer<Flow.Subscription> onNext;
        private Flow.@Nullable Subscription subscription;
        private int batches;
        private final List<String> signals = new ArrayList<>();

        Subscriber(Consumer<Flow.Subscription> onNext) {
            this.onNext = onNext;
        }

        @Override
        public void onSubscribe(Flow.Subscription started) {
            subscription = started;
        }

        @Override
        public void onNext(VectorSchemaRoot batch) {
            batches++;
            onNext.accept(subscription);
        }

        @Override
        public void onError(Throwable failure) {
            signals.add("error " + failure.getMessage());
        }

        @Override
        public void onComplete() {
            signals.add("complete");
        }
    }

    @Test
    void closesItsSourceWhenTheSubscriberThrows() {
        Subscriber failing = new Subscriber(subscription -> {
            throw new IllegalStateException("planned");
        });
        CountedSource.publisher(3, closed, this::execute).subscribe(failing);
        failing.subscription.request(3);
        assertThat(closed).hasValue(1);
        assertThat(thrown).hasSize(1);
        failing.subscription.request(1);
        failing.subscription.cancel();
        assertThat(failing.batches).isEqualTo(1);
        assertThat(failing.signals).isEmpty();
        assertThat(closed).hasValue(1);
    }

    @Test
    void endsWithTheErrorOfASourceThatRunsOutOfMemory() {
        BatchPublisher publisher = new BatchPublisher(
                () -> {
                    throw new OutOfMemoryError("planned");
                },
                this::execute);
        Subscriber subscriber = new Subscriber(subscription -> {});
        publisher.subscribe(subscriber);
        subscriber.subscription.request(1);
        assertThat(subscriber.signals).containsExactly("error planned");
        assertThat(thrown).isEmpty();
    }

    @Test
    void deliversManyBatchesToASubscriberThatRequestsWithinOnNext() {
        Subscriber greedy = new Subscriber(subscription -> subscription.request(1));
        CountedSource.publisher(100_000, closed, this::execute).subscribe(greedy);
        greedy.subscription.request(1);
        assertThat(greedy.batches).isEqualTo(100_000);
        assertThat(greedy.signals).containsExactly("complete");
        assertThat(closed).hasValue(1);
    }

    @Test
    void closesItsSourceWhenTheSubscriberCancelsWithinOnNext() {
        Subscriber leaving = new Subscriber(Flow.Subscription::cancel);
        CountedSource.publisher(3, closed, this::execute).subscribe(leaving);
        leaving.subscription.request(2);
        assertThat(leaving.batches).isEqualTo(1);
        assertThat(leaving.signals).isEmpty();
        assertThat(closed).hasValue(1);
    }
}
