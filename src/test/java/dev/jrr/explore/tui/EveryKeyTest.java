package dev.jrr.explore.tui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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

    @ParameterizedTest
    @MethodSource("keys")
    void keyIsSeenOrSaysWhy(String key) {
        for (String tab : List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "P", "%")) {
            for (boolean focused : new boolean[] {false, true}) {
                TestScreen screen = new TestScreen(120, 40);
                screen.keys(tab);
                if (focused) {
                    screen.keys("Tab");
                }
                check(screen, key, "in tab " + tab + (focused ? ", which has the keys" : ""));
            }
        }
    }

    private static void check(TestScreen screen, String key, String where) {
        screen.model.say("");
        String before = screen.shown() + screen.styles();
        screen.keys(key);
        Optional<Model.Request> request = screen.model.takeRequest();
        boolean isSeen = !before.equals(screen.shown() + screen.styles());
        boolean isAsked =
                request.isPresent() || screen.model.prompts().current().isPresent();
        boolean isSaid = !screen.model.message().isEmpty();
        assertThat(isSeen || isAsked || isSaid).as("%s %s", key, where).isTrue();
    }
}
