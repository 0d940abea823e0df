package dev.jrr.debugger;

import dev.jrr.base.UsageException;
import dev.jrr.replay.Stop;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Stops as words without blanks, from which the same stops are made: {@code at:ADDRESS:OFFSET:KEY} and
 * {@code change:PROCESS:ADDRESS:LENGTH}; addresses and offsets are hexadecimal.
 */
final class StopText {
    private static final int PARTS = 4;

    private StopText() {}

    static String of(Stop stop) {
        if (stop instanceof Stop.At at) {
            return "at:" + Long.toHexString(at.address()) + ":" + Long.toHexString(at.offset()) + ":"
                    + URLEncoder.encode(at.key(), StandardCharsets.UTF_8);
        }
        Stop.Change change = (Stop.Change) stop;
        return "change:" + change.processId() + ":" + Long.toHexString(change.address()) + ":" + change.length();
    }

    /** Empty if it is none. */
    static Optional<Stop> parse(String text) {
        String[] parts = text.split(":", PARTS);
        if (parts.length < PARTS) {
            return Optional.empty();
        }
        try {
            return switch (parts[0]) {
                case "at" ->
                    Optional.of(new Stop.At(
                            Long.parseUnsignedLong(parts[1], 16),
                            URLDecoder.decode(parts[3], StandardCharsets.UTF_8),
                            Long.parseUnsignedLong(parts[2], 16)));
                case "change" ->
                    Optional.of(new Stop.Change(
                            Integer.parseInt(parts[1]),
                            Long.parseUnsignedLong(parts[2], 16),
                            Integer.parseInt(parts[3])));
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException | UsageException e) {
            return Optional.empty();
        }
    }
}
