package dev.jrr.explore.view;

/** Times as people read them. */
public final class Seconds {
    private Seconds() {}

    /** Seconds with six digits behind the point, whatever the locale; String.format is slow in lists. */
    public static String text(long nanos) {
        long micros = Math.abs(nanos) / 1000;
        StringBuilder text = new StringBuilder(16);
        if (nanos < 0) {
            text.append('-');
        }
        text.append(micros / 1_000_000).append('.');
        String fraction = Long.toString(micros % 1_000_000);
        return text.append("000000", fraction.length(), 6).append(fraction).toString();
    }
}
