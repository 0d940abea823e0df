package dev.jrr.timeline;

import dev.jrr.base.JrrException;
import dev.jrr.linux.Cpus;
import dev.jrr.linux.Ptrace;
import dev.jrr.model.Event;
import dev.jrr.replay.ReplaySession;
import dev.jrr.replay.Stop;
import dev.jrr.trace.TraceReader;
import dev.jrr.tracee.TracerThread;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * A second replay of a trace that searches it forward from the start, on another processor, while the
 * first searches it backward. A new program asks the processor what it is, and the answer differs from one to
 * the next (an APIC id, which libc keeps): where it cannot be told what the recording's answered, it is let run
 * on the first replay's for some frames. Stops and marks are of the trace and not of a session, so what it finds is
 * found by the first too. Another thread than its own uses it.
 *
 * <p>If it fails, it comes no further: the other search does not depend on it, and tells why if it fails too.
 */
final class Scout implements AutoCloseable {
    /**
     * How far it is.
     *
     * @param frame up to which all is searched, -1 at first
     * @param last the last stop up to there, or null
     */
    record Report(long frame, Scan.Found last) {}

    /** In so many frames a new program has found out what it runs on: libraries do so when they are loaded. */
    private static final long YOUNG_FRAMES = 64;

    private final TraceReader trace;
    private final int firstCpu;
    private final int ownCpu;
    private final List<Stop> stops;
    private final Mark end;
    private TracerThread tracer;
    private Future<?> search;
    private volatile Report report = new Report(-1, null);
    private volatile boolean closed;

    /** The frame from which on all tasks may run on the own processor; -1 if they do. */
    private long grownAt = YOUNG_FRAMES;

    private Scout(TraceReader trace, int firstCpu, int ownCpu, List<Stop> stops, Mark end) {
        this.trace = trace;
        this.firstCpu = firstCpu;
        this.ownCpu = ownCpu;
        this.stops = stops;
        this.end = end;
    }

    /**
     * One that has not started yet.
     *
     * @param taken the processor of the first replay
     * @param end the place before which the stops count
     * @return null if there is no other processor
     */
    static Scout of(TraceReader trace, int taken, List<Stop> stops, Mark end) {
        List<Integer> others =
                Cpus.allowed().stream().filter(cpu -> cpu != taken).toList();
        return others.isEmpty() ? null : new Scout(trace, taken, others.get(others.size() - 1), stops, end);
    }

    /** Starts it, if it has not started; returns at once. */
    void start() {
        if (tracer == null) {
            tracer = TracerThread.second(ownCpu);
            search = tracer.begin(this::run);
        }
    }

    Report report() {
        return report;
    }

    /** Waits until it has searched all; throws what it has failed with. */
    void await() throws ExecutionException {
        try {
            search.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JrrException("interrupted while waiting for the other replay", e);
        }
    }

    private void run() {
        try (ReplaySession session = startSession()) {
            Course course = new Course(session, left -> passing(session));
            Scan scan = new Scan(course, stops, null, end);
            course.asks(this::requireWanted);
            course.restart();
            course.asks(() -> {
                requireWanted();
                report = new Report(course.position(), scan.last());
            });
            scan.to(end.frame());
            course.ask();
        } catch (Stopped e) {
            return;
        }
    }

    private ReplaySession startSession() {
        ReplaySession session = ReplaySession.start(trace, new Ptrace(), ownCpu);
        if (session.answersCpuidAsRecorded()) {
            return session;
        }
        session.close();
        return ReplaySession.start(trace, new Ptrace(), firstCpu);
    }

    private void passing(ReplaySession session) {
        if (session.answersCpuidAsRecorded()) {
            return;
        }
        long frame = session.position();
        if (trace.frame(frame).event() instanceof Event.Exec) {
            grownAt = frame + YOUNG_FRAMES;
        } else if (grownAt >= 0 && frame >= grownAt) {
            session.move(ownCpu);
            grownAt = -1;
        }
    }

    private void requireWanted() {
        if (closed) {
            throw new Stopped();
        }
    }

    /** Ends it, and waits until nothing is left of it: about 50 ms. */
    @Override
    public void close() {
        closed = true;
        if (tracer == null) {
            return;
        }
        try {
            await();
        } catch (ExecutionException failed) {
            // The first search finds the same, or does without.
            return;
        } finally {
            tracer.close();
        }
    }
}
