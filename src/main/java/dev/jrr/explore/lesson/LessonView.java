package dev.jrr.explore.lesson;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a step wants to be looked at.
 *
 * @param address where in it, as the shell writes addresses; only memory and code have some
 */
public record LessonView(Kind kind, Optional<String> address) {
    /** The explorer's tabs by name. */
    public enum Kind {
        REGISTERS,
        MEMORY,
        CODE,
        STACK,
        TASKS,
        FUTEX,
        SIGNALS,
        MAPS,
        FILES,
        OUTPUT,
        STATS;

        /** As lessons write it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether it shows some address, rather than all there is. */
        public boolean hasAddress() {
            return this == MEMORY || this == CODE;
        }

        static Optional<Kind> named(String label) {
            return Arrays.stream(values())
                    .filter(kind -> kind.label().equals(label))
                    .findFirst();
        }
    }
}
