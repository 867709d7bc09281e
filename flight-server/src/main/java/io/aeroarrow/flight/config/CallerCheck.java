package io.aeroarrow.flight.config;

import java.nio.file.Path;

/** How callers prove who they are. */
public sealed interface CallerCheck {

    /** Every caller may read and write. */
    record Anyone() implements CallerCheck {}

    /**
     * Users and hashed passwords are in a file.
     *
     * @param file a line for each user: name, bcrypt hash and rights, separated by colons
     */
    record UsersOf(Path file) implements CallerCheck {}

    /** User names and passwords are those of the Aerospike cluster, whose servers check each request. */
    record ClusterUsers() implements CallerCheck {}

    /** {@return no check} */
    static CallerCheck anyone() {
        return new Anyone();
    }

    /**
     * {@return a check by a file}
     *
     * @param file a line for each user: name, bcrypt hash and rights, separated by colons
     */
    static CallerCheck usersOf(Path file) {
        return new UsersOf(file);
    }

    /** {@return a check by the cluster, which must have security enabled} */
    static CallerCheck clusterUsers() {
        return new ClusterUsers();
    }
}
