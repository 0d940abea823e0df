package dev.jrr.record;

import dev.jrr.linux.ProcFs;
import dev.jrr.tracee.PatchSite;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where in the files that were mapped in this recording system calls have been made from: a process
 * that maps such a file again need not find them out one by one.
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
                long modified = ((java.nio.file.attribute.FileTime) file.get("lastModifiedTime"))
                        .to(java.util.concurrent.TimeUnit.NANOSECONDS);
                return new Content(line.device(), line.inode(), modified, ((Number) file.get("size")).longValue());
            } catch (IOException | RuntimeException notThere) {
                return null;
            }
        }
    }

    private final Map<Content, TreeMap<Long, PatchSite>> sites = new HashMap<>();
    private final Map<Content, Set<Long>> refused = new HashMap<>();

    /** Whether code stands in its file as well: a program may have written it into a mapping. */
    boolean isInFile(String path, long fileOffset, byte[] code) {
        byte[] found = new byte[code.length];
        try (RandomAccessFile file = new RandomAccessFile(path, "r")) {
            file.seek(fileOffset);
            file.readFully(found);
            return Arrays.equals(found, code);
        } catch (IOException notThere) {
            return false;
        }
    }

    /** Nothing can be done at an offset of a file. */
    void refuse(Content content, long fileOffset) {
        if (content != null) {
            refused.computeIfAbsent(content, none -> new HashSet<>()).add(fileOffset);
        }
    }

    boolean isRefused(Content content, long fileOffset) {
        return content != null && refused.getOrDefault(content, Set.of()).contains(fileOffset);
    }

    void add(Content content, long fileOffset, PatchSite site) {
        if (content != null) {
            sites.computeIfAbsent(content, none -> new TreeMap<>()).put(fileOffset, site);
        }
    }

    /** The sites of a part of a file, by their offset in it. */
    SortedMap<Long, PatchSite> between(Content content, long from, long to) {
        TreeMap<Long, PatchSite> all = content == null ? null : sites.get(content);
        return all == null ? new TreeMap<>() : all.subMap(from, to);
    }
}
