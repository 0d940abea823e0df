package dev.jrr.replay;

import dev.jrr.base.Hex;
import dev.jrr.base.JrrException;
import dev.jrr.model.Mapping;
import dev.jrr.trace.TraceReader;
import dev.jrr.tracee.AddressSpace;
import dev.jrr.tracee.RemoteSyscalls;
import dev.jrr.tracee.Tracee;
import dev.jrr.tracee.TraceeGoneException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes recorded mappings in a real process, many with one stop. */
final class MappingCalls {
    private static final int O_RDONLY = 0;
    private static final int O_RDWR = 2;
    private static final int MAP_SHARED = 0x1;
    private static final int MAP_PRIVATE = 0x2;
    private static final int MAP_FIXED = 0x10;
    private static final int MAP_ANONYMOUS = 0x20;
    private static final int MAP_GROWSDOWN = 0x100;

    /** On all private mappings, so that memory that is only reserved costs nothing here either. */
    private static final int MAP_NORESERVE = 0x4000;

    private static final int MAP_FIXED_NOREPLACE = 0x100000;

    private record Pending(int index, long start, String what) {}

    private final RemoteSyscalls calls;
    private final TraceReader trace;
    private final SharedObjects shared;
    private final List<Pending> pending = new ArrayList<>();

    MappingCalls(Tracee tracee, AddressSpace space, TraceReader trace, SharedObjects shared) {
        this.calls = new RemoteSyscalls(tracee, space);
        this.trace = trace;
        this.shared = shared;
    }

    /**
     * Adds one mapping.
     *
     * @param replace whether something may be mapped there already
     */
    void add(Mapping mapping, boolean replace) throws TraceeGoneException {
        int fixed = replace ? MAP_FIXED : MAP_FIXED_NOREPLACE;
        switch (mapping.backing()) {
            case FILE -> addFile(mapping, trace.file(mapping.key()), O_RDONLY, fixed | MAP_PRIVATE | MAP_NORESERVE);
            case SHARED -> {
                Path file = shared.file(mapping.key(), mapping.offset() + mapping.length());
                addFile(mapping, file, O_RDWR, fixed | MAP_SHARED);
            }
            case ANONYMOUS, DATA -> {
                makeRoom(1, 0);
                int flags = fixed | MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
                addMmap(mapping, isStack(mapping) ? flags | MAP_GROWSDOWN : flags, -1, 0);
            }
        }
    }

    static boolean isStack(Mapping mapping) {
        return mapping.path().equals("[stack]") || (mapping.flags() & MAP_GROWSDOWN) != 0;
    }

    private void addFile(Mapping mapping, Path file, int access, int flags) throws TraceeGoneException {
        String path = file.toAbsolutePath().toString();
        makeRoom(3, path.length() * 3);
        calls.add(SystemCalls.OPEN, calls.string(path), access, 0);
        addMmap(mapping, flags, Zygote.FIRST_FD, mapping.offset());
        calls.add(SystemCalls.CLOSE, Zygote.FIRST_FD);
    }

    private void addMmap(Mapping mapping, int flags, int fd, long offset) {
        int index = calls.add(SystemCalls.MMAP, mapping.start(), mapping.length(), mapping.prot(), flags, fd, offset);
        pending.add(new Pending(index, mapping.start(), mapping.path()));
    }

    private void makeRoom(int count, int bytes) throws TraceeGoneException {
        if (!calls.hasRoom(count, bytes)) {
            run();
        }
    }

    /** Makes what was added. */
    void run() throws TraceeGoneException {
        long[] results = calls.run();
        for (Pending each : pending) {
            if (results[each.index] != each.start) {
                throw new JrrException("replay cannot map " + (each.what.isEmpty() ? "memory" : each.what) + " at "
                        + Hex.of(each.start) + ": error " + -results[each.index]);
            }
        }
        pending.clear();
    }
}
