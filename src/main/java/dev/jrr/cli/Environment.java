package dev.jrr.cli;

import dev.jrr.base.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The environment that a recorded program gets: "NAME=value" strings. */
final class Environment {
    private Environment() {}

    /** Ours, in its order, with these variables set; a name alone removes the variable. */
    static List<String> with(List<String> changes) {
        return with(own(), changes);
    }

    static List<String> with(List<String> own, List<String> changes) {
        List<String> all = new ArrayList<>(own);
        for (String change : changes) {
            int sign = change.indexOf('=');
            if (sign == 0 || change.isEmpty()) {
                throw new UsageException("--env takes NAME=VALUE");
            }
            String name = sign < 0 ? change : change.substring(0, sign);
            all.removeIf(variable -> variable.startsWith(name + "="));
            if (sign > 0) {
                all.add(change);
            }
        }
        return all;
    }

    static Optional<String> value(List<String> environment, String name) {
        return environment.stream()
                .filter(variable -> variable.startsWith(name + "="))
                .map(variable -> variable.substring(name.length() + 1))
                .findFirst();
    }

    private static List<String> own() {
        List<String> variables = new ArrayList<>();
        try {
            // System.getenv() has lost the order, which a program can see.
            byte[] bytes = Files.readAllBytes(Path.of("/proc/self/environ"));
            for (String variable : new String(bytes, StandardCharsets.UTF_8).split("\0")) {
                if (!variable.isEmpty()) {
                    variables.add(variable);
                }
            }
        } catch (IOException unreadable) {
            for (Map.Entry<String, String> variable : System.getenv().entrySet()) {
                variables.add(variable.getKey() + "=" + variable.getValue());
            }
        }
        return variables;
    }
}
