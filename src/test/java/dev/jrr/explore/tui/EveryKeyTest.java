package dev.jrr.explore.tui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each key of the table does something that can be seen, wherever it is pressed, or says why it does not. */
final class EveryKeyTest {
    static Stream<String> keys() {
        return KeyMap.DEFAULT.groups().stream()
                .flatMap(group -> group.bindings().stream())
                .flatMap(row -> row.keys().stream());
    }

    /** What each tab looks like before a key, with and without the keys' focus. */
    private static final Map<String, String> BEFORE = new HashMap<>();

    @ParameterizedTest
    @MethodSource("keys")
    void keyIsSeenOrSaysWhy(String key) {
        for (String tab : List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "P", "%")) {
            for (String focus : List.of("", "Tab")) {
                String before = BEFORE.computeIfAbsent(
                        tab + focus, state -> in(tab, focus).shownAndStyles());
                check(in(tab, focus), before, key, "in tab " + tab + " " + focus);
            }
        }
    }

    private static TestScreen in(String tab, String focus) {
        TestScreen screen = new TestScreen(120, 40);
        screen.keys(tab);
        if (!focus.isEmpty()) {
            screen.keys(focus);
        }
        screen.model.say("");
        return screen;
    }

    private static void check(TestScreen screen, String before, String key, String where) {
        screen.keys(key);
        Optional<Model.Request> request = screen.model.takeRequest();
        boolean isAsked =
                request.isPresent() || screen.model.prompts().current().isPresent();
        boolean isSaid = !screen.model.message().isEmpty();
        boolean isSeen = isAsked || isSaid || !before.equals(screen.shownAndStyles());
        assertThat(isSeen).as("%s %s", key, where).isTrue();
    }
}
