/**
 * The command line: one class a command, and Main. Only the class of the command that was asked
 * for is loaded, and of the libraries only those that it uses: most commands are over in the time
 * that loading the others would take.
 *
 * <p>Read first: {@link dev.jrr.cli.Main}, {@code CommandTable}, {@code Subcommand}.
 */
package dev.jrr.cli;
