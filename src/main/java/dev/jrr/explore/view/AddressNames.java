package dev.jrr.explore.view;

import dev.jrr.base.Hex;
import dev.jrr.debugger.MapEntry;
import java.util.List;

/** Addresses by what is mapped there: a file's name and how far into it, the heap, a stack. */
public final class AddressNames {
    /** Names nothing. */
    public static final AddressNames NONE = new AddressNames(List.of());

    private static final String STACK = "[stack]";

    private final List<MapEntry> maps;

    /** @param maps of one task, in order of address */
    public AddressNames(List<MapEntry> maps) {
        this.maps = List.copyOf(maps);
    }

    /** Such as {@code libc.so.6+0x1d2a0}, {@code [heap]+0x2a0}, {@code [stack]}; empty without a name. */
    public String of(long address) {
        String path = "";
        long base = 0;
        long end = 0;
        for (MapEntry map : maps) {
            // What follows a file's data without a gap and without a name is mostly its zeroed data.
            boolean isRest = map.path().isEmpty() && map.start() == end && path.startsWith("/");
            boolean goesOn = isRest || map.path().equals(path);
            if (!goesOn) {
                path = map.path();
                base = map.start();
            }
            end = map.end();
            if (Long.compareUnsigned(address, map.start()) >= 0 && Long.compareUnsigned(address, map.end()) < 0) {
                return name(path, address - base);
            }
        }
        return "";
    }

    private static String name(String path, long offset) {
        // A stack grows downwards: how far an address is from its start says nothing.
        if (path.isEmpty() || path.startsWith(STACK)) {
            return path;
        }
        return path.substring(path.lastIndexOf('/') + 1) + "+" + Hex.of(offset);
    }
}
