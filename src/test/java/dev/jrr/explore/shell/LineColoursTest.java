package dev.jrr.explore.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class LineColoursTest {
    /** The parts of a line that have a colour, each as COLOUR:text. */
    private static String colours(String line) {
        return LineColours.of(line, List.of("here")).stream()
                .map(span -> span.colour() + ":" + line.substring(span.start(), span.end()))
                .collect(Collectors.joining(" "));
    }

    @Test
    void wordsAreKnownOrNot() {
        assertThat(colours("step")).isEqualTo("WORD:step");
        assertThat(colours("frob ")).isEqualTo("MISTAKE:frob");
        assertThat(colours("frob; step")).isEqualTo("MISTAKE:frob WORD:step");
    }

    @Test
    void whatIsStillTypedIsNoMistakeIfItCanBecomeAWord() {
        assertThat(colours("ste")).isEmpty();
        assertThat(colours("ste ")).isEqualTo("MISTAKE:ste");
        assertThat(colours("next op")).isEqualTo("WORD:next");
        assertThat(colours("find sysc")).isEqualTo("WORD:find");
        assertThat(colours("find syscall = ope")).isEqualTo("WORD:find FIELD:syscall OPERATOR:=");
    }

    @Test
    void addressesHaveNumbersAndRegisters() {
        assertThat(colours("read rsp+0x10-8 64"))
                .isEqualTo("WORD:read NAME:rsp OPERATOR:+ NUMBER:0x10 OPERATOR:- NUMBER:8 NUMBER:64");
        assertThat(colours("break main if rdi > 1")).isEqualTo("WORD:break NAME:rdi OPERATOR:> NUMBER:1");
        assertThat(colours("read 0x1g 4")).isEqualTo("WORD:read MISTAKE:0x1g NUMBER:4");
    }

    @Test
    void placesKindsAndCountsAreChecked() {
        assertThat(colours("goto 50%")).isEqualTo("WORD:goto NUMBER:50%");
        assertThat(colours("goto here")).isEqualTo("WORD:goto NAME:here");
        assertThat(colours("goto nowhere")).isEqualTo("WORD:goto MISTAKE:nowhere");
        assertThat(colours("next openat")).isEqualTo("WORD:next NAME:openat");
        assertThat(colours("next nonsense")).isEqualTo("WORD:next MISTAKE:nonsense");
        assertThat(colours("step x")).isEqualTo("WORD:step MISTAKE:x");
        assertThat(colours("mark before")).isEqualTo("WORD:mark");
        assertThat(colours("help read")).isEqualTo("WORD:help WORD:read");
    }

    @Test
    void expressionsHaveColoursUpToTheirMistake() {
        assertThat(colours("find syscall = openat and not result < 0"))
                .isEqualTo("WORD:find FIELD:syscall OPERATOR:= TEXT:openat FIELD:and FIELD:not FIELD:result"
                        + " OPERATOR:< NUMBER:0");
        assertThat(colours("find sycall = openat; step")).isEqualTo("WORD:find MISTAKE:sycall WORD:step");
        assertThat(colours("find syscall = opneat and failed"))
                .isEqualTo("WORD:find FIELD:syscall OPERATOR:= MISTAKE:opneat");
        assertThat(colours("find text ~ \"a b\"")).isEqualTo("WORD:find FIELD:text OPERATOR:~ TEXT:\"a b\"");
        assertThat(colours("find failed)")).isEqualTo("WORD:find FIELD:failed MISTAKE:)");
    }

    @Test
    void commentsAreFaint() {
        assertThat(colours("step # one")).isEqualTo("WORD:step COMMENT:# one");
    }

    @Test
    void colouringKeepsTheText() {
        LineHighlighter highlighter = new LineHighlighter(List::of);
        for (String line :
                List.of("", "  step 5 ;frob # x", "find (a\n or signal)", "read $rsp + 8 \\\n 4", "find )(")) {
            AttributedString coloured = highlighter.highlight(null, line);
            assertThat(coloured.toString()).isEqualTo(line);
        }
    }
}
