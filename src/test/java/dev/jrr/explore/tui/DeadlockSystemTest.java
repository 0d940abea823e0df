package dev.jrr.explore.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.testing.Tmux;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The bundled dinner of philosophers, recorded and explored: the screen itself says what went wrong. */
@Tag("system")
@Timeout(120)
final class DeadlockSystemTest {
    private static final Path HOME = Path.of(System.getProperty("jrr.home"));
    private static final String LAUNCHER = HOME.resolve("bin/jrr-tui").toString();
    private static final String DEMO =
            HOME.resolve("share/jrr-tui/demo/philosophers").toString();

    @TempDir
    private Path traces;

    private Tmux tmux;

    @BeforeEach
    void record() {
        tmux = Tmux.open(120, 40);
        tmux.line("export JRR_TRACE_DIR=" + traces);
        tmux.line(LAUNCHER + " record -- " + DEMO).awaitText("recorded");
        tmux.line("clear; " + LAUNCHER + " replay; echo status $?");
        tmux.awaitFormat("#{alternate_on}", "1").awaitText("frame 0 of");
    }

    @AfterEach
    void close() {
        tmux.close();
    }

    @Test
    void theScreenNamesTheDeadlockAndOneKeyGoesThere() {
        tmux.awaitText("L goes to what looks like a deadlock: 5 tasks wait for locks for ever");
        tmux.keys("L").awaitText("DEADLOCK: 5 tasks wait in a circle").awaitText("live: ready");
        tmux.awaitText("mutex forks+0x28, held by").awaitText("waits for").awaitText("waited on by");
        tmux.keys("1").awaitText("DEADLOCK: 5 tasks wait in a circle: 6 shows it");
        tmux.keys("k").await("no deadlock one frame before", screen -> !screen.contains("DEADLOCK"));
        tmux.keys("j").awaitText("DEADLOCK").keys("q").awaitText("status 0");
    }

    @Test
    void theTimelineZoomsAndAClickLooksAtALane() {
        tmux.awaitText("whole run, ").awaitText("philosophers");
        tmux.keys("L").awaitText("frames a column").keys("z", "z").awaitText("a column a frame");
        tmux.keys("Z", "Z").awaitText("whole run, ").keys("g").awaitText("frame 0 of");
        // The lanes are below the title and the timeline's heading; the third task is a philosopher.
        Matcher lane = Pattern.compile("philosophers (\\d+)")
                .matcher(tmux.screen().lines().skip(4).findFirst().orElseThrow());
        assertThat(lane.find()).isTrue();
        tmux.click(75, 4).awaitText("looking at task " + lane.group(1)).awaitText("(chosen)");
        tmux.await("another frame", screen -> !screen.contains("frame 0 of")).keys("q");
        tmux.awaitText("status 0");
    }
}
