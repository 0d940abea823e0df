package dev.jrr.trace;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * Decodes a block before it is asked for, on a thread of its own, while the one before it is used.
 * Safe for use by several threads; one block is ahead at a time.
 *
 * @param <T> a block as it is used
 */
final class BlocksAhead<T> implements AutoCloseable {
    private final IntFunction<T> decoder;
    private final ExecutorService thread;
    private int number = -1;
    private Future<T> block;

    BlocksAhead(IntFunction<T> decoder) {
        this.decoder = decoder;
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread created = new Thread(task, "jrr-trace-reader");
                    created.setDaemon(true);
                    return created;
                });
        // Now, as a thread may run where that which starts it may: a tracer is bound to a processor later.
        executor.prestartCoreThread();
        this.thread = executor;
    }

    /** The block is likely to be asked for next. */
    synchronized void want(int wanted) {
        if (wanted == number) {
            return;
        }
        if (block != null) {
            block.cancel(false);
        }
        try {
            block = thread.submit(() -> decoder.apply(wanted));
            number = wanted;
        } catch (RejectedExecutionException closed) {
            block = null;
            number = -1;
        }
    }

    /** The block, which was decoded ahead, or is decoded now; what is wrong with it is thrown here. */
    T take(int wanted) {
        Future<T> decoded = taken(wanted);
        if (decoded != null) {
            try {
                return decoded.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException failed) {
                // It fails again, where somebody hears of it.
                return decoder.apply(wanted);
            }
        }
        return decoder.apply(wanted);
    }

    private synchronized Future<T> taken(int wanted) {
        Future<T> there = wanted == number ? block : null;
        if (there != null) {
            block = null;
            number = -1;
        }
        return there;
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
