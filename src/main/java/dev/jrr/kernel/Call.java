package dev.jrr.kernel;

import dev.jrr.model.Registers;
import java.util.ArrayList;
import java.util.List;

/** One call that is being looked at: at its entry, or at its exit with its result. */
final class Call {
    private final Form form;
    private final Registers entry;
    private final MemoryReader memory;
    private final boolean isExit;
    private final long result;
    private final List<Region> regions = new ArrayList<>(4);

    private Call(Form form, Registers entry, MemoryReader memory, boolean isExit, long result) {
        this.form = form;
        this.entry = entry;
        this.memory = memory;
        this.isExit = isExit;
        this.result = result;
    }

    static Call atEntry(Form form, Registers entry, MemoryReader memory) {
        return new Call(form, entry, memory, false, 0);
    }

    static Call atExit(Form form, Registers entry, long result, MemoryReader memory) {
        return new Call(form, entry, memory, true, result);
    }

    Form form() {
        return form;
    }

    MemoryReader memory() {
        return memory;
    }

    boolean isExit() {
        return isExit;
    }

    long result() {
        return result;
    }

    long argument(int index) {
        return entry.argument(index);
    }

    /** An argument that counts something, without the bits that the kernel ignores. */
    long countArgument(int index) {
        long value = entry.argument(index);
        String type =
                index < form.arguments().size() ? form.arguments().get(index).type() : "";
        if (type.equals("int")) {
            return Math.max(0, (int) value);
        }
        if (type.equals("uint")) {
            return value & 0xffffffffL;
        }
        return value < 0 ? Count.MOST : value;
    }

    /** Unsigned, or 0 if the memory cannot be read. */
    long unsignedInt(long address) {
        byte[] bytes = memory.read(address, 4);
        return bytes.length < 4 ? 0 : Bytes.u32(bytes, 0);
    }

    /** The bytes at an address, all of them or none. */
    byte[] whole(long address, int length) {
        byte[] bytes = address == 0 ? new byte[0] : memory.read(address, length);
        return bytes.length < length ? new byte[0] : bytes;
    }

    /** Adds a stretch that the call writes; addresses and lengths of 0 are none. */
    void add(Region region) {
        if (region.address() != 0 && region.length() > 0) {
            regions.add(region);
        }
    }

    /** Adds a stretch that a structure points to. */
    void addIndirect(int argument, long address, long length) {
        add(new Region(argument, false, false, address, Math.min(length, Count.MOST)));
    }

    List<Region> regions() {
        return List.copyOf(regions);
    }
}
