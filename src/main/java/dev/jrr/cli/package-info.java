/** The command line: one class a command, and Main. */
package dev.jrr.cli;
