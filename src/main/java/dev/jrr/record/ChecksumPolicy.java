package dev.jrr.record;

/** When to take a checksum of memory: at every N frames, or so that they cost little time. */
final class ChecksumPolicy {
    private static final int MIN_FRAMES = 256;

    /** A checksum may cost a twentieth of the time since the last. */
    private static final int SHARE = 20;

    private final int every;
    private long lastFrame;
    private long lastNanos = System.nanoTime();
    private long lastCost;

    /** {@code every} 0: as often as the time allows. */
    ChecksumPolicy(int every) {
        this.every = every;
    }

    boolean isDue(long frame) {
        if (every > 0) {
            return frame - lastFrame >= every;
        }
        return frame - lastFrame >= MIN_FRAMES && System.nanoTime() - lastNanos >= lastCost * SHARE;
    }

    void taken(long frame, long costNanos) {
        lastFrame = frame;
        lastNanos = System.nanoTime();
        lastCost = costNanos;
    }
}
