package io.aeroarrow.client;

import java.util.Arrays;

/** The threads that {@link ClosingClient#blocking} started. */
final class Blocked {

    private Blocked() {}

    /** The number of such threads that wait, with a method of the given class on their stack. */
    static long threads(String simpleClassName) {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().equals("blocked"))
                .filter(thread -> Arrays.stream(thread.getValue())
                        .anyMatch(frame -> frame.getClassName().endsWith("." + simpleClassName)))
                .count();
    }
}
