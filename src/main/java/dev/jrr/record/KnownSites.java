package dev.jrr.record;

import dev.jrr.linux.ProcFs;
import dev.jrr.tracee.PatchSite;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Where in files system calls have been made from: a process that maps such a file need not find
 * them out one by one. What earlier recordings have found is in a {@link SiteCache}.
 */
final class KnownSites {
    /** A file with certain contents, as far as can be told without reading it. */
    record Content(String device, long inode, long modifiedNanos, long size) {
        /** That of a mapping; null if it cannot be told. */
        static Content of(ProcFs.MapLine line) {
            try {
                Map<String, Object> file = Files.readAttributes(Path.of(line.path()), "unix:ino,lastModifiedTime,size");
                if (((Number) file.get("ino")).longValue() != line.inode()) {
                    return null;
                }
                long modified = ((FileTime) file.get("lastModifiedTime")).to(TimeUnit.NANOSECONDS);
                return new Content(line.device(), line.inode(), modified, ((Number) file.get("size")).longValue());
            } catch (IOException | RuntimeException notThere) {
                return null;
            }
        }
    }

    /**
     * What is known of one file.
     *
     * @param sites the sites by their offset in it
     * @param refused the offsets of instructions that cannot be replaced
     * @param random what {@link RandomSites} has found in it, by its offset; nothing until it is searched
     */
    record Code(TreeMap<Long, PatchSite> sites, Set<Long> refused, Optional<SortedMap<Long, byte[]>> random) {
        Code() {
            this(new TreeMap<>(), new HashSet<>(), Optional.empty());
        }

        /** What both know. */
        Code and(Code other) {
            Code both = new Code(new TreeMap<>(sites), new HashSet<>(refused), random.or(other::random));
            both.sites.putAll(other.sites);
            both.refused.addAll(other.refused);
            return both;
        }

        /** The same after it was searched. */
        Code withRandom(SortedMap<Long, byte[]> found) {
            return new Code(sites, refused, Optional.of(found));
        }

        boolean isIn(String path) {
            try (RandomAccessFile file = new RandomAccessFile(path, "r")) {
                for (Map.Entry<Long, PatchSite> site : sites.entrySet()) {
                    if (!stands(file, site.getKey(), site.getValue().code())) {
                        return false;
                    }
                }
                for (Map.Entry<Long, byte[]> site :
                        random.orElseGet(TreeMap::new).entrySet()) {
                    if (!stands(file, site.getKey(), site.getValue())) {
                        return false;
                    }
                }
                return true;
            } catch (IOException notThere) {
                return false;
            }
        }
    }

    private final Map<Content, Code> known;

    /** What of it came from a cache and was not compared with its file yet. */
    private final Set<Content> unchecked;

    /** What was done where code was mapped, as long as no more is known. */
    private final Map<Object, Patches.Prepared> prepared = new HashMap<>();

    /** The files that were asked for. */
    private final Set<Content> used = new LinkedHashSet<>();

    /** Those of which the cache knew what is not so. */
    private final Set<Content> stale = new HashSet<>();

    private boolean hasNews;

    /** Starts with what is known already. */
    KnownSites(Map<Content, Code> known) {
        this.known = new HashMap<>(known);
        this.unchecked = new HashSet<>(known.keySet());
    }

    /** What is known of the files that were asked for. */
    Map<Content, Code> used() {
        Map<Content, Code> all = new LinkedHashMap<>();
        used.stream().filter(known::containsKey).forEach(content -> all.put(content, known.get(content)));
        return all;
    }

    /** The files that are not what the cache took them for. */
    Set<Content> stale() {
        return stale;
    }

    /** Whether more is known than at the start. */
    boolean hasNews() {
        return hasNews;
    }

    /** What is known of a file; null if that is nothing. */
    private Code code(String path, Content content) {
        if (content == null) {
            return null;
        }
        used.add(content);
        Code code = known.get(content);
        if (code != null && unchecked.remove(content) && !code.isIn(path)) {
            known.remove(content);
            stale.add(content);
            return null;
        }
        return code;
    }

    private static boolean stands(RandomAccessFile file, long offset, byte[] code) throws IOException {
        byte[] found = new byte[code.length];
        file.seek(offset);
        file.readFully(found);
        return Arrays.equals(found, code);
    }

    /** Whether bytes stand in a file as well: a program may have written them into a mapping. */
    private static boolean isInFile(String path, long fileOffset, byte[] code) {
        try (RandomAccessFile file = new RandomAccessFile(path, "r")) {
            return stands(file, fileOffset, code);
        } catch (IOException notThere) {
            return false;
        }
    }

    /** Nothing can be done at an offset of a file, where these bytes are. */
    void refuse(String path, Content content, long fileOffset, byte[] bytes) {
        if (content != null && isInFile(path, fileOffset, bytes)) {
            used.add(content);
            hasNews |=
                    known.computeIfAbsent(content, none -> new Code()).refused.add(fileOffset);
        }
    }

    boolean isRefused(String path, Content content, long fileOffset) {
        Code code = code(path, content);
        return code != null && code.refused.contains(fileOffset);
    }

    /** A site was found, which is remembered if it is the file's own code. */
    void add(String path, Content content, long fileOffset, PatchSite site) {
        if (content != null && isInFile(path, fileOffset, site.code())) {
            used.add(content);
            known.computeIfAbsent(content, none -> new Code()).sites.put(fileOffset, site);
            hasNews = true;
            prepared.clear();
        }
    }

    /** The instructions of a file that ask for a random number, by their offset; searches it the first time. */
    SortedMap<Long, byte[]> random(String path, Content content) {
        Code code = code(path, content);
        if (code == null || code.random.isEmpty()) {
            code = (code == null ? new Code() : code).withRandom(RandomSites.find(Path.of(path)));
            known.put(content, code);
            hasNews = true;
        }
        return code.random.get();
    }

    /** What was done earlier at a place; null if that is not known. */
    Patches.Prepared prepared(Object place) {
        return prepared.get(place);
    }

    void prepared(Object place, Patches.Prepared done) {
        prepared.put(place, done);
    }

    /** The sites of a part of a file, by their offset in it. */
    SortedMap<Long, PatchSite> between(String path, Content content, long from, long to) {
        Code code = code(path, content);
        return code == null ? new TreeMap<>() : code.sites.subMap(from, to);
    }
}
