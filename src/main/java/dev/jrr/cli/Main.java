package dev.jrr.cli;

/** Entry point of jrr-tui. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(2);
    }
}
