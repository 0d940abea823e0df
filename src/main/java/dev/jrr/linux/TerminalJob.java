package dev.jrr.linux;

import dev.jrr.base.JrrException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** This process as a job of a shell: stopped as by Ctrl-Z, in the foreground, told of signals. */
public final class TerminalJob {
    private TerminalJob() {}

    /** The fields of /proc/PID/stat that place a process among others. */
    private record Place(int pid, String name, int parent, int group, int session) {}

    /** The launcher's own parent of screen programs: it stops and continues with its child by itself. */
    private static final String GUARD = "jrr-guard";

    /**
     * Stops this process and those of its ancestors that belong to the same job, and returns when
     * the shell continues them. The rest of the job is left alone: a replay's tracees may belong to
     * it, and a stop is not theirs.
     *
     * @return false, having stopped nothing, if no shell is there to continue the job
     */
    public static boolean stop() {
        Optional<Place> self = place(TerminalCalls.getpid());
        if (self.isEmpty()) {
            return false;
        }
        List<Integer> job = new ArrayList<>();
        Optional<Place> ancestor = place(self.get().parent());
        while (ancestor.isPresent() && ancestor.get().group() == self.get().group()) {
            if (!ancestor.get().name().equals(GUARD)) {
                job.add(ancestor.get().pid());
            }
            ancestor = place(ancestor.get().parent());
        }
        if (ancestor.isEmpty() || ancestor.get().session() != self.get().session()) {
            return false;
        }
        job.forEach(pid -> TerminalCalls.kill(pid, TerminalCalls.SIGSTOP));
        // To this thread, not to the process: a signal to the process may be taken by another thread
        // while this one runs on for a moment, and paints.
        TerminalCalls.raise(TerminalCalls.SIGSTOP);
        return true;
    }

    /**
     * Makes this process's group the one that the controlling terminal belongs to, if there is one:
     * a program that was killed may have left the terminal to its own group, and keys to nobody.
     * SIGTTOU must be ignored.
     */
    public static void takeTerminal() {
        int fd =
                TerminalCalls.open("/dev/tty", TerminalCalls.O_RDWR | TerminalCalls.O_NOCTTY | TerminalCalls.O_CLOEXEC);
        if (fd >= 0) {
            TerminalCalls.tcsetpgrp(fd, TerminalCalls.getpgrp());
            TerminalCalls.close(fd);
        }
    }

    /**
     * Runs {@code action}, on a thread of the virtual machine, whenever a signal comes.
     *
     * @param name without "SIG"; one that the virtual machine does not keep for itself
     */
    public static void onSignal(String name, Runnable action) {
        // By reflection: a direct use of this class makes every compiler warn, and there is no other.
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    TerminalJob.class.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                        return switch (method.getName()) {
                            case "handle" -> {
                                action.run();
                                yield null;
                            }
                            case "equals" -> self == arguments[0];
                            case "hashCode" -> System.identityHashCode(self);
                            default -> "signal handler";
                        };
                    });
            Object instance = signal.getConstructor(String.class).newInstance(name);
            signal.getMethod("handle", signal, handler).invoke(null, instance, proxy);
        } catch (InvocationTargetException e) {
            throw new JrrException("SIG" + name + " cannot be handled: " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new JrrException("this Java has no signal handlers", e);
        }
    }

    private static Optional<Place> place(int pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            // The name stands in brackets and may hold any character, brackets too (proc(5)).
            int nameEnd = stat.lastIndexOf(')');
            String name = stat.substring(stat.indexOf('(') + 1, nameEnd);
            String[] fields = stat.substring(nameEnd + 2).split(" ");
            return Optional.of(new Place(
                    pid, name, Integer.parseInt(fields[1]), Integer.parseInt(fields[2]), Integer.parseInt(fields[3])));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
