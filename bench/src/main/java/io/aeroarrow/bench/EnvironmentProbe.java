package io.aeroarrow.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Finds out the machine, JVM, versions and commit that a report names. */
final class EnvironmentProbe {

    private static final Path CPUS = Path.of("/proc/cpuinfo");
    private static final long GIBIBYTE = 1L << 30;

    private EnvironmentProbe() {}

    static String machine() throws IOException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return String.format(
                Locale.ROOT,
                "%d x %s, %d GiB of memory",
                Runtime.getRuntime().availableProcessors(),
                processor(),
                Math.round((double) system.getTotalMemorySize() / GIBIBYTE));
    }

    private static String processor() throws IOException {
        if (!Files.isReadable(CPUS)) {
            return System.getProperty("os.arch");
        }
        return Files.readAllLines(CPUS, StandardCharsets.UTF_8).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }

    static String system() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                + System.getProperty("os.arch");
    }

    static String java() {
        return System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version") + ", "
                + String.join(
                        " ",
                        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                                .filter(argument -> argument.startsWith("-X"))
                                .toList());
    }

    static String load() {
        return String.format(
                Locale.ROOT,
                "%.1f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** Returns the commit, and whether sources have uncommitted changes. */
    static String commit() throws IOException, InterruptedException {
        String commit = git("rev-parse", "--short=12", "HEAD");
        if (commit.isEmpty()) {
            return "unknown: not run in a Git repository";
        }
        boolean clean =
                git("status", "--porcelain", "--", "*.java", "*.py", "*pom.xml").isEmpty();
        return commit + (clean ? "" : ", with uncommitted changes");
    }

    private static String git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            // Without git, the commit is unknown.
            return "";
        }
        try (InputStream out = process.getInputStream()) {
            String output = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? output : "";
        }
    }

    static Map<String, String> versions() throws IOException {
        Properties versions = new Properties();
        try (InputStream file = EnvironmentProbe.class.getResourceAsStream("versions.properties")) {
            versions.load(file);
        }
        Map<String, String> result = new TreeMap<>();
        versions.stringPropertyNames().forEach(name -> result.put(name, versions.getProperty(name)));
        return result;
    }
}
