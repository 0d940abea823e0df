/** The only package that calls native code: ptrace, wait, process memory, terminals. Kernel facts, no policy. */
package dev.jrr.linux;
