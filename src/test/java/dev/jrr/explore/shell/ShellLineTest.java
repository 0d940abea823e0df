package dev.jrr.explore.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShellLineTest {
    private static List<String> commands(String line) {
        return ShellLine.of(line).parts().stream().map(ShellLine.Part::text).toList();
    }

    private static boolean isOpen(String line) {
        return ShellLine.of(line).isOpen();
    }

    @Test
    void semicolonsAndRowsPartCommands() {
        assertThat(commands(" step;; regs ;bt\n\nwhere;")).containsExactly("step", "regs", "bt", "where");
        assertThat(commands("")).isEmpty();
    }

    @Test
    void quotesAreThoseOfValuesInExpressions() {
        assertThat(commands("find text ~ \"a;b # c\"; step")).containsExactly("find text ~ \"a;b # c\"", "step");
        assertThat(commands("find path~'a\\';b'; step")).containsExactly("find path~'a\\';b'", "step");
        assertThat(commands("find text ~ it's; step")).containsExactly("find text ~ it's", "step");
        assertThat(commands("goto 'mark; step")).containsExactly("goto 'mark", "step");
        assertThat(commands("fnd text ~ \"a;b\"")).hasSize(1);
    }

    @Test
    void aNumberSignAtTheStartOfAWordBeginsAComment() {
        assertThat(commands("# all; of it")).isEmpty();
        assertThat(commands("step # one; two\nregs")).containsExactly("step", "regs");
        assertThat(commands("find text ~ a#b")).containsExactly("find text ~ a#b");
        assertThat(ShellLine.of("step # one").comments()).containsExactly(new ShellLine.Comment(5, 10));
    }

    @Test
    void rowsGoOnBehindABackslashAndInBracketsAndQuotes() {
        assertThat(isOpen("step \\")).isTrue();
        assertThat(isOpen("step \\\n2")).isFalse();
        assertThat(commands("step \\\n2")).containsExactly("step   2");
        assertThat(isOpen("find (failed")).isTrue();
        assertThat(isOpen("find (failed\nor signal)")).isFalse();
        assertThat(commands("find (failed\nor signal)")).containsExactly("find (failed or signal)");
        assertThat(isOpen("find text ~ \"a")).isTrue();
        assertThat(isOpen("find text ~ \"(\"")).isFalse();
        assertThat(isOpen("find failed)")).isFalse();
    }

    @Test
    void whatOnlyExpressionsHaveOpensNothingElsewhere() {
        assertThat(isOpen("don't")).isFalse();
        assertThat(isOpen("goto 'mark")).isFalse();
        assertThat(isOpen("break f(")).isFalse();
        assertThat(isOpen("find failed # (")).isFalse();
        assertThat(isOpen("step # to be continued \\")).isFalse();
    }

    @Test
    void placesAreThoseOfTheLine() {
        String line = "step; # x\n find \\\n failed";
        ShellLine.Part last = ShellLine.of(line).parts().get(1);
        assertThat(line.substring(last.start())).startsWith("find");
        assertThat(last.text()).hasSize(line.length() - last.start());
    }

    @Test
    void theLastCommandIsWhatIsTyped() {
        assertThat(ShellLine.of("step; ne").last()).isEqualTo(" ne");
        assertThat(ShellLine.of("step;").last()).isEmpty();
        assertThat(ShellLine.of("step # ne").endsInComment()).isTrue();
    }
}
