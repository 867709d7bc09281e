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

/** Options from the configuration of the Spark session, which apply to all tables. */
final class SessionOptions {

    /** Prefixes in order of precedence. {@code spark-submit} passes on only names that start with {@code spark.}. */
    private static final List<String> PREFIXES =
            List.of("spark.datasource." + OptionNames.PREFIX, "spark." + OptionNames.PREFIX, OptionNames.PREFIX);

    private SessionOptions() {}

    /** Returns the options of each prefix in order of precedence, under their names as table options; empty without a session. */
    static List<Map<String, String>> layers() {
        Optional<SparkSession> session = current();
        if (session.isEmpty()) {
            return List.of();
        }
        List<Map<String, String>> layers = new ArrayList<>();
        PREFIXES.forEach(prefix -> layers.add(new HashMap<>()));
        // Scala 2.12 and 2.13 share Iterator, but not the converters to Java.
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
