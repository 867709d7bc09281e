package io.aeroarrow.spark.internal.catalog;

import io.aeroarrow.spark.internal.options.SourceOptions;
import io.aeroarrow.spark.internal.options.TableScope.WholeNamespace;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns, once per namespace, of a read of the whole namespace that names no set. */
final class OmittedSetWarning {

    private static final Logger LOG = LoggerFactory.getLogger(OmittedSetWarning.class);

    private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

    private OmittedSetWarning() {}

    /** Logs the warning if the options name no set. Returns whether it was logged. */
    static boolean warn(SourceOptions options) {
        boolean omitted = options.scope() instanceof WholeNamespace all && all.byOmission();
        if (!omitted || !WARNED.add(options.namespace())) {
            return false;
        }
        LOG.warn(
                "no set is named: this reads all sets of namespace '{}'. Name one by option 'set' or by .load(\"{}.SET\");"
                        + " the set __all reads the whole namespace without this warning.",
                options.namespace(),
                options.namespace());
        return true;
    }
}
