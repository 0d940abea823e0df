package dev.jrr.replay;

import java.nio.file.Path;
import java.util.List;

/**
 * What a verification has found.
 *
 * @param frames how many were replayed as recorded
 * @param tasks how many the trace has
 * @param divergences 0, or 1: the first ends the replay
 * @param report the divergence in several lines, or empty
 * @param cpuidDifferences {@link ReplaySession#cpuidDifferences}
 * @param seconds how long the replay took
 * @param recordSeconds how long the recording took
 */
public record VerifyResult(
        Path trace,
        long frames,
        int tasks,
        int divergences,
        String report,
        List<String> cpuidDifferences,
        double seconds,
        double recordSeconds) {}
