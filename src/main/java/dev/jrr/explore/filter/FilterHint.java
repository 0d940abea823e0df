package dev.jrr.explore.filter;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What every frame that passes a filter has in common: necessary, not sufficient.
 *
 * @param first no frame before this one passes
 * @param last no frame after this one passes
 * @param tids only frames of these thread ids can pass; empty if any can
 * @param kinds only frames of these kinds can pass; empty if any can
 * @param names only frames with these names (system calls, signals) can pass; empty if any can
 * @param tracee only system calls that were buffered, or answered in the tracee, can pass
 */
public record FilterHint(
        long first,
        long last,
        Optional<Set<Integer>> tids,
        Optional<Set<String>> kinds,
        Optional<Set<String>> names,
        boolean tracee) {
    /** Nothing is known. */
    public static final FilterHint ANY =
            new FilterHint(0, Long.MAX_VALUE, Optional.empty(), Optional.empty(), Optional.empty(), false);

    static FilterHint frames(long first, long last) {
        return new FilterHint(first, last, Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    static FilterHint tid(int tid) {
        return new FilterHint(0, Long.MAX_VALUE, Optional.of(Set.of(tid)), Optional.empty(), Optional.empty(), false);
    }

    static FilterHint kinds(Set<String> kinds) {
        return new FilterHint(0, Long.MAX_VALUE, Optional.empty(), Optional.of(kinds), Optional.empty(), false);
    }

    FilterHint named(String name) {
        return new FilterHint(first, last, tids, kinds, Optional.of(Set.of(name)), tracee);
    }

    FilterHint inTracee() {
        return new FilterHint(first, last, tids, kinds, names, true);
    }

    FilterHint and(FilterHint other) {
        return new FilterHint(
                Math.max(first, other.first),
                Math.min(last, other.last),
                both(tids, other.tids),
                both(kinds, other.kinds),
                both(names, other.names),
                tracee || other.tracee);
    }

    FilterHint or(FilterHint other) {
        return new FilterHint(
                Math.min(first, other.first),
                Math.max(last, other.last),
                either(tids, other.tids),
                either(kinds, other.kinds),
                either(names, other.names),
                tracee && other.tracee);
    }

    private static <T> Optional<Set<T>> both(Optional<Set<T>> one, Optional<Set<T>> two) {
        if (one.isEmpty() || two.isEmpty()) {
            return one.isEmpty() ? two : one;
        }
        Set<T> common = new HashSet<>(one.get());
        common.retainAll(two.get());
        return Optional.of(Set.copyOf(common));
    }

    private static <T> Optional<Set<T>> either(Optional<Set<T>> one, Optional<Set<T>> two) {
        if (one.isEmpty() || two.isEmpty()) {
            return Optional.empty();
        }
        Set<T> all = new HashSet<>(one.get());
        all.addAll(two.get());
        return Optional.of(Set.copyOf(all));
    }
}
