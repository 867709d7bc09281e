package io.aeroarrow.cli.internal.connect;

import io.aeroarrow.cli.internal.connect.Setting.Origin;
import io.aeroarrow.cli.internal.process.Shell;
import io.aeroarrow.cli.internal.process.UsageException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Settings from the command line, the environment and the settings file, in this order of precedence. */
final class Settings {

    private static final String PREFIX = "AEROARROW_";

    private final Map<String, String> environment;
    private final Map<String, String> file;
    private final String fileName;

    private Settings(Map<String, String> environment, Map<String, String> file, String fileName) {
        this.environment = environment;
        this.file = file;
        this.fileName = fileName;
    }

    /**
     * Reads the settings file, if it exists.
     *
     * @param named the file from the option; null: from AEROARROW_CONFIG, else the default file
     * @param known the names of all settings
     * @throws UsageException if a named file does not exist, or the file has an unknown setting
     */
    static Settings of(Shell shell, @Nullable Path named, Set<String> known) {
        Map<String, String> environment = shell.environment();
        String variable = environment.get(PREFIX + "CONFIG");
        Path path = named != null ? named : variable != null ? Path.of(variable) : defaultFile(shell);
        if (!Files.exists(path)) {
            if (named != null || variable != null) {
                throw new UsageException("the settings file " + path + " does not exist");
            }
            return new Settings(environment, Map.of(), path.toString());
        }
        Map<String, String> values = read(path);
        Set<String> unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new UsageException(
                    path + " has unknown settings: " + unknown + ". Known settings: " + new TreeSet<>(known));
        }
        warnIfOthersRead(shell, path, values);
        return new Settings(environment, values, path.toString());
    }

    private static Path defaultFile(Shell shell) {
        String base = shell.environment().get("XDG_CONFIG_HOME");
        Path directory = base == null || base.isBlank() ? shell.home().resolve(".config") : Path.of(base);
        return directory.resolve("aeroarrow").resolve("config.properties");
    }

    private static Map<String, String> read(Path path) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageException("the settings file " + path + " cannot be read: " + e.getMessage(), e);
        }
        Map<String, String> values = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        return values;
    }

    private static void warnIfOthersRead(Shell shell, Path path, Map<String, String> values) {
        boolean secret = values.keySet().stream().anyMatch(name -> name.endsWith("password"));
        try {
            if (secret && Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ)) {
                shell.message("warning: all users can read the password in " + path + ". Run: chmod 600 " + path);
            }
        } catch (IOException | UnsupportedOperationException e) {
            shell.message("warning: cannot check the permissions of the password in " + path + ": " + e.getMessage());
        }
    }

    /** Returns a setting; empty if no source has it. */
    Optional<Setting> find(String name, @Nullable String option) {
        if (option != null) {
            return Optional.of(new Setting(option, Origin.OPTION, "--" + name));
        }
        return findWithoutOption(name);
    }

    /** Returns a setting of the environment or the file. */
    Optional<Setting> findWithoutOption(String name) {
        String variable = PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_');
        String inEnvironment = environment.get(variable);
        if (inEnvironment != null) {
            return Optional.of(new Setting(inEnvironment, Origin.ENVIRONMENT, variable));
        }
        String inFile = file.get(name);
        return inFile == null
                ? Optional.empty()
                : Optional.of(new Setting(inFile, Origin.FILE, name + " in " + fileName));
    }
}
