package io.aeroarrow.spark.internal.options;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import scala.Option;
import scala.Tuple2;
import scala.collection.Iterator;

/** What the session's configuration says of this data source, for all of its tables. */
final class SessionOptions {

    /** What may stand before an option's name, the nearest first. {@code spark-submit} passes on what begins with spark. */
    private static final List<String> PREFIXES =
            List.of("spark.datasource." + OptionNames.PREFIX, "spark." + OptionNames.PREFIX, OptionNames.PREFIX);

    private SessionOptions() {}

    /** The options of each prefix, named as in the options of a table; nothing outside of a session. */
    static List<Map<String, String>> layers() {
        Optional<SparkSession> session = current();
        if (session.isEmpty()) {
            return List.of();
        }
        List<Map<String, String>> layers = new ArrayList<>();
        PREFIXES.forEach(prefix -> layers.add(new HashMap<>()));
        // Scala's iterator is the same in all of its versions; its converters are not.
        Iterator<Tuple2<String, String>> entries = session.get().conf().getAll().iterator();
        while (entries.hasNext()) {
            Tuple2<String, String> entry = entries.next();
            put(layers, entry._1(), entry._2());
        }
        return layers;
    }

    private static void put(List<Map<String, String>> layers, String key, String value) {
        String lower = key.toLowerCase(Locale.ROOT);
        for (int i = 0; i < PREFIXES.size(); i++) {
            String prefix = PREFIXES.get(i);
            if (lower.startsWith(prefix)) {
                layers.get(i).put(OptionNames.PREFIX + lower.substring(prefix.length()), value);
                return;
            }
        }
    }

    private static Optional<SparkSession> current() {
        Option<SparkSession> active = SparkSession.getActiveSession();
        Option<SparkSession> any = active.isDefined() ? active : SparkSession.getDefaultSession();
        return any.isDefined() ? Optional.of(any.get()) : Optional.empty();
    }
}
