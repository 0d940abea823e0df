package dev.jrr.explore.shell;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ListIterator;
import java.util.Set;
import org.jline.reader.History;
import org.jline.reader.LineReader;

/**
 * The lines that were typed, each once, where it was typed last; in a file that runs at the same time share. A
 * line that begins with a blank is not kept. Where the file cannot be used there is a history of this run alone.
 */
final class ShellHistory implements History {
    private static final int MOST_LINES = 10_000;
    private static final Set<OpenOption> READ_WRITE =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    private static final Set<OpenOption> APPEND = Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);

    private final Path file;
    private final List<String> lines = new ArrayList<>();
    private int index;

    /** One line, and where it is. */
    private record Line(int index, String line) implements Entry {
        @Override
        public Instant time() {
            return Instant.EPOCH;
        }
    }

    private interface Use {
        void with(FileChannel channel) throws IOException;
    }

    /** Reads what earlier runs have left in a file, which need not be there. */
    ShellHistory(Path file) {
        this.file = file;
        load();
    }

    /** {@code jrr/history} where the user keeps such things. */
    static Path defaultFile() {
        String state = System.getenv("XDG_STATE_HOME");
        return state != null && state.startsWith("/")
                ? Path.of(state, "jrr", "history")
                : Path.of(System.getProperty("user.home"), ".local", "state", "jrr", "history");
    }

    @Override
    public void load() {
        use(READ_WRITE, channel -> {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            byte[] bytes = new byte[Math.toIntExact(channel.size())];
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                continue;
            }
            List<String> found =
                    new String(bytes, StandardCharsets.UTF_8).lines().toList();
            lines.clear();
            lines.addAll(newest(found));
            if (lines.size() < found.size()) {
                channel.truncate(0);
                StringBuilder text = new StringBuilder();
                lines.forEach(line -> text.append(line).append('\n'));
                write(channel, text.toString());
            }
        });
        lines.replaceAll(ShellHistory::unescaped);
        index = lines.size();
    }

    /** Each line once, where it comes last, and no more than are kept. */
    private static Collection<String> newest(List<String> found) {
        Set<String> newest = new LinkedHashSet<>();
        for (int i = found.size() - 1; i >= 0 && newest.size() < MOST_LINES; i--) {
            if (!found.get(i).isBlank()) {
                newest.add(found.get(i));
            }
        }
        List<String> order = new ArrayList<>(newest);
        java.util.Collections.reverse(order);
        return order;
    }

    @Override
    public void add(Instant time, String line) {
        if (!line.isBlank() && !Character.isWhitespace(line.charAt(0))) {
            String kept = line.stripTrailing();
            boolean isNewest = !lines.isEmpty() && lines.get(lines.size() - 1).equals(kept);
            lines.remove(kept);
            lines.add(kept);
            if (lines.size() > MOST_LINES) {
                lines.remove(0);
            }
            if (!isNewest) {
                use(APPEND, channel -> write(channel, escaped(kept) + "\n"));
            }
        }
        index = lines.size();
    }

    private void use(Set<OpenOption> options, Use use) {
        try {
            Files.createDirectories(
                    file.getParent(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            try (FileChannel channel = FileChannel.open(
                            file,
                            options,
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                    FileLock lock = channel.lock()) {
                if (lock.isValid()) {
                    use.with(channel);
                }
            }
        } catch (IOException | UnsupportedOperationException | ArithmeticException unusable) {
            // A home that is not there, full or not ours: the shell works without what is kept there.
            return;
        }
    }

    private static void write(FileChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static String escaped(String line) {
        return line.replace("\\", "\\\\").replace("\n", "\\n");
    }

    private static String unescaped(String line) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                char next = line.charAt(++i);
                text.append(next == 'n' ? '\n' : next);
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    @Override
    public void attach(LineReader reader) {}

    /** Every line is written when it is typed. */
    @Override
    public void save() {}

    @Override
    public void write(Path other, boolean incremental) {
        throw new UnsupportedOperationException("the history has one file");
    }

    @Override
    public void append(Path other, boolean incremental) {
        throw new UnsupportedOperationException("the history has one file");
    }

    @Override
    public void read(Path other, boolean checkDuplicates) {
        throw new UnsupportedOperationException("the history has one file");
    }

    @Override
    public void purge() {
        lines.clear();
        index = 0;
        use(READ_WRITE, channel -> channel.truncate(0));
    }

    @Override
    public int size() {
        return lines.size();
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public int first() {
        return 0;
    }

    @Override
    public int last() {
        return lines.size() - 1;
    }

    @Override
    public String get(int number) {
        return lines.get(number);
    }

    @Override
    public ListIterator<Entry> iterator(int from) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            entries.add(new Line(i, lines.get(i)));
        }
        return entries.listIterator(from);
    }

    @Override
    public String current() {
        return index < lines.size() ? lines.get(index) : "";
    }

    @Override
    public boolean previous() {
        return moveTo(index - 1);
    }

    @Override
    public boolean next() {
        if (index >= lines.size()) {
            return false;
        }
        index++;
        return true;
    }

    @Override
    public boolean moveToFirst() {
        return index != 0 && moveTo(0);
    }

    @Override
    public boolean moveToLast() {
        return index != last() && moveTo(last());
    }

    @Override
    public boolean moveTo(int number) {
        if (number < 0 || number >= lines.size()) {
            return false;
        }
        index = number;
        return true;
    }

    @Override
    public void moveToEnd() {
        index = lines.size();
    }

    @Override
    public void resetIndex() {
        index = Math.min(index, lines.size());
    }
}
