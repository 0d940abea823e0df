package dev.jrr.cli;

import java.util.Locale;

/** Amounts of bytes as people read them. */
final class Size {
    private Size() {}

    /** In megabytes with one digit, gigabytes from a thousand of them on. */
    static String text(long bytes) {
        double megabytes = bytes / 1e6;
        return megabytes < 1000
                ? String.format(Locale.ROOT, "%.1f MB", megabytes)
                : String.format(Locale.ROOT, "%.1f GB", megabytes / 1000);
    }
}
