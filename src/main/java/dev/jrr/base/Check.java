package dev.jrr.base;

/** Checks that stay on in production. */
public final class Check {
    private Check() {}

    /**
     * Requires an invariant.
     *
     * @param message a {@link String#format} pattern, formatted only on failure
     * @throws CheckFailed if {@code condition} is false
     */
    public static void that(boolean condition, String message, Object... arguments) {
        if (!condition) {
            throw new CheckFailed(String.format(message, arguments));
        }
    }
}
