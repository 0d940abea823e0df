package dev.jrr.tracee;

import dev.jrr.base.JrrException;
import dev.jrr.linux.Cpus;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The one thread that starts tracees, waits for them and asks ptrace(2): the kernel binds a tracee
 * to its tracer's thread. When the thread ends, all its tracees are killed.
 */
public final class TracerThread implements AutoCloseable {
    private final ExecutorService executor;
    private final Thread thread;

    /**
     * Starts the thread.
     *
     * @param cpu the processor that it and its tracees share, or -1 to leave that to the kernel
     */
    public TracerThread(int cpu) {
        this(() -> {
            if (cpu >= 0) {
                Cpus.reserve(cpu);
            }
        });
    }

    /** One beside another: it goes to a processor that is not reserved for it. */
    public static TracerThread second(int cpu) {
        return new TracerThread(() -> Cpus.stay(cpu));
    }

    private TracerThread(Runnable chooseCpu) {
        Thread[] made = new Thread[1];
        executor = Executors.newSingleThreadExecutor(task -> {
            made[0] = new Thread(task, "tracer");
            made[0].setDaemon(true);
            return made[0];
        });
        call(() -> {
            chooseCpu.run();
            return null;
        });
        thread = made[0];
    }

    /** Runs a task on the tracer's thread and waits for it; its exceptions come out here. */
    public <T> T call(Callable<T> task) {
        if (Thread.currentThread() == thread) {
            return unwrapped(task);
        }
        try {
            return executor.submit(task).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JrrException("interrupted while waiting for the tracer", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new JrrException(String.valueOf(e.getCause().getMessage()), e.getCause());
        }
    }

    /** Runs a task on the tracer's thread, and does not wait for it. */
    public Future<?> begin(Runnable task) {
        return executor.submit(task);
    }

    private static <T> T unwrapped(Callable<T> task) {
        try {
            return task.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new JrrException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Ends the thread, and with it every tracee. */
    @Override
    public void close() {
        executor.shutdown();
    }
}
