package dev.jrr.explore.tui;

/**
 * How the live replay is doing, for the status line.
 *
 * @param done frames replayed of {@code total}, while catching up
 * @param words the reason, when stopped or failed
 */
record LiveState(Kind kind, long done, long total, String words) {
    enum Kind {
        READY,
        CATCHING_UP,
        /** Cancelled by the user; the next move starts it again. */
        CANCELLED,
        FAILED
    }

    static final LiveState READY = new LiveState(Kind.READY, 0, 0, "");
    static final LiveState STARTING = new LiveState(Kind.CATCHING_UP, 0, 0, "");
    static final LiveState CANCELLED = new LiveState(Kind.CANCELLED, 0, 0, "");

    static LiveState catchingUp(long done, long total) {
        return new LiveState(Kind.CATCHING_UP, done, total, "");
    }

    static LiveState failed(String words) {
        return new LiveState(Kind.FAILED, 0, 0, words);
    }

    String text() {
        return switch (kind) {
            case READY -> "live: ready";
            case CATCHING_UP ->
                total > 0
                        ? "live: catching up " + Math.min(100, done * 100 / total) + "% (Esc cancels)"
                        : "live: catching up (Esc cancels)";
            case CANCELLED -> "live: cancelled";
            case FAILED -> "live: stopped";
        };
    }
}
