package dev.jrr.linux;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/** Signals sent, and signals that this JVM does not want. */
public final class Signals {
    private static final int GETTID = 186;
    private static final int TGKILL = 234;
    private static final int SIGSTOP = 19;

    private Signals() {}

    /** Sends a signal to one task; false if it is gone. */
    public static boolean sendToTask(int processId, int tid, int signal) {
        return LibC.syscall(TGKILL, processId, tid, signal, 0, 0, 0) == 0;
    }

    /** Sends a signal to a process; false if it is gone. */
    public static boolean sendToProcess(int pid, int signal) {
        return LibC.kill(pid, signal) == 0;
    }

    /**
     * Stops this process, and returns when it has been continued: the signal goes to the calling
     * thread, which otherwise might run on for a moment.
     */
    public static void stopThisProcess() {
        int self = (int) LibC.syscall(GETTID, 0, 0, 0, 0, 0, 0);
        sendToTask((int) ProcessHandle.current().pid(), self, SIGSTOP);
    }

    /**
     * Ignores a signal in this JVM from now on: those that a terminal sends to the recorded program
     * and its recorder alike are for the program alone.
     */
    public static void ignore(int signal) {
        Memory action = new Memory(152);
        action.clear();
        action.setLong(0, 1);
        LibC.sigaction(signal, Pointer.nativeValue(action), 0);
    }
}
