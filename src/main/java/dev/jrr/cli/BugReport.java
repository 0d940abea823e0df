package dev.jrr.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is kept of an error that nobody foresaw. */
final class BugReport {
    private BugReport() {}

    /** Writes the report and returns one line about it. */
    static String write(Throwable bug) {
        String what = "internal error (" + bug.getClass().getSimpleName() + ")";
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text);
        writer.println("jrr-tui " + Version.text() + ", Java " + System.getProperty("java.version") + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.version"));
        bug.printStackTrace(writer);
        String folder = System.getenv("TMPDIR");
        try {
            Path base = Path.of(folder == null || folder.isEmpty() ? "/tmp" : folder);
            Path report = Files.createTempFile(base, "jrr-tui-bug-", ".txt");
            Files.writeString(report, text.toString());
            return what + "; please report it with " + report;
        } catch (IOException | RuntimeException unwritable) {
            // The report itself is then the best there is.
            return what + ", and its report could not be written:\n" + text;
        }
    }
}
