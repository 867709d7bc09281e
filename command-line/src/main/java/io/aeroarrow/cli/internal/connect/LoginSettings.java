package io.aeroarrow.cli.internal.connect;

import io.aeroarrow.cli.internal.process.Shell;
import io.aeroarrow.cli.internal.process.UsageException;
import io.aeroarrow.policy.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The login. The password is never an option, because other users of the machine could see it. */
record LoginSettings(
        Settings settings,
        @Nullable String user,
        @Nullable String passwordFile,
        @Nullable String auth) {

    Credentials resolve(Shell shell) {
        Setting mode = settings.find("auth", auth).orElse(new Setting("internal", Setting.Origin.FILE, "--auth"));
        if (mode.text().equals("pki")) {
            return Credentials.pki();
        }
        if (!List.of("internal", "external").contains(mode.text())) {
            throw new UsageException(mode.source() + " is '" + mode.text() + "'; it must be internal, external or pki");
        }
        Optional<Setting> name = settings.find("user", user);
        if (name.isEmpty()) {
            return Credentials.none();
        }
        String password = password(shell, name.get().text());
        return name.get()
                .as(text -> mode.text().equals("external")
                        ? Credentials.external(text, password)
                        : Credentials.internal(text, password));
    }

    private String password(Shell shell, String name) {
        Optional<Setting> file = settings.find("password-file", passwordFile);
        Optional<Setting> direct = settings.findWithoutOption("password");
        if (file.isPresent()
                && (direct.isEmpty()
                        || file.get().origin().compareTo(direct.get().origin()) < 0)) {
            return firstLine(file.get());
        }
        if (direct.isPresent()) {
            return direct.get().text();
        }
        return new String(shell.passwordPrompt()
                .orElseThrow(() -> new UsageException("no password for user " + name
                        + " and no terminal to ask for it. Use --password-file or AEROARROW_PASSWORD."))
                .apply("Password for " + name + ": "));
    }

    private static String firstLine(Setting file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(Path.of(file.text()));
        } catch (IOException | InvalidPathException e) {
            throw new UsageException(file.source() + ": the password file " + file.text() + " cannot be read", e);
        }
        if (lines.isEmpty() || lines.get(0).isEmpty()) {
            throw new UsageException(file.source() + ": the password file " + file.text() + " is empty");
        }
        return lines.get(0);
    }
}
