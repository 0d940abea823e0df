package dev.jrr.explore.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.explore.tui.GoldenScreens.Look;
import dev.jrr.explore.tui.GoldenScreens.Pane;
import dev.jrr.explore.tui.GoldenScreens.Size;
import dev.jrr.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every pane at several sizes and in three looks, a file for each pane and size: dark, as text and
 * as styles; without colours; in ASCII.
 */
final class ScreenGoldenTest {
    private static final Path HOME = Path.of("src/test/golden/screens");

    static Stream<Arguments> panes() {
        return GoldenScreens.all().flatMap(pane -> pane.sizes().map(size -> Arguments.of(pane, size)));
    }

    @ParameterizedTest
    @MethodSource("panes")
    void looksAsItDid(Pane pane, Size size) {
        TestScreen dark = pane.screen(size, Look.DARK);
        String text = dark.shown();
        String styles = dark.styles();
        TestScreen plain = pane.screen(size, Look.NO_COLOUR);
        assertThat(plain.shown()).as("colours only add to what the text says").isEqualTo(text);
        String plainStyles = plain.styles();
        String ascii = pane.screen(size, Look.ASCII).shown();
        assertThat(ascii).matches("\\p{ASCII}*");
        Golden.check(
                "screens/" + pane.name() + "-" + size + ".txt",
                section("dark", text)
                        + section("dark: " + StyleLetters.legend(styles), styles)
                        + section("the same without colours: " + StyleLetters.legend(plainStyles), plainStyles)
                        + section("ASCII", ascii));
    }

    private static String section(String title, String rows) {
        return "== " + title + "\n" + rows;
    }

    @Test
    void everyFileIsOfSomePane() throws IOException {
        Set<String> expected = panes().map(each -> ((Pane) each.get()[0]).name() + "-" + each.get()[1] + ".txt")
                .collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(HOME)) {
            Set<String> found = files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
            assertThat(found).isEqualTo(expected);
        }
    }
}
