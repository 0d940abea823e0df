package dev.jrr.debugger;

import dev.jrr.linux.Libdw;
import dev.jrr.model.Event;
import dev.jrr.model.Mapping;
import dev.jrr.model.TraceFrame;
import dev.jrr.replay.Stop;
import dev.jrr.trace.BlockSummary;
import dev.jrr.trace.FramePredicate;
import dev.jrr.trace.FrameSearch;
import dev.jrr.trace.TraceFormatException;
import dev.jrr.trace.TraceReader;
import dev.jrr.tracee.NativeCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * Code that any program of the run maps at any time: also of a library that is not there yet where
 * somebody asks for a breakpoint in it.
 */
final class LaterCode {
    private static final int MMAP = 9;
    private static final long PATIENCE_NANOS = 300_000_000L;

    private final TraceReader trace;

    /** All mappings of a file that start where one maps its beginning. */
    private Map<Start, List<Mapping>> files;

    /** A file, and where its beginning is mapped. */
    private record Start(String key, long base, String path) {}

    LaterCode(TraceReader trace) {
        this.trace = trace;
    }

    /** The stops at the addresses that are found in any of the files, each at each place where it is mapped. */
    List<Stop.At> find(Function<Libdw, List<Long>> finder) {
        Set<Stop.At> found = new LinkedHashSet<>();
        files().forEach((start, mappings) -> found(start, finder).forEach(address -> add(found, mappings, address)));
        return List.copyOf(found);
    }

    /** The names in any of the files that begin like this; not all if it would take long. */
    List<SymbolName> starting(String text, int most) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        List<Libdw.Listed> found = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (Start start : files().keySet()) {
            if (System.nanoTime() - end < 0 && keys.add(start.key)) {
                found.addAll(found(start, symbols -> symbols.starting(text)));
            }
        }
        return ProgramSymbols.names(found, most);
    }

    private <T> List<T> found(Start start, Function<Libdw, List<T>> finder) {
        Libdw symbols = NativeCode.symbols();
        if (symbols == null) {
            return List.of();
        }
        try (symbols) {
            symbols.module(start.path, trace.file(start.key), start.base);
            symbols.ready();
            return finder.apply(symbols);
        } catch (TraceFormatException damaged) {
            // Its names are not known.
            return List.of();
        }
    }

    private static void add(Set<Stop.At> found, List<Mapping> mappings, long address) {
        Mapping last = null;
        for (Mapping mapping : mappings) {
            if (address >= mapping.start() && address < mapping.end()) {
                // What was mapped later lies above.
                last = mapping;
            }
        }
        if (last != null) {
            found.add(new Stop.At(address, last.key(), last.offset() + address - last.start()));
        }
    }

    private Map<Start, List<Mapping>> files() {
        if (files == null) {
            files = new LinkedHashMap<>();
            FrameSearch search = new FrameSearch(trace);
            FramePredicate maps = FramePredicate.of(LaterCode::mayMap, LaterCode::maps);
            OptionalLong found = search.next(0, maps);
            while (found.isPresent()) {
                add(trace.frame(found.getAsLong()).event());
                found = search.next(found.getAsLong() + 1, maps);
            }
        }
        return files;
    }

    private static boolean mayMap(BlockSummary block) {
        return block.mayHaveSyscall(MMAP) || block.has(dev.jrr.trace.FrameKind.EXEC);
    }

    private static boolean maps(TraceFrame frame) {
        return frame.event() instanceof Event.Exec
                || frame.event() instanceof Event.Syscall call && call.mapping().isPresent();
    }

    private void add(Event event) {
        if (event instanceof Event.Exec exec) {
            exec.image().mappings().forEach(this::add);
        } else if (event instanceof Event.Syscall call) {
            call.mapping().ifPresent(this::add);
        }
    }

    private void add(Mapping mapping) {
        if (mapping.backing() != Mapping.Backing.FILE || !mapping.path().startsWith("/")) {
            return;
        }
        if (mapping.offset() == 0) {
            files.computeIfAbsent(
                    new Start(mapping.key(), mapping.start(), mapping.path()), start -> new ArrayList<>());
        }
        Start nearest = null;
        for (Start start : files.keySet()) {
            boolean isPart = start.key.equals(mapping.key()) && start.base <= mapping.start();
            if (isPart && (nearest == null || start.base > nearest.base)) {
                nearest = start;
            }
        }
        if (nearest != null && !files.get(nearest).contains(mapping)) {
            files.get(nearest).add(mapping);
        }
    }
}
