package dev.jrr.record;

import dev.jrr.linux.Decoder.Instruction;
import dev.jrr.linux.Decoder.Kind;
import dev.jrr.record.KnownSites.Code;
import dev.jrr.record.KnownSites.Content;
import dev.jrr.tracee.PatchSite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What recordings have found of system call instructions in files, kept for later ones. It only makes
 * them faster: where it cannot be read or written, or is damaged, they go on without.
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
    private static final int MOST_FILES = 200;

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

    /** What was kept; nothing if there is none. */
    Map<Content, Code> read() {
        Map<Content, Code> all = new HashMap<>();
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

    /** Keeps what is known. */
    void write(Map<Content, Code> known) {
        if (file == null) {
            return;
        }
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
        try {
            Files.createDirectories(file.getParent());
            Path unfinished = Files.createTempFile(file.getParent(), "sites", null);
            Files.writeString(unfinished, text, StandardCharsets.US_ASCII);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException withoutIt) {
            // As said above.
            return;
        }
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
