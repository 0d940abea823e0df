package dev.jrr.record;

import dev.jrr.model.TraceSummary;

/**
 * What came of a recording.
 *
 * @param status of the program, as wait(2) gives it
 * @param started false if the program could not be executed; {@code status} then tells why (126,
 *     127) and a line about it is on standard error
 */
public record RecordResult(int status, boolean started, TraceSummary summary) {
    /** The exit status as a shell shows it: 128 + N for signal N. */
    public int exitCode() {
        int signal = status & 0x7f;
        return signal != 0 ? 128 + signal : (status >> 8) & 0xff;
    }
}
