/** The shell: the debugger by words. The only package that uses JLine. */
package dev.jrr.explore.shell;
