/**
 * Linux on x86-64 as data: system calls, what each one reads and writes, error and signal names,
 * and how a person reads them. Pure: memory comes through {@link dev.jrr.kernel.MemoryReader}, so
 * everything here runs without a tracee.
 *
 * <p>The facts stand in text tables beside the classes:
 *
 * <pre>
 * syscalls.tbl   every system call: its arguments, what pointers point to, its traits
 * variants.tbl   the operations of ioctl, fcntl, futex, prctl and the like
 * structs.tbl    sizes and fields of structures
 * constants.tbl  names of flags and enumerations
 * errno.tbl      error numbers
 * </pre>
 *
 * <p>A new system call is one line. Only an argument that points on through a structure, or whose
 * size no rule of the tables can say, needs a class: an {@code Irregular}.
 *
 * <p>Read first: {@link dev.jrr.kernel.SyscallTable}, {@link dev.jrr.kernel.SyscallEffects}.
 */
package dev.jrr.kernel;
