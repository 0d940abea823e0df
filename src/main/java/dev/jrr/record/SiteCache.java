package dev.jrr.record;

import dev.jrr.linux.Decoder.Instruction;
import dev.jrr.linux.Decoder.Kind;
import dev.jrr.record.KnownSites.Code;
import dev.jrr.record.KnownSites.Content;
import dev.jrr.tracee.PatchSite;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What recordings have found of system call instructions in files, kept for later ones. It only makes
 * them faster: where it cannot be read or written, or is damaged, they go on without. Files that were
 * recorded last stand first; those that were not for long are forgotten.
 *
 * <pre>
 * file DEVICE INODE MODIFIED SIZE
 * site OFFSET BYTES LENGTH:KIND:DISTANCE:PLACE...   the covered instructions; where their operands point
 * none OFFSET                                       cannot be replaced
 * searched                                          for instructions that ask for a random number
 * random OFFSET BYTES                               one of these; "searched" stands before it
 * </pre>
 */
final class SiteCache {
    private static final String HEAD = "jrr-sites 2";

    /** More files than this are not remembered. */
    static final int MOST_FILES = 1000;

    /** How often the lock is asked for, and how many milliseconds pass from one time to the next. */
    private static final int LOCK_TRIES = 100;

    private static final int LOCK_PAUSE = 10;

    private final Path file;

    SiteCache(Path file) {
        this.file = file;
    }

    /** The user's own. */
    static SiteCache ofUser() {
        String cache = System.getenv("XDG_CACHE_HOME");
        String home = System.getenv("HOME");
        if (cache == null || cache.isEmpty()) {
            cache = home == null || home.isEmpty() ? null : home + "/.cache";
        }
        return new SiteCache(cache == null ? null : Path.of(cache, "jrr-tui", "sites"));
    }

    /** What was kept, that of the last recordings first; nothing if there is none. */
    Map<Content, Code> read() {
        Map<Content, Code> all = new LinkedHashMap<>();
        if (file == null || !Files.isReadable(file)) {
            return all;
        }
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
            if (lines.isEmpty() || !lines.get(0).equals(HEAD)) {
                return all;
            }
            Content content = null;
            Code code = new Code();
            for (String line : lines.subList(1, lines.size())) {
                List<String> words = words(line);
                switch (words.get(0)) {
                    case "file" -> {
                        content = new Content(words.get(1), number(words, 2), number(words, 3), number(words, 4));
                        code = new Code();
                        all.put(content, code);
                    }
                    case "searched" -> {
                        code = code.withRandom(new TreeMap<>());
                        all.put(content, code);
                    }
                    case "random" ->
                        code.random()
                                .orElseThrow()
                                .put(number(words, 1), HexFormat.of().parseHex(words.get(2)));
                    case "site" -> code.sites().put(number(words, 1), site(words));
                    case "none" -> code.refused().add(number(words, 1));
                    default -> throw new IOException("no line of such a file: " + line);
                }
            }
        } catch (IOException | RuntimeException damaged) {
            all.clear();
        }
        return all;
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>(6);
        int start = 0;
        for (int end = line.indexOf(' '); end >= 0; end = line.indexOf(' ', start)) {
            words.add(line.substring(start, end));
            start = end + 1;
        }
        words.add(line.substring(start));
        return words;
    }

    private static long number(List<String> words, int index) {
        return Long.parseLong(words.get(index));
    }

    /** A site as if the file were at address 0. */
    private static PatchSite site(List<String> words) {
        long offset = number(words, 1);
        List<Instruction> instructions = new ArrayList<>();
        for (String word : words.subList(3, words.size())) {
            int first = word.indexOf(':');
            int second = word.indexOf(':', first + 1);
            int third = word.indexOf(':', second + 1);
            String distance = word.substring(second + 1, third);
            instructions.add(new Instruction(
                    Integer.parseInt(word.substring(0, first)),
                    Kind.valueOf(word.substring(first + 1, second)),
                    distance.isEmpty() ? 0 : offset + Long.parseLong(distance),
                    Integer.parseInt(word.substring(third + 1))));
        }
        return PatchSite.known(offset, HexFormat.of().parseHex(words.get(2)), instructions);
    }

    /**
     * Keeps what a recording knows, beside what others have kept in the meantime.
     *
     * @param used what it knows of the files that it met
     * @param stale the files of which the cache had told it what is not so
     */
    void keep(Map<Content, Code> used, Set<Content> stale) {
        if (file == null) {
            return;
        }
        // Of this process only one at a time can ask for a lock on a file.
        synchronized (SiteCache.class) {
            try {
                Files.createDirectories(file.getParent());
                Path lock = file.resolveSibling(file.getFileName() + ".lock");
                try (FileChannel channel =
                        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                    if (isLocked(channel)) {
                        write(together(used, stale));
                    }
                }
            } catch (IOException | RuntimeException withoutIt) {
                // As said above.
                return;
            }
        }
    }

    /** Takes the lock, which ends with the channel; false if somebody holds it for long. */
    private static boolean isLocked(FileChannel channel) throws IOException {
        for (int i = 0; i < LOCK_TRIES; i++) {
            if (channel.tryLock() != null) {
                return true;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOCK_PAUSE));
        }
        return false;
    }

    private Map<Content, Code> together(Map<Content, Code> used, Set<Content> stale) {
        Map<Content, Code> kept = read();
        kept.keySet().removeAll(stale);
        Map<Content, Code> all = new LinkedHashMap<>();
        used.forEach((content, code) -> all.put(content, code.and(kept.getOrDefault(content, new Code()))));
        kept.forEach(all::putIfAbsent);
        return all;
    }

    private void write(Map<Content, Code> known) throws IOException {
        StringBuilder text = new StringBuilder(HEAD).append('\n');
        known.entrySet().stream().limit(MOST_FILES).forEach(entry -> {
            Content content = entry.getKey();
            text.append("file ").append(content.device()).append(' ').append(content.inode());
            text.append(' ')
                    .append(content.modifiedNanos())
                    .append(' ')
                    .append(content.size())
                    .append('\n');
            entry.getValue().sites().forEach((offset, site) -> write(text, offset, site));
            entry.getValue()
                    .refused()
                    .forEach(offset -> text.append("none ").append(offset).append('\n'));
            entry.getValue().random().ifPresent(found -> {
                text.append("searched\n");
                found.forEach((offset, bytes) -> text.append("random ")
                        .append(offset)
                        .append(' ')
                        .append(HexFormat.of().formatHex(bytes))
                        .append('\n'));
            });
        });
        Path unfinished = Files.createTempFile(file.getParent(), "sites", null);
        Files.writeString(unfinished, text, StandardCharsets.US_ASCII);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void write(StringBuilder text, long offset, PatchSite site) {
        text.append("site ").append(offset).append(' ').append(HexFormat.of().formatHex(site.code()));
        for (Instruction each : site.instructions()) {
            text.append(' ')
                    .append(each.length())
                    .append(':')
                    .append(each.kind())
                    .append(':');
            if (each.target() != 0) {
                text.append(each.target() - site.address());
            }
            text.append(':').append(each.displacementOffset());
        }
        text.append('\n');
    }
}
