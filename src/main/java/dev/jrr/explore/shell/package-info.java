/**
 * The shell: the debugger by words. The words are one table, shared by the shell, its help, its
 * completion, and the explorer's command line; only
 * {@code ShellTerminal} and the few that it puts together know JLine.
 *
 * <p>Read first: {@link dev.jrr.explore.shell.ShellCommands}, {@code ShellWords}.
 */
package dev.jrr.explore.shell;
