package dev.jrr.linux;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** Direct mappings of libc. A call that fails leaves errno in {@link Native#getLastError()}. */
final class LibC {
    static {
        Native.register(LibC.class, "c");
    }

    private LibC() {}

    static native long ptrace(long request, long pid, long address, long data);

    static native int wait4(int pid, long status, int options, long usage);

    static native int open(String path, int flags, int mode);

    static native int close(int fd);

    static native long pread(int fd, long buffer, long count, long offset);

    static native long pwrite(int fd, long buffer, long count, long offset);

    static native long read(int fd, long buffer, long count);

    static native long write(int fd, long buffer, long count);

    static native int socketpair(int domain, int type, int protocol, long fds);

    static native int posix_spawn(
            Pointer pid, String path, Pointer fileActions, Pointer attributes, Pointer argv, Pointer envp);

    static native int posix_spawn_file_actions_init(Pointer actions);

    static native int posix_spawn_file_actions_addclose(Pointer actions, int fd);

    static native int posix_spawn_file_actions_destroy(Pointer actions);

    static native int sched_setaffinity(int pid, long size, long mask);

    static native int sched_getaffinity(int pid, long size, long mask);

    static native int sched_getcpu();

    static native int sched_yield();

    static native long syscall(long number, long a, long b, long c, long d, long e, long f);

    static native int kill(int pid, int signal);

    static native int sigaction(int signal, long action, long old);

    static native int timer_create(int clock, long event, long timer);

    static native int timer_settime(long timer, int flags, long value, long old);

    static native int timer_delete(long timer);

    static native int poll(long fds, long count, int timeoutMillis);
}
