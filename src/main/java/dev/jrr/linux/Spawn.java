package dev.jrr.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import java.util.List;

/**
 * Starts a child that waits for a byte before it does anything, so that it can be attached to
 * first. Not by {@link ProcessBuilder}: its reaper would take the tracee's stops.
 */
public final class Spawn implements AutoCloseable {
    private static final int O_CLOEXEC = 0x80000;
    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM = 1;
    private static final int DUP = 32;
    private final int pid;
    private final int goFd;

    private Spawn(int pid, int goFd) {
        this.pid = pid;
        this.goFd = goFd;
    }

    /**
     * Starts {@code launcher GO-FD ARGUMENTS...}.
     *
     * @param environment "NAME=value" strings
     */
    public static Spawn start(String launcher, List<String> arguments, List<String> environment) {
        Memory fds = new Memory(8);
        if (LibC.socketpair(AF_UNIX, SOCK_STREAM | O_CLOEXEC, 0, Pointer.nativeValue(fds)) != 0) {
            throw new ErrnoException("socketpair", Native.getLastError());
        }
        int ownEnd = fds.getInt(0);
        // A duplicate without FD_CLOEXEC: the child's end.
        int childEnd = (int) LibC.syscall(DUP, fds.getInt(4), 0, 0, 0, 0, 0);
        LibC.close(fds.getInt(4));
        String[] argv = new String[arguments.size() + 2];
        argv[0] = launcher;
        argv[1] = Integer.toString(childEnd);
        for (int i = 0; i < arguments.size(); i++) {
            argv[i + 2] = arguments.get(i);
        }
        StringArray argvNative = new StringArray(argv, Native.getDefaultStringEncoding());
        StringArray envNative = new StringArray(environment.toArray(new String[0]), Native.getDefaultStringEncoding());
        Memory pid = new Memory(8);
        int error = LibC.posix_spawn(pid, launcher, null, null, argvNative, envNative);
        java.lang.ref.Reference.reachabilityFence(argvNative);
        java.lang.ref.Reference.reachabilityFence(envNative);
        LibC.close(childEnd);
        if (error != 0) {
            LibC.close(ownEnd);
            throw new ErrnoException("posix_spawn " + launcher, error);
        }
        // The child's own exec may still be under way when posix_spawn returns; it must not be taken
        // for the program's.
        LibC.read(ownEnd, Pointer.nativeValue(pid.share(4)), 1);
        return new Spawn(pid.getInt(0), ownEnd);
    }

    public int pid() {
        return pid;
    }

    /** Lets the child go on. */
    public void go() {
        Memory one = new Memory(1);
        one.setByte(0, (byte) 1);
        LibC.write(goFd, Pointer.nativeValue(one), 1);
    }

    @Override
    public void close() {
        LibC.close(goFd);
    }
}
