package dev.jrr.explore.tui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The one table of keys. */
final class KeyMapTest {
    private static final KeyMap KEYS = KeyMap.DEFAULT;

    @Test
    void noKeyMeansTwoThings() {
        List<String> keys = new ArrayList<>();
        rows().forEach(row -> keys.addAll(row.keys()));
        assertThat(keys).doesNotHaveDuplicates();
    }

    @Test
    void everyActionHasAKey() {
        Set<Action> bound = rows().stream().map(KeyMap.Binding::action).collect(Collectors.toSet());
        assertThat(bound).containsExactlyInAnyOrderElementsOf(EnumSet.allOf(Action.class));
    }

    @Test
    void everyKeyLeadsToItsAction() {
        for (KeyMap.Binding row : rows()) {
            for (String key : row.keys()) {
                assertThat(KEYS.action(key)).as(key).contains(row.action());
            }
        }
    }

    @Test
    void keysAsTheTerminalSendsThemHaveTheNamesOfTheTable() {
        for (KeyMap.Binding row : rows()) {
            for (String key : row.keys()) {
                assertThat(KeyName.of(TestScreen.stroke(key))).isEqualTo(key);
            }
        }
    }

    @Test
    void helpListsEveryKeyWithItsWords() {
        for (int width : new int[] {40, 80, 200}) {
            String help = HelpText.lines(KEYS, width).stream().map(Line::text).collect(Collectors.joining(" "));
            String packed = help.replaceAll("\\s+", " ");
            for (KeyMap.Binding row : rows()) {
                assertThat(packed).contains(String.join(" ", row.keys()) + " " + row.words());
            }
        }
    }

    @Test
    void pairsGoForwardInLowerCaseAndBackInUpperCase() {
        for (String letter : List.of("s", "x", "o", "d", "f")) {
            Action forward = KEYS.action(letter).orElseThrow();
            Action back = KEYS.action(letter.toUpperCase(Locale.ROOT)).orElseThrow();
            assertThat(forward.name()).endsWith("_FORWARD");
            assertThat(back.name()).isEqualTo(forward.name().replace("_FORWARD", "_BACK"));
        }
    }

    private static List<KeyMap.Binding> rows() {
        return KEYS.groups().stream()
                .flatMap(group -> group.bindings().stream())
                .toList();
    }
}
