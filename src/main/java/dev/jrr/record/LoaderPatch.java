package dev.jrr.record;

import dev.jrr.linux.ProcFs;
import dev.jrr.model.MemoryWrite;
import dev.jrr.tracee.AddressSpace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the dynamic loader save vector registers with fxsave. At the first call of a function it
 * saves them on the stack, with xsavec where there is one; and what xsavec writes depends on which
 * of them the processor believes to be in use. Another program or another guest of the same
 * machine can change that belief at any moment: two replays of one trace then leave different
 * bytes on the stack. The loader's own code for older processors is the one with fxsave.
 */
final class LoaderPatch {
    private static final int NEAR = 64;
    private static final int LENGTH = 5;

    /** What is to be written into a file's code, by the offset in it; every program has the same loader. */
    private final Map<KnownSites.Content, Map<Long, byte[]>> known = new HashMap<>();

    /** Patches one mapping of a new program, if it is the loader's code; returns what was written. */
    List<MemoryWrite> apply(AddressSpace space, ProcFs.MapLine line) {
        String name = line.path().substring(line.path().lastIndexOf('/') + 1);
        if (!name.startsWith("ld") || !line.permissions().startsWith("r-x")) {
            return List.of();
        }
        KnownSites.Content content = KnownSites.Content.of(line);
        Map<Long, byte[]> changes = content == null ? null : known.get(content);
        if (changes == null) {
            changes = find(space.read(line.start(), (int) (line.end() - line.start())));
            if (content != null) {
                known.put(content, changes);
            }
        }
        List<MemoryWrite> writes = new ArrayList<>();
        changes.forEach((at, bytes) -> writes.add(MemoryWrite.of(line.start() + at, bytes)));
        for (MemoryWrite write : writes) {
            space.write(write.address(), write.head());
        }
        return writes;
    }

    private static Map<Long, byte[]> find(byte[] code) {
        Map<Long, byte[]> changes = new TreeMap<>();
        for (int at = 0; at + LENGTH + NEAR < code.length; at++) {
            if (isSave(code, at)) {
                int restore = restoreAfter(code, at);
                if (restore > 0) {
                    changes.put((long) at, instruction(0x44, code[at + 4]));
                    changes.put((long) restore, instruction(0x4c, code[at + 4]));
                }
            }
        }
        return changes;
    }

    /** xsavec d8(%rsp) or xsave d8(%rsp). */
    private static boolean isSave(byte[] code, int at) {
        return code[at] == 0x0f
                && (code[at + 1] == (byte) 0xc7 || code[at + 1] == (byte) 0xae)
                && code[at + 2] == 0x64
                && code[at + 3] == 0x24;
    }

    /** Where the xrstor of the same bytes is, or -1: without it the save was something else. */
    private static int restoreAfter(byte[] code, int save) {
        for (int at = save + LENGTH; at < save + NEAR; at++) {
            if (code[at] == 0x0f
                    && code[at + 1] == (byte) 0xae
                    && code[at + 2] == 0x6c
                    && code[at + 3] == 0x24
                    && code[at + 4] == code[save + 4]) {
                return at;
            }
        }
        return -1;
    }

    /** fxsave d8(%rsp) or fxrstor d8(%rsp): as long as what it replaces. */
    private static byte[] instruction(int modrm, byte displacement) {
        return new byte[] {0x0f, (byte) 0xae, (byte) modrm, 0x24, displacement};
    }
}
