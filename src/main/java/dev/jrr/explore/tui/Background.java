package dev.jrr.explore.tui;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One thread for work that is not the screen's, which is told at the end of each piece. */
final class Background implements Executor {
    private final ExecutorService thread;
    private final Runnable changed;

    /** @param changed may be called from any thread and does not wait */
    Background(String name, Runnable changed) {
        this.changed = changed;
        this.thread = Executors.newSingleThreadExecutor(job -> {
            Thread made = new Thread(job, name);
            // A search that hangs must not keep a program alive whose screen is gone.
            made.setDaemon(true);
            return made;
        });
    }

    @Override
    public void execute(Runnable job) {
        thread.execute(() -> {
            try {
                job.run();
            } finally {
                changed.run();
            }
        });
    }
}
