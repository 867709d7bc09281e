package io.aeroarrow.flight.internal.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aeroarrow.embedded.EmbeddedAerospike;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Loads the sample data of the repository, notebooks/data: flights, airports and films. */
public final class DemoData {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm");
    private static final Map<String, String> MOVIE_BINS = Map.of(
            "Title", "title",
            "Director", "director",
            "Major Genre", "genre",
            "Running Time min", "minutes",
            "US Gross", "us_gross",
            "Worldwide Gross", "world_gross",
            "IMDB Rating", "imdb",
            "Rotten Tomatoes Rating", "tomatoes");

    private final EmbeddedAerospike server;
    private final Path folder;

    private DemoData(EmbeddedAerospike server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    /** Loads all files of a directory into the namespace test. */
    public static void load(EmbeddedAerospike server, Path folder) throws IOException {
        DemoData data = new DemoData(server, folder);
        data.flights();
        data.airports();
        data.movies();
    }

    private InputStream open(String file) throws IOException {
        return new GZIPInputStream(Files.newInputStream(folder.resolve(file)));
    }

    private JsonNode json(String file) throws IOException {
        try (InputStream in = open(file)) {
            return new ObjectMapper().readTree(in);
        }
    }

    private void flights() throws IOException {
        long key = 0;
        for (JsonNode flight : json("flights-20k.json.gz")) {
            Map<String, Object> bins = new HashMap<>();
            LocalDateTime departure = LocalDateTime.parse(flight.path("date").asText(), TIME);
            bins.put("departure", departure.toEpochSecond(ZoneOffset.UTC) * 1_000_000);
            for (String name : new String[] {"delay", "distance"}) {
                bins.put(name, flight.path(name).longValue());
            }
            for (String name : new String[] {"origin", "destination"}) {
                bins.put(name, flight.path(name).asText());
            }
            server.load("test", "flights").put(key++, bins);
        }
    }

    private void movies() throws IOException {
        long key = 0;
        for (JsonNode movie : json("movies.json.gz")) {
            Map<String, @Nullable Object> bins = new HashMap<>();
            MOVIE_BINS.forEach((from, to) -> bins.put(to, value(movie.path(from))));
            server.load("test", "movies").put(key++, bins);
        }
    }

    private static @Nullable Object value(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.longValue();
        }
        if (node.isNumber()) {
            return node.doubleValue();
        }
        return node.isNull() || node.isMissingNode() ? null : node.asText();
    }

    /** The file's header has no types. */
    private void airports() throws IOException {
        try (BufferedReader rows =
                new BufferedReader(new InputStreamReader(open("airports.csv.gz"), StandardCharsets.UTF_8))) {
            String header =
                    rows.readLine().replace("latitude", "latitude:float").replace("longitude", "longitude:float");
            String all = header + "\n" + rows.lines().collect(Collectors.joining("\n"));
            try (Reader text = new StringReader(all)) {
                server.load("test", "airports").csv(text, "iata");
            }
        }
    }
}
