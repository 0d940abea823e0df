package dev.jrr.explore.lesson;

import static dev.jrr.explore.lesson.Lessons.HEAD;
import static dev.jrr.explore.lesson.Lessons.STEP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LessonParserTest {
    private static final String ASK = STEP + "ask: What?\n";

    @TempDir
    private Path folder;

    /** Fails at that line of the text with a message that has all the parts. */
    private static void assertFails(String text, int line, String... parts) {
        assertThatThrownBy(() -> Lessons.parse(text))
                .as(text)
                .isInstanceOf(LessonException.class)
                .satisfies(e -> {
                    assertThat(e.getMessage())
                            .startsWith("bell.lesson:" + line + ": ")
                            .doesNotContain("\n");
                    assertThat(((LessonException) e).line()).isEqualTo(line);
                    for (String part : parts) {
                        assertThat(e.getMessage()).contains(part);
                    }
                });
    }

    @Test
    void aLessonIsReadWithAllItSays() {
        Lesson lesson = Lessons.parse("""
                # A comment.
                title: The bell
                summary: Why a thread
                  sleeps for ever.
                program: bell.c
                arguments: 3 'two words' ""
                compile: gcc -O2
                record: --timeslice-ms=1 --no-syscallbuf
                minutes: 240

                step: First
                go: goto end; prev futex
                view: memory rsp + 16
                claim: locks => waits for
                claim: output => ^a => b

                One paragraph
                # of which this is no part
                of two lines.

                Another, in which a
                word: comes to stand at the left.

                ask: Which frame
                  is it?
                answer-at: goto end; prev futex
                within: 2
                hint: Not far.
                hint: Look back.
                explain: So it is.
                model: goto end
                wrong: goto start
                wrong: next futex

                step: Second
                Text.
                view: stats
                """);
        assertThat(lesson.name()).isEqualTo("bell");
        assertThat(lesson.title()).isEqualTo("The bell");
        assertThat(lesson.summary()).isEqualTo("Why a thread sleeps for ever.");
        assertThat(lesson.minutes()).isEqualTo(240);
        assertThat(lesson.program())
                .isEqualTo(new LessonProgram(
                        Optional.of("bell.c"),
                        List.of("3", "two words", ""),
                        List.of("gcc", "-O2"),
                        List.of("--timeslice-ms=1", "--no-syscallbuf")));
        LessonStep first = lesson.steps().get(0);
        assertThat(first.title()).isEqualTo("First");
        assertThat(first.go()).contains("goto end; prev futex");
        assertThat(first.view()).contains(new LessonView(LessonView.Kind.MEMORY, Optional.of("rsp + 16")));
        assertThat(first.claims())
                .containsExactly(new LessonStep.Claim("locks", "waits for"), new LessonStep.Claim("output", "^a => b"));
        assertThat(first.paragraphs())
                .containsExactly(
                        "One paragraph of two lines.", "Another, in which a word: comes to stand at the left.");
        assertThat(first.question())
                .contains(new LessonQuestion(
                        "Which frame is it?",
                        new LessonAnswer.AtPlace("goto end; prev futex", 2),
                        List.of("Not far.", "Look back."),
                        Optional.of("So it is."),
                        Optional.of("goto end"),
                        List.of("goto start", "next futex")));
        LessonStep second = lesson.steps().get(1);
        assertThat(second)
                .isEqualTo(new LessonStep(
                        "Second",
                        List.of("Text."),
                        Optional.empty(),
                        Optional.of(new LessonView(LessonView.Kind.STATS, Optional.empty())),
                        List.of(),
                        Optional.empty()));
        assertThat(lesson.questions()).isEqualTo(1);
    }

    @Test
    void whatIsLeftOutIsTheUsual() {
        LessonProgram program = Lessons.parse(HEAD + STEP).program();
        assertThat(program.compile()).containsExactly("cc", "-g", "-O0", "-pthread");
        assertThat(program.words()).isEmpty();
        assertThat(program.recordOptions()).isEmpty();
    }

    @Test
    void aCommandLineStandsForAProgram() {
        String text = HEAD.replace("program: bell.c", "command: sh -c 'echo \"a  b\"'") + STEP;
        assertThat(Lessons.parse(text).program().source()).isEmpty();
        assertThat(Lessons.parse(text).program().words()).containsExactly("sh", "-c", "echo \"a  b\"");
    }

    @Test
    void theHeadMustBeComplete() {
        assertFails(HEAD.replaceFirst("title.*\n", "") + STEP, 1, "no title:", "write \"title: ");
        assertFails(HEAD.replaceFirst("summary.*\n", "") + STEP, 1, "no summary:");
        assertFails(HEAD.replaceFirst("program.*\n", "") + STEP, 1, "no program:", "command:");
        assertFails(HEAD.replaceFirst("minutes.*\n", "") + STEP, 1, "no minutes:");
        assertFails(HEAD, 4, "no steps", "write \"step: ");
        assertFails("", 1, "no title:");
    }

    @Test
    void theHeadsEntriesAreLookedAt() {
        assertFails(HEAD.replace("10", "0") + STEP, 4, "1 to 240");
        assertFails(HEAD.replace("10", "241") + STEP, 4, "1 to 240");
        assertFails(HEAD.replace("10", "ten") + STEP, 4, "minutes: 10");
        assertFails(HEAD.replace("bell.c", "../bell.c") + STEP, 3, "beside the lesson", ".c, .py or .sh");
        assertFails(HEAD.replace("bell.c", "bell") + STEP, 3, "command:");
        assertFails(HEAD + "command: ls\n" + STEP, 3, "program: does not go with command:");
        assertFails(HEAD.replace("bell.c", "bell.py") + "compile: cc\n" + STEP, 5, "compile: is for programs in C");
        assertFails(HEAD + "arguments: 'a\n" + STEP, 5, "the quote ' does not end");
        assertFails(HEAD + "record: -q\n" + STEP, 5, "--timeslice-ms=1", "not -q");
        assertFails(HEAD + "record: --chaos 7\n" + STEP, 5, "not 7");
        assertFails(HEAD + "record: --open\n" + STEP, 5, "not --open");
        assertFails(HEAD + "title: Another\n" + STEP, 5, "a second title:");
        assertFails(HEAD + "go: goto end\n" + STEP, 5, "go: belongs to a step");
        assertFails(HEAD + "\nText.\n" + STEP, 6, "text before the first step");
    }

    @Test
    void entriesThatDoNotExistAreNamedWithThoseThatDo() {
        assertFails(HEAD + STEP + "\nhnt: x\n", 9, "no entry is called \"hnt:\"", "did you mean hint:?");
        assertFails(HEAD + STEP + "\nzebra: x\n", 9, "entries are title, summary");
        assertFails(HEAD + STEP + "ask:\n", 8, "ask: says nothing");
        assertFails(HEAD + STEP + "ask:\n\n", 8, "ask: says nothing");
        assertFails(HEAD + STEP + "  more\n", 8, "there is none", "at the left");
        assertFails("\n  more\n", 2, "there is none");
        assertFails("title: a\u001b[2J\n", 1, "control character");
    }

    @Test
    void aStepHasATitleAndText() {
        assertFails(HEAD + "\nstep:\nText.\n", 6, "step: says nothing");
        assertFails(HEAD + "\nstep: Empty\n" + STEP, 6, "no text");
        assertFails(HEAD + STEP + "minutes: 7\n", 8, "minutes: belongs to the head");
        assertFails(HEAD + STEP + "go: goto end\ngo: goto start\n", 9, "a second go:");
    }

    @Test
    void wordsThatTheShellDoesNotHaveAreFound() {
        assertFails(HEAD + STEP + "go: goto end; nxt futex\n", 8, "go: \"nxt\" is no word of the shell");
        assertFails(HEAD + STEP + "claim: lock => x\n", 8, "claim: \"lock\" is no word");
        assertFails(HEAD + ASK + "answer-at: end\n", 9, "answer-at: \"end\" is no word");
        assertFails(HEAD + ASK + "answer-task: end\n", 9, "answer-task: \"end\" is no word");
        assertFails(HEAD + ASK + "answer-at: goto end\nwrong: start\n", 10, "wrong: \"start\" is no word");
        assertFails(HEAD + ASK + "answer-frame: failed\nmodel: start\n", 10, "model: \"start\" is no word");
        assertThat(Lessons.parse(HEAD + ASK + "answer-text: x\nmodel: x\nwrong: start\n")
                        .questions())
                .isEqualTo(1);
    }

    @Test
    void viewsAreTheExplorersTabs() {
        assertFails(
                HEAD + STEP + "view: futexes\n", 8, "no view is called \"futexes\"", "registers, memory, code, stack");
        assertFails(HEAD + STEP + "view: tasks rsp\n", 8, "takes no address");
        for (LessonView.Kind kind : LessonView.Kind.values()) {
            assertThat(Lessons.parse(HEAD + STEP + "view: " + kind.label())
                            .steps()
                            .get(0)
                            .view())
                    .contains(new LessonView(kind, Optional.empty()));
        }
    }

    @Test
    void claimsAreWordsAndAPattern() {
        assertFails(HEAD + STEP + "claim: locks\n", 8, "such as locks => DEADLOCK");
        assertFails(HEAD + STEP + "claim: locks =>\n", 8, "such as locks => DEADLOCK");
        assertFails(HEAD + STEP + "claim: => x\n", 8, "such as locks => DEADLOCK");
        assertFails(HEAD + STEP + "claim: locks => (\n", 8, "not a regular expression", "backslash");
    }

    @Test
    void aQuestionHasOneAnswerThatCanBeTested() {
        assertFails(HEAD + ASK, 8, "no answer", "answer-text:");
        assertFails(HEAD + ASK + "answer-at: goto end\nanswer-frame: failed\n", 10, "a second answer");
        assertFails(HEAD + STEP + "answer-at: goto end\n", 8, "answers nothing", "write \"ask: ");
        assertFails(HEAD + STEP + "hint: x\nask: What?\n", 8, "answers nothing");
        assertFails(HEAD + ASK + "answer-text: x\n", 9, "no model:", "A TEXT");
        assertFails(HEAD + ASK + "answer-frame: failed\n", 9, "no model:", "WORDS OF THE SHELL");
        assertFails(HEAD + ASK + "answer-text: (\nmodel: x\n", 9, "not a regular expression");
        assertFails(HEAD + ASK + "answer-text: x\nmodel: x\nwithin: 3\n", 11, "within: goes with answer-at:");
        assertFails(HEAD + ASK + "answer-at: goto end\nwithin: many\n", 10, "within: 2");
        assertFails(HEAD + ASK + "answer-at: goto end\nMore text.\n", 10, "text below answer-at:", "indent");
        assertFails(HEAD + ASK + "answer-frame: tusk = 1\nmodel: goto end\n", 9, "answer-frame: ", "at letter 1");
    }

    @Test
    void filesThatAreNoTextAreRefused() throws IOException {
        Path file = folder.resolve("bell.lesson");
        LessonParser parser = Lessons.parser();
        Files.write(file, new byte[] {'t', (byte) 0xff});
        assertThatThrownBy(() -> parser.read(file)).hasMessage("bell.lesson:1: not a text in UTF-8; save it as that");
        Files.write(file, new byte[(1 << 20) + 1]);
        assertThatThrownBy(() -> parser.read(file)).hasMessageContaining("longer than a megabyte");
        Files.delete(file);
        assertThatThrownBy(() -> parser.read(file)).hasMessageContaining("cannot be read");
        Files.write(file, (HEAD + STEP).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        assertThat(parser.read(file).title()).isEqualTo("A bell");
    }
}
