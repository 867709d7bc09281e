package io.aeroarrow.embedded.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The seeds whose sequences once had different answers: lines with the kind of sequence and a seed. */
final class Seeds {
    private Seeds() {}

    static List<Long> kept(String kind) throws IOException {
        try (InputStream in = Seeds.class.getResourceAsStream("/compare/seeds.txt")) {
            if (in == null) {
                throw new IOException("/compare/seeds.txt is missing on the class path");
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .map(line -> line.split(" "))
                    .filter(parts -> parts[0].equals(kind))
                    .map(parts -> Long.valueOf(parts[1]))
                    .toList();
        }
    }
}
