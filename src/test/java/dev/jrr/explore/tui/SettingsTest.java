package dev.jrr.explore.tui;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the user has set, and what was wrong with it. */
final class SettingsTest {
    @Test
    void themeAndKeysAreTakenAndCommentsLeftOut() {
        Settings settings = Settings.parse("f", "# mine\n\n theme = light \nkey quit = Q Ctrl-Q\n");
        assertThat(settings.theme()).contains(Theme.Name.LIGHT);
        assertThat(settings.keys()).isEqualTo(Map.of(Action.QUIT, List.of("Q", "Ctrl-Q")));
        assertThat(settings.problem()).isEmpty();
    }

    @Test
    void eachMistakeIsNamedWithItsLineAndTheRestIsTaken() {
        assertThat(Settings.parse("f", "theme = pink\nkey quit = Q").problem())
                .isEqualTo("f line 1: there is no theme \"pink\": dark, light, 16, none");
        assertThat(Settings.parse("f", "theme = pink\nkey quit = Q").keys()).containsKey(Action.QUIT);
        assertThat(Settings.parse("f", "key fly = Q").problem())
                .isEqualTo("f line 1: no action is called \"fly\": the end of the help (?) lists them");
        assertThat(Settings.parse("f", "key quit = Hyper-Q").problem()).startsWith("f line 1: \"Hyper-Q\" is no key");
        assertThat(Settings.parse("f", "key quit =").problem()).startsWith("f line 1: which keys?");
        assertThat(Settings.parse("f", "colour = red").problem()).startsWith("f line 1: \"colour\" is no setting");
    }

    @Test
    void keyOfOnesOwnIsTakenFromTheActionThatHadIt() {
        KeyMap keys = KeyMap.DEFAULT.with(Settings.parse("f", "key quit = j").keys());
        assertThat(keys.action("j")).contains(Action.QUIT);
        assertThat(keys.action("q")).isEmpty();
        assertThat(keys.action("k")).contains(Action.FRAME_BACK);
        assertThat(HelpText.lines(keys, 80).stream().map(Line::text)).anyMatch(line -> line.matches(" *j +quit"));
    }

    @Test
    void fileIsFoundByTheEnvironmentAndMayBeMissing(@TempDir Path folder) throws IOException {
        assertThat(Settings.of(Map.of("XDG_CONFIG_HOME", folder.toString()))).isEqualTo(Settings.NONE);
        assertThat(Settings.of(Map.of())).isEqualTo(Settings.NONE);
        Files.createDirectories(folder.resolve(".config/jrr-tui"));
        Files.writeString(folder.resolve(".config/jrr-tui/explorer"), "theme = 16");
        assertThat(Settings.of(Map.of("HOME", folder.toString(), "XDG_CONFIG_HOME", "relative"))
                        .theme())
                .contains(Theme.Name.SIXTEEN);
    }

    @Test
    void noColourWinsOverEveryTheme() {
        for (Theme.Name name : Theme.Name.values()) {
            Theme theme = Theme.of(Map.of("NO_COLOR", "1", "TERM", "xterm-256color"), Optional.of(name));
            for (Style style : Style.values()) {
                TextCharacter cell = theme.cell('a', style);
                assertThat(cell.getForegroundColor()).isEqualTo(TextColor.ANSI.DEFAULT);
                assertThat(cell.getBackgroundColor()).isEqualTo(TextColor.ANSI.DEFAULT);
            }
        }
    }
}
