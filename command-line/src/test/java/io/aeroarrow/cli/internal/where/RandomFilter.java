package io.aeroarrow.cli.internal.where;

import io.aeroarrow.filter.ComparisonOperator;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.PathStep;
import io.aeroarrow.filter.RegexFlag;
import io.aeroarrow.filter.StoredValue;
import io.aeroarrow.model.Value;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Random filters of all kinds that a condition can express. */
final class RandomFilter {

    private static final List<String> NAMES = List.of("a", "_b1", "and", "two words", "5", "__key", "ä\"ö", "x'y");
    private static final List<String> TEXTS = List.of("", "x", "it's", "50% \\ _", "né\n", "and", "\"");

    private final Random random;

    RandomFilter(Random random) {
        this.random = random;
    }

    Filter next(int depth) {
        int kind = random.nextInt(depth == 0 ? 9 : 12);
        return switch (kind) {
            case 0, 1 -> operand().compare(pick(List.of(ComparisonOperator.values())), value(random.nextInt(5)));
            case 2 -> {
                int type = random.nextInt(5);
                yield operand().in(several(() -> value(type)));
            }
            case 3 -> {
                int type = random.nextInt(5);
                yield operand().between(value(type), value(type));
            }
            case 4 ->
                operand()
                        .matches(
                                pick(TEXTS),
                                random.nextBoolean()
                                        ? new RegexFlag[] {RegexFlag.EXTENDED}
                                        : new RegexFlag[] {RegexFlag.EXTENDED, RegexFlag.IGNORE_CASE});
            case 5 -> random.nextBoolean() ? operand().isMissing() : operand().exists();
            case 6 ->
                random.nextBoolean()
                        ? operand().startsWith("p" + pick(TEXTS))
                        : Filter.timeToLive().lessThan(random.nextInt());
            case 7 ->
                random.nextBoolean()
                        ? operand().contains(value(random.nextInt(5)))
                        : operand().containsKey(key());
            case 8 -> operand().size().compare(pick(List.of(ComparisonOperator.values())), value(0));
            case 9 -> Filter.not(next(depth - 1));
            case 10 -> new Filter.And(several(() -> next(depth - 1), 2));
            default -> new Filter.Or(several(() -> next(depth - 1), 2));
        };
    }

    private StoredValue operand() {
        StoredValue value = Filter.bin(pick(NAMES));
        for (int steps = random.nextInt(4); steps > 0; steps--) {
            value = value.step(random.nextBoolean() ? new PathStep.Key(key()) : new PathStep.Index(random.nextInt()));
        }
        return value;
    }

    private Value key() {
        return value(List.of(0, 2, 4).get(random.nextInt(3)));
    }

    private Value value(int type) {
        return switch (type) {
            case 0 -> Value.of(random.nextLong());
            case 1 -> Value.of(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
            case 2 -> Value.of(pick(TEXTS));
            case 3 -> Value.of(random.nextBoolean());
            default -> Value.of(new byte[] {(byte) random.nextInt(), (byte) random.nextInt()});
        };
    }

    private <T> List<T> several(Supplier<T> next) {
        return several(next, 1);
    }

    private <T> List<T> several(Supplier<T> next, int least) {
        return IntStream.range(0, least + random.nextInt(3))
                .mapToObj(i -> next.get())
                .toList();
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
