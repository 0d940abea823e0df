package dev.jrr.explore.shell;

/**
 * One word of the shell.
 *
 * @param syntax the word and its arguments, as help shows them
 * @param summary one line
 * @param example one that can be typed as it is
 * @param completion what its first argument may be
 */
public record ShellWord(
        String name, String syntax, String summary, String example, Completion completion, Handler handler) {
    /** What can be offered for an argument. */
    public enum Completion {
        NONE,
        PLACE,
        KIND,
        ADDRESS,
        TASK,
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
