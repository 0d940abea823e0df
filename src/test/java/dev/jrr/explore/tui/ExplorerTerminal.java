package dev.jrr.explore.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.testing.Tmux;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The explorer in a terminal of its own: keys by the names of the key table in, questions to the screen out. */
final class ExplorerTerminal implements AutoCloseable {
    static final int WIDTH = 120;
    static final int HEIGHT = 40;

    private static final String LAUNCHER =
            Path.of(System.getProperty("jrr.home"), "bin", "jrr-tui").toString();
    private static final Pattern POSITION = Pattern.compile("(?m)^ frame (\\S+) of ");
    private static final Map<String, String> AS_TMUX_SAYS =
            Map.of("Esc", "Escape", "Backspace", "BSpace", "PgDn", "PageDown", "PgUp", "PageUp");
    /** Keys that mean nothing: what one says is there when all before it has been done. */
    private static final List<String> UNBOUND = List.of("@", "&");

    private final Path scratch;
    private final Tmux tmux;
    private final String modes;
    private int settled;
    private String before = "";

    /** A shell; what its programs keep for their user is below a folder. */
    ExplorerTerminal(Path scratch) {
        this.scratch = scratch;
        tmux = Tmux.open(WIDTH, HEIGHT);
        tmux.run("set-option", "-s", "set-clipboard", "on");
        modes = tmux.modes(scratch);
        tmux.line("unset NO_COLOR; export JRR_TRACE_DIR=" + scratch + "/traces XDG_CONFIG_HOME=" + scratch
                + "/config XDG_STATE_HOME=" + scratch + "/state XDG_CACHE_HOME=" + scratch + "/cache");
    }

    @Override
    public void close() {
        long shell = Long.parseLong(tmux.format("#{pane_pid}"));
        List<ProcessHandle> left = ProcessHandle.of(shell)
                .map(ProcessHandle::descendants)
                .orElse(Stream.empty())
                .toList();
        tmux.close();
        // What still runs may be about to write into the folder.
        left.forEach(process -> process.onExit().orTimeout(10, TimeUnit.SECONDS).join());
    }

    Tmux tmux() {
        return tmux;
    }

    /** Runs the tool, and waits for the explorer that it opens. */
    ExplorerTerminal start(String arguments) {
        tmux.line("clear; " + LAUNCHER + " " + arguments + "; echo status $?");
        tmux.awaitFormat("#{alternate_on}", "1").awaitText("live: ready");
        return this;
    }

    /** Goes to a frame, with a tab open by its key, nothing asked and the events having the keys. */
    ExplorerTerminal at(long frame, String tab) {
        String unbound = UNBOUND.get(settled++ % UNBOUND.size());
        // Escape leaves what an earlier key may have opened; a digit right before a colon is no count.
        List<String> keys = new ArrayList<>(List.of("Escape", tab, ":", "C-u"));
        ("goto " + frame).chars().forEach(c -> keys.add(c == ' ' ? "Space" : String.valueOf((char) c)));
        // Twice, as the first closes the answer that the word may have shown.
        keys.addAll(List.of("Enter", unbound, unbound));
        tmux.keys(keys.toArray(new String[0]));
        tmux.await(
                "frame " + frame + " with nothing to do",
                screen -> screen.contains(" " + unbound + " is not a key here") && isAt(screen, frame + ""));
        if (!tmux.screen().contains("[Events]")) {
            tmux.keys("Tab");
        }
        tmux.await(
                "the events, and the replay", screen -> screen.contains("[Events]") && screen.contains("live: ready"));
        return this;
    }

    ExplorerTerminal at(long frame) {
        return at(frame, "1");
    }

    /** Presses keys of the table, one after the other at once. */
    ExplorerTerminal press(String... keys) {
        before = tmux.screen();
        String[] names = new String[keys.length];
        for (int i = 0; i < keys.length; i++) {
            names[i] = keys[i].startsWith("Ctrl-")
                    ? "C-" + keys[i].substring("Ctrl-".length()).toLowerCase(Locale.ROOT)
                    : AS_TMUX_SAYS.getOrDefault(keys[i], keys[i]);
        }
        tmux.keys(names);
        return this;
    }

    /** Types a text, and Enter. */
    ExplorerTerminal line(String text) {
        before = tmux.screen();
        tmux.line(text);
        return this;
    }

    /** The mouse does something at a column and a row from 0: a code of SGR reports, pressed and let go. */
    ExplorerTerminal mouse(int code, int column, int row) {
        before = tmux.screen();
        tmux.mouse(code, column, row);
        return this;
    }

    /** Waits for a text that was not there before the last key. */
    ExplorerTerminal sees(String text) {
        assertThat(before).as("before the key").doesNotContain(text);
        tmux.awaitText(text);
        return this;
    }

    /** Waits until a text is gone that was there before the last key. */
    ExplorerTerminal seesGone(String text) {
        assertThat(before).as("before the key").contains(text);
        tmux.await("end of " + text, screen -> !screen.contains(text));
        return this;
    }

    ExplorerTerminal sees(String what, Predicate<String> wanted) {
        assertThat(wanted.test(before)).as(what + " before the key").isFalse();
        tmux.await(what, wanted);
        return this;
    }

    /** Waits for a position that is another than before the last key. */
    ExplorerTerminal movesTo(String place) {
        assertThat(position(before)).as("before the key").isNotEqualTo(place);
        tmux.await("position " + place, screen -> isAt(screen, place));
        return this;
    }

    ExplorerTerminal movesTo(long frame) {
        return movesTo(Long.toString(frame));
    }

    /** Waits until the replay has followed. */
    ExplorerTerminal ready() {
        tmux.awaitText("live: ready");
        return this;
    }

    private static boolean isAt(String screen, String place) {
        return position(screen).equals(place);
    }

    /** Where the status line says that one is, such as "41" or "41+1"; "" if it does not. */
    static String position(String screen) {
        Matcher matcher = POSITION.matcher(screen);
        return matcher.find() ? matcher.group(1) : "";
    }

    String position() {
        return position(tmux.screen());
    }

    String screen() {
        return tmux.screen();
    }

    /** Waits for the shell, and checks that the terminal is as it was before the explorer had it. */
    void requireTerminalAsBefore() {
        tmux.awaitFormat("#{alternate_on}#{cursor_flag}#{mouse_any_flag}#{mouse_sgr_flag}#{keypad_flag}", "01000");
        // What is typed before the shell reads again belongs to nobody.
        tmux.await("a prompt", screen -> screen.stripTrailing().endsWith("\nready>"));
        assertThat(tmux.modes(scratch)).isEqualTo(modes);
        tmux.line("echo he''ard").awaitText("heard");
    }
}
