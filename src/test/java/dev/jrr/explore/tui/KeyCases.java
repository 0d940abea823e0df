package dev.jrr.explore.tui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/** Tests of keys in one terminal, each a sentence that begins with the key. */
final class KeyCases {
    /** Each that fails has waited long; when some have, the others would not tell more. */
    private static final int MOST_FAILURES = 3;

    private final ExplorerTerminal explorer;
    private final Set<String> keys = new LinkedHashSet<>();
    private final List<DynamicTest> tests = new ArrayList<>();
    private int failures;

    KeyCases(ExplorerTerminal explorer) {
        this.explorer = explorer;
    }

    /** The keys that have a case. */
    Set<String> keys() {
        return keys;
    }

    /** In the order in which they have to run. */
    List<DynamicTest> tests() {
        return tests;
    }

    void key(String key, String does, Executable check) {
        keys.add(key);
        other(key + " " + does, check);
    }

    /** Something that is no key of the table. */
    void other(String does, Executable check) {
        tests.add(dynamicTest(does, () -> {
            assumeTrue(failures < MOST_FAILURES, "others have failed");
            failures++;
            check.execute();
            assertThat(explorer.screen()).doesNotContain("Exception").doesNotContain("at dev.jrr.");
            failures--;
        }));
    }

    void moves(String key, String does, long from, long to) {
        key(key, does, () -> explorer.at(from).press(key).movesTo(to).ready());
    }

    void says(String key, String does, long from, String words) {
        key(key, does, () -> explorer.at(from).press(key).sees(words));
    }
}
