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
        if (LibC.pipe2(Pointer.nativeValue(fds), O_CLOEXEC) != 0) {
            throw new ErrnoException("pipe2", Native.getLastError());
        }
        int readEnd = fds.getInt(0);
        int writeEnd = fds.getInt(4);
        // A duplicate without FD_CLOEXEC: the child's end.
        int childEnd = (int) LibC.syscall(32, readEnd, 0, 0, 0, 0, 0);
        LibC.close(readEnd);
        String[] argv = new String[arguments.size() + 2];
        argv[0] = launcher;
        argv[1] = Integer.toString(childEnd);
        for (int i = 0; i < arguments.size(); i++) {
            argv[i + 2] = arguments.get(i);
        }
        StringArray argvNative = new StringArray(argv, Native.getDefaultStringEncoding());
        StringArray envNative = new StringArray(environment.toArray(new String[0]), Native.getDefaultStringEncoding());
        Memory pid = new Memory(4);
        int error = LibC.posix_spawn(pid, launcher, null, null, argvNative, envNative);
        java.lang.ref.Reference.reachabilityFence(argvNative);
        java.lang.ref.Reference.reachabilityFence(envNative);
        LibC.close(childEnd);
        if (error != 0) {
            LibC.close(writeEnd);
            throw new ErrnoException("posix_spawn " + launcher, error);
        }
        return new Spawn(pid.getInt(0), writeEnd);
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
