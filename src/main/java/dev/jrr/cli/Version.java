package dev.jrr.cli;

/** Which version this is. */
final class Version {
    private Version() {}

    /** From the jar's manifest; "(not packaged)" when run from a folder of classes. */
    static String text() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }
}
