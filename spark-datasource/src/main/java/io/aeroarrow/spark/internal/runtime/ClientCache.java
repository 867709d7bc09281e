package io.aeroarrow.spark.internal.runtime;

import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.policy.ClientConfig;
import java.time.Duration;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/**
 * The clients of this JVM, one for each configuration. Tasks share its connections. A client is closed when no task and
 * no query has used it for some time.
 */
public final class ClientCache {

    /** The Spark property for the time after which an unused client is closed. */
    static final String IDLE_TIME = "spark.aeroarrow.clientIdleTime";

    private static final String DEFAULT_IDLE_TIME = "10min";

    private static final SharedClients CLIENTS = new SharedClients(AeroArrowClient::connect);

    private ClientCache() {}

    /**
     * Returns the client of a configuration. The first call connects. On a task's thread, the client stays open until the
     * task ends. Elsewhere it stays open while records are read or written; {@link #hold} keeps it open for longer.
     */
    public static AeroArrowClient client(ClientConfig config) {
        SharedClients.Lease lease = CLIENTS.lease(config, idleTime());
        TaskContext task = TaskContext.get();
        if (task == null) {
            lease.close();
        } else {
            TaskCompletionListener end = ended -> lease.close();
            TaskContext unused = task.addTaskCompletionListener(end);
        }
        return lease.client();
    }

    /** Returns the client of a configuration, and keeps it open until the hold is closed. */
    public static Hold hold(ClientConfig config) {
        return CLIENTS.lease(config, idleTime());
    }

    /** Keeps a client open. */
    public interface Hold extends AutoCloseable {
        AeroArrowClient client();

        @Override
        void close();
    }

    private static Duration idleTime() {
        SparkEnv env = SparkEnv.get();
        if (env == null) {
            return Duration.ofMinutes(10);
        }
        return Duration.ofMillis(env.conf().getTimeAsMs(IDLE_TIME, DEFAULT_IDLE_TIME));
    }
}
