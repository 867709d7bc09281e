package io.aeroarrow.bench.measure;

/**
 * What a comparison program runs on: the server of the environment, and the program's arguments.
 *
 * @param records number of records to write or read
 * @param rounds measured rounds
 */
public record ComparisonSettings(String host, int port, int records, int rounds) {

    private static final int RECORDS = 1_000_000;

    /**
     * Reads AEROSPIKE_HOST and AEROSPIKE_PORT (default: 3000), and the arguments.
     *
     * @param arguments the number of records (default: 1,000,000) and of rounds
     * @param defaultRounds rounds if no argument gives them
     */
    public static ComparisonSettings of(String[] arguments, int defaultRounds) {
        int records = arguments.length > 0 ? Integer.parseInt(arguments[0]) : RECORDS;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : defaultRounds;
        return new ComparisonSettings(environmentHost(), environmentPort(), records, rounds);
    }

    /** Returns the value of AEROSPIKE_HOST. */
    public static String environmentHost() {
        String host = System.getenv("AEROSPIKE_HOST");
        if (host == null) {
            throw new IllegalArgumentException(
                    "AEROSPIKE_HOST is not set. Set it to a server, and AEROSPIKE_PORT if the port is not 3000.");
        }
        return host;
    }

    /** Returns the value of AEROSPIKE_PORT; 3000 if it is not set. */
    public static int environmentPort() {
        return Integer.parseInt(System.getenv().getOrDefault("AEROSPIKE_PORT", "3000"));
    }
}
