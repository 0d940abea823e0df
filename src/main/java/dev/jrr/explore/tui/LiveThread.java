package dev.jrr.explore.tui;

import dev.jrr.base.JrrException;
import dev.jrr.debugger.Progress;
import dev.jrr.debugger.TaskView;
import dev.jrr.explore.view.Locks;
import dev.jrr.model.Registers;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The thread that keeps the replay where the screen is. Keeps the newest request only: a request that
 * arrives while an older one is served cancels it, and the older one's answer is dropped. A command
 * borrows the replay: that cancels too, and the request is served anew afterwards.
 *
 * <p>Assumes that {@code changed} may be called from any thread and does not wait.
 */
final class LiveThread implements LiveSource, AutoCloseable {
    private final Supplier<Replay> opener;
    private final Runnable changed;
    private final Thread thread = new Thread(this::serve, "live-replay");
    private final CompletableFuture<Replay> opened = new CompletableFuture<>();
    /** Held by whoever uses the replay. */
    private final ReentrantLock replayLock = new ReentrantLock();

    /** Where the way began that a move on the way goes on with: its progress is one. Live thread only. */
    private long base;

    private boolean caughtUp = true;
    private Want wanted;
    private boolean served;
    private int borrowers;
    private boolean cancelled;
    private boolean closing;
    private Moment newest;
    private LiveState state = LiveState.STARTING;

    LiveThread(Supplier<Replay> opener, Runnable changed) {
        this.opener = opener;
        this.changed = changed;
        // A replay that hangs must not keep a program alive whose screen is gone.
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public synchronized void want(Want want) {
        if (want.equals(wanted)) {
            return;
        }
        wanted = want;
        served = false;
        cancelled = false;
        notifyAll();
    }

    @Override
    public Replay borrow() {
        synchronized (this) {
            borrowers++;
        }
        try {
            Replay replay = opened.join();
            replayLock.lock();
            return replay;
        } catch (CompletionException e) {
            endBorrowing();
            throw new JrrException(reason(e.getCause()), e);
        }
    }

    @Override
    public Optional<Replay> borrowSoon(long millis) {
        if (!opened.isDone() || opened.isCompletedExceptionally()) {
            return Optional.empty();
        }
        synchronized (this) {
            borrowers++;
        }
        try {
            if (replayLock.tryLock(millis, TimeUnit.MILLISECONDS)) {
                return Optional.of(opened.join());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        endBorrowing();
        return Optional.empty();
    }

    @Override
    public void giveBack() {
        replayLock.unlock();
        endBorrowing();
    }

    @Override
    public boolean isDiverted() {
        Replay replay = opened.isCompletedExceptionally() ? null : opened.getNow(null);
        return replay != null && replay.isDiverted();
    }

    private synchronized void endBorrowing() {
        borrowers--;
        // It may stand elsewhere now.
        served = false;
        notifyAll();
    }

    @Override
    public synchronized void cancel() {
        cancelled = true;
    }

    @Override
    public synchronized Optional<Moment> moment() {
        return Optional.ofNullable(newest);
    }

    @Override
    public synchronized LiveState state() {
        return state;
    }

    /** Ends the thread, and the replay with it, if it ends within a second. */
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        try {
            thread.join(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve() {
        Replay replay;
        try {
            replay = opener.get();
        } catch (RuntimeException e) {
            JrrException why = new JrrException("no live replay: " + reason(e), e);
            show(LiveState.failed(why.getMessage()));
            opened.completeExceptionally(why);
            return;
        }
        try (replay) {
            opened.complete(replay);
            for (Want want = next(); want != null; want = next()) {
                replayLock.lock();
                try {
                    serve(replay, want);
                } finally {
                    replayLock.unlock();
                }
            }
        } catch (RuntimeException e) {
            show(LiveState.failed("no live replay: " + reason(e)));
        }
    }

    private void serve(Replay replay, Want want) {
        if (caughtUp) {
            show(LiveState.STARTING);
        }
        try {
            if (!replay.goTo(want.place(), new Reporter(want))) {
                stopped(want);
                return;
            }
            caughtUp = true;
            Moment moment = look(replay, want);
            synchronized (this) {
                if (want.equals(wanted)) {
                    newest = moment;
                    state = LiveState.READY;
                }
            }
            changed.run();
        } catch (JrrException e) {
            showIfCurrent(want, LiveState.failed(reason(e)));
        }
    }

    private void stopped(Want want) {
        synchronized (this) {
            if (!cancelled) {
                // Somebody borrows the replay; this is still wanted.
                served &= !want.equals(wanted);
                return;
            }
        }
        caughtUp = true;
        showIfCurrent(want, LiveState.CANCELLED);
    }

    /** What the want asks for, at a replay that stands at its frame. */
    static Moment look(Replay replay, Want want) {
        List<TaskView> tasks = replay.tasks();
        Locks locks = locks(replay, want);
        boolean alive = tasks.stream().anyMatch(task -> task.task().equals(want.task()));
        if (!alive) {
            String problem = "task " + want.task() + " is not alive at this frame";
            return new Moment(want, tasks, locks, Optional.empty(), Optional.empty(), problem);
        }
        Registers registers = replay.registers(want.task());
        try {
            LiveQuery.Answer answer = want.query().ask(replay, want.task(), registers);
            return new Moment(want, tasks, locks, Optional.of(registers), Optional.of(answer), "");
        } catch (JrrException e) {
            return new Moment(want, tasks, locks, Optional.of(registers), Optional.empty(), reason(e));
        }
    }

    /** Nobody waits where that cannot be found out. */
    private static Locks locks(Replay replay, Want want) {
        try {
            return replay.locks(want.frame());
        } catch (JrrException e) {
            return Locks.NONE;
        }
    }

    private synchronized Want next() {
        while (!closing && (wanted == null || served || borrowers > 0)) {
            try {
                wait();
            } catch (InterruptedException e) {
                return null;
            }
        }
        served = true;
        return closing ? null : wanted;
    }

    private void showIfCurrent(Want want, LiveState shown) {
        synchronized (this) {
            if (!want.equals(wanted)) {
                return;
            }
        }
        show(shown);
    }

    @Override
    public void show(LiveState shown) {
        synchronized (this) {
            state = shown;
        }
        changed.run();
    }

    /** What to show of a failure. */
    static String reason(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private final class Reporter implements Progress {
        private final Want want;

        Reporter(Want want) {
            this.want = want;
        }

        @Override
        public void at(long done, long total) {
            long there = want.frame() - total + done;
            if (caughtUp || there < base) {
                base = want.frame() - total;
                caughtUp = false;
            }
            show(LiveState.catchingUp(there - base, want.frame() - base));
        }

        @Override
        public boolean isCancelled() {
            synchronized (LiveThread.this) {
                // A change of tab alone does not change the way there.
                return closing || cancelled || borrowers > 0 || !want.place().equals(wanted.place());
            }
        }
    }
}
