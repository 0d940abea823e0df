package dev.jrr.explore.shell;

import java.util.List;

/**
 * One word of the shell.
 *
 * @param syntax the word and its arguments, as help shows them
 * @param summary one line
 * @param explanation what a line does not say: a paragraph
 * @param example one that can be typed as it is
 * @param related words that are asked for together with this
 * @param elsewhere what other debuggers call it, for suggestions
 * @param completion what its arguments may be
 * @param isMotion whether an empty line does it again
 */
public record ShellWord(
        String name,
        Subject subject,
        String syntax,
        String summary,
        String explanation,
        String example,
        List<String> related,
        List<String> elsewhere,
        Completion completion,
        boolean isMotion,
        Handler handler) {
    /** What words are about, in the order of help. */
    public enum Subject {
        FRAMES("Moving by frames"),
        INSTRUCTIONS("Moving by instructions"),
        BREAKPOINTS("Breakpoints"),
        STATE("Looking at the program"),
        TASKS("Tasks, signals and locks"),
        DIVERSION("Trying a change"),
        SHELL("The shell");

        private final String title;

        Subject(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    /** What can be offered for the arguments. */
    public enum Completion {
        NONE,
        PLACE,
        KIND,
        ADDRESS,
        /** An address, or a line of source. */
        CODE,
        /** As CODE, and a condition. */
        CODE_IF,
        /** A register, then an address. */
        REGISTER,
        TASK,
        BREAKPOINT,
        FILTER,
        WORD
    }

    /** What a word does. */
    @FunctionalInterface
    interface Handler {
        /** @throws dev.jrr.base.UsageException if the arguments make no sense, or nothing can be done */
        void run(ShellCommands shell, ShellArguments arguments);
    }
}
