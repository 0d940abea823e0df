package dev.jrr.replay;

import dev.jrr.linux.ProcFs;
import dev.jrr.linux.Ptrace;
import dev.jrr.model.TraceFrame;
import dev.jrr.trace.TraceReader;
import dev.jrr.tracee.TracerThread;
import java.nio.file.Path;
import java.util.List;

/** Replays whole traces and says whether all was as recorded. */
public final class Verifier {
    private static final long TELL_EVERY_NANOS = 50_000_000L;
    private static final double NANOS = 1e9;

    /** Told about every 50 ms how far a verification has come, on the tracer's thread. */
    @FunctionalInterface
    public interface Listener {
        /** {@code done} of {@code total} frames are replayed. */
        void at(long done, long total);
    }

    private Verifier() {}

    /**
     * Replays every frame of a trace.
     *
     * @param thorough whether to replay twice in lockstep and compare all writable memory of the
     *     task of every frame, which also finds what a frame has no checksum for
     * @throws dev.jrr.trace.TraceFormatException if the trace cannot be read
     */
    public static VerifyResult verify(Path trace, boolean thorough, Listener listener) {
        try (TraceReader reader = TraceReader.open(trace)) {
            int cpu = ReplaySession.cpuFor(reader);
            try (TracerThread tracer = new TracerThread(cpu)) {
                return tracer.call(() -> verify(reader, cpu, thorough, listener));
            }
        }
    }

    private static VerifyResult verify(TraceReader reader, int cpu, boolean thorough, Listener listener) {
        Ptrace ptrace = new Ptrace();
        long began = System.nanoTime();
        long frames = 0;
        String report = "";
        List<String> cpuidDifferences = List.of();
        try (ReplaySession session = ReplaySession.start(reader, ptrace, cpu);
                ReplaySession second = thorough ? ReplaySession.start(reader, ptrace, cpu) : null) {
            cpuidDifferences = session.cpuidDifferences();
            long told = began;
            while (!session.isAtEnd()) {
                TraceFrame frame = session.replayStep(Long.MAX_VALUE);
                if (second != null) {
                    second.replayStep(frame.number());
                    compare(session, second, frame);
                }
                frames = frame.number() + 1;
                long now = System.nanoTime();
                if (now - told >= TELL_EVERY_NANOS) {
                    told = now;
                    listener.at(frames, reader.frameCount());
                }
            }
        } catch (DivergenceException e) {
            report = e.report();
        }
        return new VerifyResult(
                reader.directory(),
                frames,
                reader.summary().tasks().size(),
                report.isEmpty() ? 0 : 1,
                report,
                cpuidDifferences,
                (System.nanoTime() - began) / NANOS,
                reader.summary().recordNanos() / NANOS);
    }

    private static void compare(ReplaySession one, ReplaySession other, TraceFrame frame) {
        ReplayTask task = one.task(frame.task()).orElse(null);
        ReplayTask same = other.task(frame.task()).orElse(null);
        if (task == null || same == null) {
            return;
        }
        List<ProcFs.MapLine> maps = task.space().memory().maps();
        List<ProcFs.MapLine> otherMaps = same.space().memory().maps();
        for (ProcFs.MapLine line : maps) {
            if (line.isWritable()) {
                long length = line.end() - line.start();
                long sum = task.space().checksum(line.start(), length, maps);
                if (sum != same.space().checksum(line.start(), length, otherMaps)) {
                    throw one.differs(frame, line);
                }
            }
        }
    }
}
