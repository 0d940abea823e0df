/** Live tracees: their stops, registers and memory, and system calls made on their behalf. Knows nothing of traces. */
package dev.jrr.tracee;
