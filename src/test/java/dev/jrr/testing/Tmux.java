package dev.jrr.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/** A terminal of its own for a program under test: keys in, screen out. Waits by looking, never by the clock alone. */
public final class Tmux implements AutoCloseable {
    private static final long PATIENCE_NANOS = Long.getLong("jrr.test.patience", 30) * 1_000_000_000L;
    private static final long LOOK_MILLIS = 20;

    private final String socket = "jrr-test-" + UUID.randomUUID();

    private Tmux() {}

    /** A shell in a terminal of the given size. */
    public static Tmux open(int width, int height) {
        Tmux tmux = new Tmux();
        tmux.run(
                "new-session",
                "-d",
                "-x",
                Integer.toString(width),
                "-y",
                Integer.toString(height),
                "env",
                "LANG=C.UTF-8",
                "PS1=ready> ",
                "bash",
                "--norc",
                "--noprofile");
        tmux.awaitText("ready>");
        return tmux;
    }

    /** Types keys by tmux's names: "j", "Enter", "C-z", "Escape". */
    public Tmux keys(String... names) {
        List<String> command = new ArrayList<>(List.of("send-keys"));
        command.addAll(List.of(names));
        run(command.toArray(new String[0]));
        return this;
    }

    /** Types a text as it is. */
    public Tmux type(String text) {
        run("send-keys", "-l", "--", text);
        return this;
    }

    /** Types a line into the shell. */
    public Tmux line(String text) {
        return type(text).keys("Enter");
    }

    /** Clicks with the left button, at a column and a row from 0; the program has to have asked for the mouse. */
    public Tmux click(int column, int row) {
        return mouse(0, column, row);
    }

    /** Presses and releases what has this code in SGR reports: 0 to 2 are buttons, 64 the wheel up, 65 down. */
    public Tmux mouse(int code, int column, int row) {
        String report = "\u001b[<" + code + ";" + (column + 1) + ";" + (row + 1);
        run("send-keys", "-l", report + "M" + report + "m");
        return this;
    }

    public String screen() {
        return run("capture-pane", "-p");
    }

    /** The screen with its colours, as escape sequences. */
    public String styledScreen() {
        return run("capture-pane", "-p", "-e");
    }

    public Tmux awaitText(String text) {
        return await("the text " + text, screen -> screen.contains(text));
    }

    public Tmux await(String what, Predicate<String> wanted) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        String screen = screen();
        while (!wanted.test(screen)) {
            assertThat(System.nanoTime() - end)
                    .as("still no %s on this screen:%n%s", what, screen)
                    .isNegative();
            pause();
            screen = screen();
        }
        return this;
    }

    /** Waits until a tmux format, such as "#{alternate_on}", has a value. */
    public Tmux awaitFormat(String format, String value) {
        return await(format + " to be " + value, screen -> format(format).equals(value));
    }

    public String format(String format) {
        return run("display-message", "-p", format).strip();
    }

    /**
     * The terminal's modes as a program that the shell starts finds them; for the shell at its prompt.
     *
     * @param scratch a folder for a file
     */
    public String modes(Path scratch) {
        Path file = scratch.resolve("modes");
        try {
            Files.deleteIfExists(file);
            // Written to another name first: a file that is there is complete.
            line("stty -g > " + file + ".part; mv " + file + ".part " + file);
            await("the file " + file, screen -> Files.exists(file));
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Tmux resize(int width, int height) {
        run("resize-window", "-x", Integer.toString(width), "-y", Integer.toString(height));
        return this;
    }

    @Override
    public void close() {
        run("kill-server");
    }

    /** Runs a command of tmux, and returns what it prints. */
    public String run(String... words) {
        List<String> command = new ArrayList<>(List.of("tmux", "-u", "-L", socket, "-f", "/dev/null"));
        command.addAll(List.of(words));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
