package dev.jrr.record;

import dev.jrr.linux.Decoder;
import dev.jrr.linux.ProcFs;
import dev.jrr.model.MemoryWrite;
import dev.jrr.symbols.Functions;
import dev.jrr.tracee.AddressSpace;
import dev.jrr.tracee.NativeCode;
import dev.jrr.tracee.RandomInstruction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The instructions in files that ask the processor for a random number. Where such a file is mapped to be
 * executed, a trap is put in place of each ({@link RandomInstruction}).
 *
 * <p>The bytes alone do not make an instruction: they stand in others too, mostly in the distance of a
 * call. One counts only if taking its function apart, from where the file says that it starts, comes to it.
 */
final class RandomSites {
    private static final int CHUNK = 1 << 20;

    /** How far behind the start of its function one is looked for, in bytes. */
    private static final int LONGEST_WAY = 1 << 16;

    private final KnownSites known;

    /** Where traps were put, in any address space. */
    private final Set<Long> addresses = new HashSet<>();

    RandomSites(KnownSites known) {
        this.known = known;
    }

    /** A file's code is mapped: puts the traps in; returns what was written. */
    List<MemoryWrite> mapped(AddressSpace space, ProcFs.MapLine line) {
        if (!line.permissions().equals("r-xp") || line.inode() == 0) {
            return List.of();
        }
        List<MemoryWrite> writes = new ArrayList<>();
        of(line).forEach((offset, code) -> {
            long address = line.start() + offset - line.offset();
            boolean isIn = offset >= line.offset() && address + code.length <= line.end();
            if (isIn && Arrays.equals(space.read(address, code.length), code)) {
                RandomInstruction instruction = RandomInstruction.at(code, 0, false);
                byte[] trap = {RandomInstruction.TRAP};
                writes.add(MemoryWrite.of(address + instruction.opcodeAt(), trap));
                space.write(address + instruction.opcodeAt(), trap);
                addresses.add(address);
            }
        });
        return writes;
    }

    /** The instruction that has trapped at an address; null if it is none of ours. */
    RandomInstruction trapped(AddressSpace space, long address) {
        byte[] code = space.read(address, RandomInstruction.LONGEST);
        RandomInstruction instruction = addresses.isEmpty() ? null : RandomInstruction.at(code, 0, true);
        // Code that was copied or moved has traps as well, but a program may have one of its own.
        return instruction == null || !addresses.contains(address) && isInFile(space, address, code)
                ? null
                : instruction;
    }

    private static boolean isInFile(AddressSpace space, long address, byte[] code) {
        for (ProcFs.MapLine line : space.maps()) {
            if (address >= line.start() && address < line.end() && line.inode() != 0) {
                try (Functions file = Functions.open(Path.of(line.path()))) {
                    return Arrays.equals(file.bytes(address - line.start() + line.offset(), code.length), code);
                } catch (IOException notThere) {
                    return false;
                }
            }
        }
        return false;
    }

    /** The instructions of a file by their offset in it. */
    private Map<Long, byte[]> of(ProcFs.MapLine line) {
        KnownSites.Content content = KnownSites.Content.of(line);
        return content == null ? Map.of() : known.random(line.path(), content);
    }

    /** Nothing if the file is none that can be understood. */
    static SortedMap<Long, byte[]> find(Path path) {
        SortedMap<Long, byte[]> found = new TreeMap<>();
        Decoder decoder = NativeCode.decoder();
        if (decoder == null) {
            return found;
        }
        try (Functions file = Functions.open(path)) {
            for (Functions.Stretch code : file.code()) {
                for (long start = code.start(); start < code.end(); start += CHUNK) {
                    // What stands across the end of a chunk is in the next one's way, or in both.
                    long end = Math.min(code.end(), start + CHUNK + 2);
                    byte[] bytes = file.bytes(start, (int) (end - start));
                    for (int at = decoder.nextRandom(bytes, 0); at >= 0; at = decoder.nextRandom(bytes, at + 1)) {
                        add(found, file, decoder, start + at);
                    }
                }
            }
        } catch (IOException notUnderstood) {
            return new TreeMap<>();
        }
        return found;
    }

    /** Adds the instruction that has its opcode at an offset, if it is one. */
    private static void add(Map<Long, byte[]> found, Functions file, Decoder decoder, long opcode) throws IOException {
        Functions.Stretch function = file.at(opcode);
        if (function == null || opcode - function.start() > LONGEST_WAY) {
            return;
        }
        long end = Math.min(function.end(), opcode + RandomInstruction.LONGEST);
        byte[] code = file.bytes(function.start(), (int) (end - function.start()));
        int wanted = (int) (opcode - function.start());
        int at = 0;
        while (at <= wanted) {
            Decoder.Instruction instruction = decoder.decode(code, at, function.start());
            if (instruction == null) {
                return;
            }
            if (at + instruction.length() > wanted) {
                RandomInstruction random = RandomInstruction.at(code, at, false);
                if (random != null && at + random.opcodeAt() == wanted + 1 && random.length() == instruction.length()) {
                    found.put(function.start() + at, Arrays.copyOfRange(code, at, at + random.length()));
                }
                return;
            }
            at += instruction.length();
        }
    }
}
