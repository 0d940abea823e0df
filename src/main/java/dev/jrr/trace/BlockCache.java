package dev.jrr.trace;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps the blocks that were used last, up to a bound of memory. Safe for use by several threads.
 *
 * @param <T> a block as it is used
 */
final class BlockCache<T> {
    private final long maxWeight;
    private final Map<Integer, Entry<T>> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long weight;

    private record Entry<T>(T block, long weight) {}

    /** @param maxWeight about how many bytes of memory it may hold; the newest block is always kept */
    BlockCache(long maxWeight) {
        this.maxWeight = maxWeight;
    }

    /** The block, or null if it is not kept. */
    synchronized T get(int block) {
        Entry<T> entry = entries.get(block);
        return entry == null ? null : entry.block;
    }

    /** Keeps a block of about {@code bytes} bytes of memory. */
    synchronized void put(int block, T value, long bytes) {
        Entry<T> replaced = entries.put(block, new Entry<>(value, bytes));
        weight += bytes - (replaced == null ? 0 : replaced.weight);
        var eldest = entries.entrySet().iterator();
        while (weight > maxWeight && entries.size() > 1) {
            weight -= eldest.next().getValue().weight;
            eldest.remove();
        }
    }
}
