/**
 * Linux on x86-64 as data: system calls, what each one reads and writes, error and signal names,
 * and how a person reads them. Pure: memory comes through {@link dev.jrr.kernel.MemoryReader}, so
 * everything here runs without a tracee.
 *
 * <p>Read first: {@link dev.jrr.kernel.SyscallTable}, {@link dev.jrr.kernel.SyscallEffects}.
 */
package dev.jrr.kernel;
