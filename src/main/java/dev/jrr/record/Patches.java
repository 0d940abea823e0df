package dev.jrr.record;

import dev.jrr.linux.ProcFs;
import dev.jrr.model.MemoryWrite;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import dev.jrr.tracee.AddressSpace;
import dev.jrr.tracee.PatchSite;
import dev.jrr.tracee.SyscallStub;
import dev.jrr.tracee.TraceeGoneException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The system call instructions of one address space that were replaced by jumps to the hook. One is
 * replaced when a call from it has returned, so that it certainly is an instruction.
 *
 * <p>Guarantees: no task ever goes on within a jump. None is put where a stopped task stands; a task
 * that comes out of the kernel behind such an instruction, from a call or from a signal handler, goes
 * on in the stub; and a signal handler is told the address in the program's own code.
 */
final class Patches {
    /** Each holds the stubs of the code within two gigabytes. */
    static final int AREA_BYTES = 0x10000;

    static final String AREA_NAME = SyscallStub.AREA_NAME;

    private static final int SYSCALL_LENGTH = 2;
    private static final int SYSCALL_INSTRUCTION = 0x050f;
    private static final long REACH = 0x7fff_0000L - AREA_BYTES;
    private static final int CLONE = 56;
    private static final int EXECVEAT = 322;
    private static final int CLONE3 = 435;
    private static final int RT_SIGRETURN = 15;
    private static final int EXIT_GROUP = 231;

    private final AddressSpace space;
    private final KnownSites known;
    private final boolean on;
    private final List<Area> areas = new ArrayList<>();
    private final TreeMap<Long, SyscallStub> bySite = new TreeMap<>();
    private final TreeMap<Long, SyscallStub> byStart = new TreeMap<>();

    /** Where the stubs of code that was unmapped are, by its address: it often comes back. */
    private final Map<Long, Long> retired = new HashMap<>();

    /** Instructions that cannot be replaced. */
    private final Set<Long> refused = new HashSet<>();

    private final List<Code> codes = new ArrayList<>();
    private boolean hasLoader;

    /** Memory for stubs. */
    private static final class Area {
        private final long start;
        private int used;

        private Area(long start, int used) {
            this.start = start;
            this.used = used;
        }
    }

    /** A mapping of a file's code. */
    private record Code(long start, long end, long offset, String path, KnownSites.Content content) {}

    Patches(AddressSpace space, KnownSites known, boolean on) {
        this.space = space;
        this.known = known;
        this.on = on;
    }

    /** Those of a process that has just been forked. */
    Patches copyFor(AddressSpace child) {
        Patches copy = new Patches(child, known, on);
        areas.forEach(area -> copy.areas.add(new Area(area.start, area.used)));
        copy.bySite.putAll(bySite);
        copy.byStart.putAll(byStart);
        copy.retired.putAll(retired);
        copy.refused.addAll(refused);
        copy.codes.addAll(codes);
        copy.hasLoader = hasLoader;
        return copy;
    }

    /** Where stubs for the code of a new program can be: one place for each stretch of memory. */
    static List<Long> places(List<ProcFs.MapLine> maps) {
        List<Long> places = new ArrayList<>();
        for (ProcFs.MapLine line : maps) {
            long place = line.start() - 2L * AREA_BYTES;
            boolean isCode = line.path().startsWith("/");
            boolean isNew = places.isEmpty() || line.start() - places.get(places.size() - 1) > REACH;
            if (isCode && isNew && place > AREA_BYTES) {
                places.add(place);
            }
        }
        return places;
    }

    /** There is memory for stubs now. */
    void addArea(long start) {
        areas.add(new Area(start, 0));
    }

    boolean isArea(long start) {
        return areas.stream().anyMatch(area -> area.start == start);
    }

    /**
     * A dynamic loader maps libraries to execute them. A program without one may do so to read them,
     * as valgrind does, which makes code of its own from what it finds there.
     */
    void hasLoader(boolean value) {
        hasLoader = value;
    }

    boolean hasLoader() {
        return hasLoader;
    }

    /** Whether calls are to be buffered at all. */
    boolean isOn() {
        return on;
    }

    /** A file's code is mapped: replaces what is known of it already; returns what was written. */
    List<MemoryWrite> mapped(ProcFs.MapLine line) {
        if (!on || !isCode(line) || areas.isEmpty()) {
            return List.of();
        }
        Code code = code(line);
        codes.add(code);
        // Processes that are alike map it at the same place, and have as many stubs before it.
        Object place = retired.isEmpty() ? List.of(code.content == null ? "" : code.content, code.start, used()) : null;
        Prepared prepared = place == null ? null : known.prepared(place);
        if (prepared == null) {
            prepared = prepare(code);
            if (place != null) {
                known.prepared(place, prepared);
            }
        } else {
            prepared.stubs.forEach(this::enter);
            for (int i = 0; i < areas.size(); i++) {
                areas.get(i).used = prepared.used.get(i);
            }
        }
        write(prepared.writes);
        return prepared.writes;
    }

    /**
     * What is to be done when a file's code is mapped.
     *
     * @param used how much of each area is in use afterwards
     */
    record Prepared(List<SyscallStub> stubs, List<Integer> used, List<MemoryWrite> writes) {}

    private List<Integer> used() {
        return areas.stream().map(area -> area.used).toList();
    }

    private Prepared prepare(Code code) {
        List<SyscallStub> stubs = new ArrayList<>();
        long length = code.end - code.start;
        for (Map.Entry<Long, PatchSite> entry : known.between(
                        code.path, code.content, code.offset, code.offset + length)
                .entrySet()) {
            long address = code.start + entry.getKey() - code.offset;
            PatchSite site = entry.getValue().address() == address
                    ? entry.getValue()
                    : entry.getValue().movedTo(address);
            SyscallStub stub = replace(site);
            if (stub != null) {
                stubs.add(stub);
            }
        }
        return new Prepared(stubs, used(), writes(stubs));
    }

    /** What is to be written: stubs mostly stand one behind the other. */
    private static List<MemoryWrite> writes(List<SyscallStub> stubs) {
        List<MemoryWrite> writes = new ArrayList<>();
        ByteArrayOutputStream together = new ByteArrayOutputStream();
        for (int i = 0; i < stubs.size(); i++) {
            SyscallStub stub = stubs.get(i);
            together.writeBytes(Arrays.copyOf(stub.code(), SyscallStub.LENGTH));
            boolean goesOn = i + 1 < stubs.size() && stubs.get(i + 1).start() == stub.start() + SyscallStub.LENGTH;
            if (!goesOn) {
                long start = stub.start() + SyscallStub.LENGTH - together.size();
                writes.add(MemoryWrite.of(start, together.toByteArray()));
                together.reset();
            }
        }
        stubs.forEach(stub -> writes.add(MemoryWrite.of(stub.site(), stub.jump())));
        return writes;
    }

    private void write(List<MemoryWrite> writes) {
        for (MemoryWrite write : writes) {
            space.write(write.address(), write.head());
        }
    }

    private static Code code(ProcFs.MapLine line) {
        return new Code(line.start(), line.end(), line.offset(), line.path(), KnownSites.Content.of(line));
    }

    private static boolean isCode(ProcFs.MapLine line) {
        return line.permissions().equals("r-xp") && line.inode() != 0;
    }

    /**
     * A call has returned that was made by the instruction at an address: replaces that, if it can be.
     *
     * @param tasks all tasks of the recording
     * @return what was written; nothing if it was not replaced
     */
    List<MemoryWrite> visited(RecordTask task, List<RecordTask> tasks, long address, int number)
            throws TraceeGoneException {
        if (!on || areas.isEmpty() || !mayReturnHere(number) || refused.contains(address) || isInArea(address)) {
            return List.of();
        }
        SyscallStub there = bySite.get(address);
        if (there != null) {
            if (stands(there)) {
                // The call was made before that, by a task that has waited in it.
                return List.of();
            }
            retire(there);
        }
        Code code = codeAt(address);
        long offset = code == null ? 0 : code.offset + address - code.start;
        if (code == null || known.isRefused(code.path, code.content, offset)) {
            refused.add(address);
            return List.of();
        }
        for (RecordTask other : tasks) {
            if (other != task && other.space() == space && other.isAlive() && other.call == null) {
                long behind = other.tracee.registers().ip() - address;
                if (behind > 0 && behind < PatchSite.JUMP_LENGTH) {
                    return List.of();
                }
            }
        }
        PatchSite site = isSyscall(address) ? PatchSite.atSyscall(space, address) : null;
        SyscallStub stub = site == null ? null : replace(site);
        List<MemoryWrite> writes = stub == null ? List.of() : writes(List.of(stub));
        write(writes);
        if (site == null) {
            known.refuse(code.path, code.content, offset, space.read(address, PatchSite.JUMP_LENGTH));
        }
        if (writes.isEmpty()) {
            refused.add(address);
        } else {
            known.add(code.path, code.content, offset, site);
        }
        return writes;
    }

    private boolean isSyscall(long address) {
        byte[] bytes = space.read(address, SYSCALL_LENGTH);
        return bytes.length == SYSCALL_LENGTH && ((bytes[0] & 0xff) | (bytes[1] & 0xff) << 8) == SYSCALL_INSTRUCTION;
    }

    /** Calls that return elsewhere, twice or not at all are made by instructions of their own. */
    private static boolean mayReturnHere(int number) {
        return number >= 0
                && (number < CLONE || number > CLONE + 4)
                && number != RT_SIGRETURN
                && number != EXIT_GROUP
                && number != EXECVEAT
                && number != CLONE3;
    }

    private Code codeAt(long address) {
        for (Code code : codes) {
            if (address >= code.start && address < code.end) {
                return code;
            }
        }
        for (ProcFs.MapLine line : space.maps()) {
            if (address >= line.start() && address < line.end() && isCode(line)) {
                Code code = code(line);
                codes.add(code);
                return code;
            }
        }
        return null;
    }

    private void retire(SyscallStub stub) {
        bySite.remove(stub.site());
        byStart.remove(stub.start());
        retired.put(stub.site(), stub.start());
    }

    /** Makes a stub for a site; null if there is no room for one. */
    private SyscallStub replace(PatchSite site) {
        Long former = retired.remove(site.address());
        SyscallStub stub = former == null ? null : SyscallStub.of(site, former);
        for (int i = 0; stub == null && i < areas.size(); i++) {
            Area area = areas.get(i);
            long start = area.start + area.used;
            if (area.used + SyscallStub.LENGTH <= AREA_BYTES && Math.abs(start - site.address()) <= REACH) {
                stub = SyscallStub.of(site, start);
                area.used += stub == null ? 0 : SyscallStub.LENGTH;
            }
        }
        if (stub != null) {
            enter(stub);
        }
        return stub;
    }

    private void enter(SyscallStub stub) {
        bySite.put(stub.site(), stub);
        byStart.put(stub.start(), stub);
    }

    private boolean isInArea(long address) {
        for (Area area : areas) {
            if (address >= area.start && address < area.start + AREA_BYTES) {
                return true;
            }
        }
        return false;
    }

    /** The registers with which a task goes on that has come out of the kernel: not within a jump. */
    Registers goingOn(Registers registers) {
        Map.Entry<Long, SyscallStub> entry = bySite.lowerEntry(registers.ip());
        if (entry == null || registers.ip() - entry.getKey() >= PatchSite.JUMP_LENGTH) {
            return registers;
        }
        SyscallStub stub = entry.getValue();
        long moved = stub.moved(registers.ip());
        return moved == 0 || !stands(stub) ? registers : registers.with(Register.RIP, moved);
    }

    /** Whether the jump to a stub is where it was put: the program may have changed its code. */
    private boolean stands(SyscallStub stub) {
        return Arrays.equals(space.read(stub.site(), PatchSite.JUMP_LENGTH), stub.jump());
    }

    /** Whether an address is on the way from a replaced instruction to the hook. */
    boolean leadsToCall(long address) {
        if (bySite.containsKey(address)) {
            return true;
        }
        Map.Entry<Long, SyscallStub> entry = isInArea(address) ? byStart.floorEntry(address) : null;
        return entry != null && entry.getValue().leadsToCall(address);
    }

    /** The same place of the program without our stubs, for the program to see. */
    Registers asSeen(Registers registers) {
        if (!isInArea(registers.ip())) {
            return registers;
        }
        Map.Entry<Long, SyscallStub> entry = byStart.floorEntry(registers.ip());
        return entry == null
                ? registers
                : registers.with(Register.RIP, entry.getValue().original(registers.ip()));
    }

    /**
     * Memory was moved: a jump would lead elsewhere from there, so the program's own code is put back.
     *
     * @return what was written
     */
    List<MemoryWrite> moved(long from, long length, long to) {
        List<MemoryWrite> writes = new ArrayList<>();
        if (to != from) {
            for (SyscallStub stub : bySite.subMap(from, from + length).values()) {
                writes.add(MemoryWrite.of(stub.site() - from + to, stub.original()));
            }
            write(writes);
        }
        return writes;
    }

    /** Memory was unmapped, or other memory is mapped there now. */
    void unmapped(long start, long end) {
        codes.removeIf(code -> code.start < end && start < code.end);
        for (SyscallStub gone : List.copyOf(bySite.subMap(start, end).values())) {
            retire(gone);
        }
        refused.removeIf(address -> address >= start && address < end);
    }
}
