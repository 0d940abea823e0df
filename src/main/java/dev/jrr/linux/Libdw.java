package dev.jrr.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Names, lines and stacks of a program, by native/symbols/jrr_symbols.c and elfutils' libdw. One
 * thread at a time uses it.
 */
public final class Libdw implements AutoCloseable {
    private static final int TEXT_BYTES = 1 << 16;
    private static final int SOURCES_BYTES = 1 << 20;
    private static final int MOST_FRAMES = 4096;
    private static final int MOST_PLACES = 256;

    /** The registers of a frame, in the order of DWARF (System V ABI, AMD64, figure 3.36). */
    private static final Register[] ORDER = {
        Register.RAX, Register.RDX, Register.RCX, Register.RBX, Register.RSI, Register.RDI,
        Register.RBP, Register.RSP, Register.R8, Register.R9, Register.R10, Register.R11,
        Register.R12, Register.R13, Register.R14, Register.R15, Register.RIP
    };

    private final Memory memory = new Memory(TEXT_BYTES);
    private final long address = Pointer.nativeValue(memory);
    private Memory sources;
    private long handle;

    /** A symbol and how far behind its start. */
    public record Name(String symbol, long offset) {}

    /** A function at an address, with the line there; a line of 0 is not known. */
    public record Function(String name, String file, int line) {}

    /** A line of source. */
    public record Line(String file, int number) {}

    /** A name that can be asked for, and the module that has it. */
    public record Listed(String name, boolean isFunction, String module) {}

    /**
     * A frame of a stack.
     *
     * @param ip where it goes on
     * @param within an address of the instruction that it is in
     */
    public record Frame(long ip, long within) {}

    private Libdw(long handle) {
        this.handle = handle;
    }

    /** Opens it without any module; null if libdw is not installed. */
    public static Libdw open(Path library) {
        try {
            Code.load(library);
        } catch (UnsatisfiedLinkError missing) {
            return null;
        }
        long handle = Code.jrr_symbols_open();
        return handle == 0 ? null : new Libdw(handle);
    }

    /**
     * Tells of a file that is mapped.
     *
     * @param file where its content can be read
     * @param base where its lowest segment is
     */
    public void module(String name, Path file, long base) {
        Code.jrr_symbols_module(handle, name, file.toString(), base);
    }

    /** All modules are told: now it can be asked. */
    public void ready() {
        Code.jrr_symbols_ready(handle);
    }

    public Optional<Name> name(long at) {
        long offset = TEXT_BYTES - Long.BYTES;
        if (Code.jrr_symbols_name(handle, at, address, offset, address + offset) == 0) {
            return Optional.empty();
        }
        return Optional.of(new Name(memory.getString(0), memory.getLong(offset)));
    }

    public Optional<Line> line(long at) {
        long number = TEXT_BYTES - Long.BYTES;
        if (Code.jrr_symbols_line(handle, at, address, number, address + number) == 0) {
            return Optional.empty();
        }
        return Optional.of(new Line(memory.getString(0), memory.getInt(number)));
    }

    /** The functions inlined there, the innermost first, then that in which they are; none without debug information. */
    public List<Function> functions(long at) {
        List<Function> functions = new ArrayList<>();
        if (Code.jrr_symbols_inlined(handle, at, address, TEXT_BYTES) > 0) {
            for (String line : memory.getString(0).split("\n")) {
                String[] parts = line.split("\t");
                if (parts.length == 3) {
                    functions.add(new Function(parts[0], parts[1], Integer.parseInt(parts[2])));
                }
            }
        }
        return functions;
    }

    /** The addresses of a symbol, in all modules. */
    public List<Long> find(String name) {
        return longs(Code.jrr_symbols_find(handle, name, address, MOST_PLACES));
    }

    /** Where the code of a source line begins. */
    public List<Long> find(String file, int line) {
        return longs(Code.jrr_symbols_find_line(handle, file, line, address, MOST_PLACES));
    }

    /** The functions and data whose names begin like this, some perhaps twice; not all if there are many. */
    public List<Listed> starting(String start) {
        return listed(Code.jrr_symbols_starting(handle, start, address, TEXT_BYTES));
    }

    /** The source files, without their folders, that begin like this; as {@link #starting}. */
    public List<Listed> files(String start) {
        return listed(Code.jrr_symbols_files(handle, start, address, TEXT_BYTES));
    }

    private List<Listed> listed(int count) {
        List<Listed> listed = new ArrayList<>();
        if (count > 0) {
            for (String line : memory.getString(0).split("\n")) {
                int tab = line.indexOf('\t');
                listed.add(new Listed(line.substring(1, tab), line.charAt(0) == 'f', line.substring(tab + 1)));
            }
        }
        return listed;
    }

    /** The lines of a source file that have code, ascending; those below 65536. */
    public List<Integer> lines(String file) {
        memory.clear();
        Code.jrr_symbols_lines(handle, file, address, TEXT_BYTES);
        List<Integer> lines = new ArrayList<>();
        for (int line = 1; line < TEXT_BYTES; line++) {
            if (memory.getByte(line) != 0) {
                lines.add(line);
            }
        }
        return lines;
    }

    private List<Long> longs(int count) {
        List<Long> longs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            longs.add(memory.getLong((long) i * Long.BYTES));
        }
        return longs;
    }

    /** The source files of the next of its units, in turn; null when all have been told. */
    public List<String> nextSources() {
        if (sources == null) {
            sources = new Memory(SOURCES_BYTES);
        }
        int count = Code.jrr_symbols_next_sources(handle, Pointer.nativeValue(sources), SOURCES_BYTES);
        return count < 0 ? null : sources.getString(0).lines().toList();
    }

    /**
     * The frames of a stack, the innermost first.
     *
     * @param of has the program's memory
     */
    public List<Frame> unwind(ProcessMemory of, Registers registers, int most) {
        int limit = Math.min(most, MOST_FRAMES - 1);
        Memory values = new Memory(ORDER.length * (long) Long.BYTES);
        for (int i = 0; i < ORDER.length; i++) {
            values.setLong((long) i * Long.BYTES, registers.get(ORDER[i]));
        }
        Memory out = new Memory(2L * Long.BYTES * (limit + 1));
        int count = Code.jrr_symbols_unwind(
                handle, of.descriptor(), Pointer.nativeValue(values), Pointer.nativeValue(out), limit);
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            frames.add(new Frame(out.getLong(16L * i), out.getLong(16L * i + 8)));
        }
        return frames;
    }

    @Override
    public void close() {
        if (handle != 0) {
            Code.jrr_symbols_close(handle);
            handle = 0;
        }
    }

    /** Direct mappings of the library. */
    private static final class Code {
        private static boolean isLoaded;

        static synchronized void load(Path library) {
            if (!isLoaded) {
                Native.register(Code.class, NativeLibrary.getInstance(library.toString()));
                isLoaded = true;
            }
        }

        static native long jrr_symbols_open();

        static native void jrr_symbols_close(long symbols);

        static native int jrr_symbols_module(long symbols, String name, String path, long base);

        static native void jrr_symbols_ready(long symbols);

        static native int jrr_symbols_name(long symbols, long address, long out, long size, long offset);

        static native int jrr_symbols_line(long symbols, long address, long file, long size, long line);

        static native int jrr_symbols_inlined(long symbols, long address, long out, long size);

        static native int jrr_symbols_find(long symbols, String name, long out, int most);

        static native int jrr_symbols_find_line(long symbols, String file, int line, long out, int most);

        static native int jrr_symbols_next_sources(long symbols, long out, long size);

        static native int jrr_symbols_starting(long symbols, String start, long out, long size);

        static native int jrr_symbols_files(long symbols, String start, long out, long size);

        static native void jrr_symbols_lines(long symbols, String file, long isThere, int most);

        static native int jrr_symbols_unwind(long symbols, int memory, long registers, long out, int most);
    }
}
