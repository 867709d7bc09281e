package io.aeroarrow.embedded.internal.collection;

import io.aeroarrow.embedded.internal.wire.RequestFailure;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operations that read or remove selected entries of a map, by their codes. */
final class MapSelectorCall {
    private enum Way {
        KEY,
        INDEX,
        VALUE,
        RANK,
        KEY_LIST,
        ALL_BY_VALUE,
        VALUE_LIST,
        KEY_INTERVAL,
        INDEX_RANGE,
        VALUE_INTERVAL,
        RANK_RANGE,
        RELATIVE_INDEX,
        RELATIVE_RANK
    }

    private static final Map<Integer, Way> REMOVALS = Map.ofEntries(
            Map.entry(76, Way.KEY),
            Map.entry(77, Way.INDEX),
            Map.entry(78, Way.VALUE),
            Map.entry(79, Way.RANK),
            Map.entry(81, Way.KEY_LIST),
            Map.entry(82, Way.ALL_BY_VALUE),
            Map.entry(83, Way.VALUE_LIST),
            Map.entry(84, Way.KEY_INTERVAL),
            Map.entry(85, Way.INDEX_RANGE),
            Map.entry(86, Way.VALUE_INTERVAL),
            Map.entry(87, Way.RANK_RANGE),
            Map.entry(88, Way.RELATIVE_INDEX),
            Map.entry(89, Way.RELATIVE_RANK));
    private static final Map<Integer, Way> READS = Map.ofEntries(
            Map.entry(97, Way.KEY),
            Map.entry(98, Way.INDEX),
            Map.entry(99, Way.VALUE),
            Map.entry(100, Way.RANK),
            Map.entry(102, Way.ALL_BY_VALUE),
            Map.entry(103, Way.KEY_INTERVAL),
            Map.entry(104, Way.INDEX_RANGE),
            Map.entry(105, Way.VALUE_INTERVAL),
            Map.entry(106, Way.RANK_RANGE),
            Map.entry(107, Way.KEY_LIST),
            Map.entry(108, Way.VALUE_LIST),
            Map.entry(109, Way.RELATIVE_INDEX),
            Map.entry(110, Way.RELATIVE_RANK));

    private MapSelectorCall() {}

    static boolean isRemoval(int code) {
        return REMOVALS.containsKey(code);
    }

    static Selection ofRemoval(int code, CallParameters parameters, MapSelector selector) {
        return select(REMOVALS.get(code), code, parameters, selector);
    }

    static Selection ofRead(int code, CallParameters parameters, MapSelector selector) {
        return select(READS.get(code), code, parameters, selector);
    }

    private static Selection select(@Nullable Way way, int code, CallParameters parameters, MapSelector selector) {
        if (way == null) {
            throw RequestFailure.parameter("operation " + code + " is not a map operation of this kind");
        }
        int fewest = way.compareTo(Way.RELATIVE_INDEX) >= 0 ? 3 : 2;
        parameters.require(fewest, way.compareTo(Way.KEY_INTERVAL) >= 0 ? fewest + 1 : fewest);
        ResultSpec spec = parameters.result(way.compareTo(Way.KEY_LIST) >= 0);
        return switch (way) {
            case KEY -> selector.byKey(parameters.element(), spec);
            case INDEX -> selector.byIndex(parameters.single(), spec);
            case VALUE, ALL_BY_VALUE -> selector.byValue(parameters.element(), spec);
            case RANK -> selector.byRank(parameters.single(), spec);
            case KEY_LIST -> selector.byKeys(parameters.items(), spec);
            case VALUE_LIST -> selector.byValueItems(parameters.items(), spec);
            case KEY_INTERVAL -> selector.byKeyInterval(parameters.element(), parameters.elementOrNull(), spec);
            case INDEX_RANGE -> selector.byIndex(parameters.range(), spec);
            case VALUE_INTERVAL -> selector.byValueInterval(parameters.element(), parameters.elementOrNull(), spec);
            case RANK_RANGE -> selector.byRank(parameters.range(), spec);
            case RELATIVE_INDEX -> selector.byRelativeIndex(parameters.element(), parameters.range(), spec);
            case RELATIVE_RANK -> selector.byRelativeRank(parameters.element(), parameters.range(), spec);
        };
    }
}
