package io.aeroarrow.flight.internal.auth;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Users in a file. A line is {@code name:hash:rights} or {@code name:hash:rights:namespaces}: the bcrypt hash of the
 * password, {@code read} or {@code write}, and namespaces separated by commas. Other lines are empty or start with #.
 */
final class UsersFile {

    private static final Pattern LINE =
            Pattern.compile("([^:#\\s][^:]*):(\\$2[abxy]\\$\\d\\d\\$[./0-9A-Za-z]{53}):(read|write)(?::([^:]+))?");

    /** The hash of no known password: an unknown user takes as long as a known one. */
    private static final String NO_PASSWORD =
            BCrypt.withDefaults().hashToString(10, "no user has this password".toCharArray());

    private record User(String hash, UserRights rights) {}

    private final Map<String, User> users;

    private UsersFile(Map<String, User> users) {
        this.users = Map.copyOf(users);
    }

    static UsersFile read(Path file) throws IOException {
        Map<String, User> users = new HashMap<>();
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                // The line may hold a password: it is not shown.
                throw new IllegalArgumentException("line " + (i + 1) + " of " + file
                        + " is not name:hash:rights. The hash is bcrypt's ($2b$...), the rights are read or write.");
            }
            Set<String> namespaces = parts.group(4) == null
                    ? Set.of()
                    : Stream.of(parts.group(4).split(",")).map(String::strip).collect(Collectors.toSet());
            User user = new User(parts.group(2), new UserRights(parts.group(3).equals("write"), namespaces));
            if (users.put(parts.group(1), user) != null) {
                throw new IllegalArgumentException(
                        "line " + (i + 1) + " of " + file + ": user '" + parts.group(1) + "' is there twice");
            }
        }
        if (users.isEmpty()) {
            throw new IllegalArgumentException(file + " has no users");
        }
        return new UsersFile(users);
    }

    /** Returns the rights of a user if the password is right. */
    Optional<UserRights> login(String name, String password) {
        User user = users.get(name);
        String hash = user == null ? NO_PASSWORD : user.hash();
        boolean right = BCrypt.verifyer()
                .verify(password.getBytes(StandardCharsets.UTF_8), hash.getBytes(StandardCharsets.UTF_8))
                .verified;
        return right && user != null ? Optional.of(user.rights()) : Optional.empty();
    }

    UserRights rights(String name) {
        User user = users.get(name);
        return user == null ? new UserRights(false, Set.of("")) : user.rights();
    }
}
