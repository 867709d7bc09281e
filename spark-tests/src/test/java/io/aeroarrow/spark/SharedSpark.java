package io.aeroarrow.spark;

import org.apache.spark.sql.SparkSession;

/** The one SparkContext of this JVM. A start takes a second or more, so test classes share it and have a session each. */
final class SharedSpark {

    private static SparkSession root;
    private static int rootAttempts;

    private SharedSpark() {}

    /**
     * Returns a new session with its own settings, views and catalogs, and makes it the active and the default one.
     *
     * @param attempts how often a task runs before it fails its query. Another number than before restarts the
     *     SparkContext and ends all sessions
     */
    static synchronized SparkSession newSession(int attempts) {
        if (root == null || root.sparkContext().isStopped() || rootAttempts != attempts) {
            stop();
            root = SparkSession.builder()
                    .master("local[2," + attempts + "]")
                    .appName("aeroarrow")
                    .config("spark.ui.enabled", "false")
                    .config("spark.driver.host", "localhost")
                    .config("spark.sql.shuffle.partitions", "2")
                    .config("spark.sql.datetime.java8API.enabled", "true")
                    .getOrCreate();
            rootAttempts = attempts;
        }
        return current(root.newSession());
    }

    /** Returns a new session of the same SparkContext with the extension, and makes it the active and the default one. */
    static synchronized SparkSession newExtendedSession(int attempts) {
        newSession(attempts);
        SparkSession.clearActiveSession();
        SparkSession.clearDefaultSession();
        return current(SparkSession.builder()
                .withExtensions(new AerospikeExtensions())
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.sql.datetime.java8API.enabled", "true")
                .getOrCreate());
    }

    private static SparkSession current(SparkSession session) {
        SparkSession.setActiveSession(session);
        SparkSession.setDefaultSession(session);
        return session;
    }

    /** Stops the SparkContext, for tests that need one with settings of their own. */
    static synchronized void stop() {
        if (root != null) {
            root.stop();
            root = null;
        }
        SparkSession.clearActiveSession();
        SparkSession.clearDefaultSession();
    }
}
