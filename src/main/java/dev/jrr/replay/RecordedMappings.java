package dev.jrr.replay;

import dev.jrr.model.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which recorded mapping each address belongs to: replay's own /proc/PID/maps shows the trace's
 * files, not the program's. A mapping that was cut keeps the record of the whole, so an offset is
 * told from the distance to the recorded start.
 */
final class RecordedMappings {
    /** A part of a recorded mapping that is still mapped. */
    record Piece(long start, long end, Mapping mapping) {
        /** Where in its file the piece starts. */
        long offset() {
            return mapping.offset() + (start - mapping.start());
        }
    }

    private final TreeMap<Long, Piece> pieces = new TreeMap<>();

    RecordedMappings() {}

    private RecordedMappings(RecordedMappings other) {
        pieces.putAll(other.pieces);
    }

    RecordedMappings copy() {
        return new RecordedMappings(this);
    }

    /** A mapping was made; what was there before is gone. */
    void map(Mapping mapping) {
        unmap(mapping.start(), mapping.length());
        pieces.put(mapping.start(), new Piece(mapping.start(), mapping.end(), mapping));
    }

    void unmap(long start, long length) {
        long end = start + length;
        for (Piece piece : overlapping(start, end)) {
            pieces.remove(piece.start());
            if (piece.start() < start) {
                pieces.put(piece.start(), new Piece(piece.start(), start, piece.mapping()));
            }
            if (piece.end() > end) {
                pieces.put(end, new Piece(end, piece.end(), piece.mapping()));
            }
        }
    }

    /** The pieces that share an address with a range, in order. */
    List<Piece> overlapping(long start, long end) {
        List<Piece> found = new ArrayList<>();
        Map.Entry<Long, Piece> first = pieces.floorEntry(start);
        long from = first == null ? start : first.getKey();
        for (Piece piece : pieces.subMap(from, end).values()) {
            if (piece.end() > start) {
                found.add(piece);
            }
        }
        return found;
    }

    /** The files that are mapped, each once. */
    List<ReplaySpace.Module> files() {
        List<ReplaySpace.Module> files = new ArrayList<>();
        for (Piece piece : pieces.values()) {
            Mapping mapping = piece.mapping();
            if (mapping.backing() == Mapping.Backing.FILE && mapping.path().startsWith("/")) {
                ReplaySpace.Module module = new ReplaySpace.Module(mapping.path(), mapping.key(), base(mapping));
                if (!files.contains(module)) {
                    files.add(module);
                }
            }
        }
        return List.copyOf(files);
    }

    /** Where the start of a mapped file is: of one that is mapped in parts, that of the first before this. */
    long base(Mapping mapping) {
        long base = mapping.start() - mapping.offset();
        for (Piece piece : pieces.headMap(mapping.start(), true).values()) {
            boolean isPart = piece.mapping().key().equals(mapping.key())
                    && piece.mapping().path().equals(mapping.path())
                    && piece.offset() == 0;
            if (isPart) {
                base = piece.start();
            }
        }
        return base;
    }

    /** The piece that an address belongs to, or null. */
    Piece at(long address) {
        Map.Entry<Long, Piece> entry = pieces.floorEntry(address);
        return entry != null && entry.getValue().end() > address ? entry.getValue() : null;
    }
}
