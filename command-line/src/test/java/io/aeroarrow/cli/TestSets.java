package io.aeroarrow.cli;

import io.aeroarrow.embedded.junit.AerospikeServer;
import java.nio.file.Path;

/** The sets of a conformance test, and a shell that is connected to the server under test. */
final class TestSets {

    /** The namespace of all tests. */
    static final String NAMESPACE = "test";

    /** A schema in Arrow's JSON with the int64 column {@code a}. */
    static final String SCHEMA_OF_INTEGER_A =
            "{\"fields\":[{\"name\":\"a\",\"nullable\":true,\"type\":{\"name\":\"int\",\"bitWidth\":64,"
                    + "\"isSigned\":true},\"children\":[]}]}";

    private final String prefix;

    /** @param test a short name of the test, unique in this module */
    TestSets(String test) {
        // Several work trees may share one server.
        prefix = test + Integer.toUnsignedString(System.getProperty("user.dir").hashCode(), Character.MAX_RADIX) + "_";
    }

    /** The name of a set or index that no other test uses. */
    String name(String suffix) {
        return prefix + suffix;
    }

    /** The argument for a set on the command line. */
    static String argument(String set) {
        return NAMESPACE + "." + set;
    }

    static TestShell shell(AerospikeServer server, Path home) {
        return new TestShell(home).with("AEROARROW_HOSTS", server.host() + ":" + server.port());
    }
}
