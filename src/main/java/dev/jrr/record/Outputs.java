package dev.jrr.record;

import dev.jrr.linux.ProcFs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The program's standard output and error: what it writes there is kept whole.
 *
 * @param names what /proc calls them
 * @param devices st_dev of both (stat(2))
 * @param inodes st_ino of both
 */
record Outputs(List<String> names, long[] devices, long[] inodes) {
    /** Those of this process, which the program inherits. */
    static Outputs ofThisProcess() {
        String self = "/proc/" + ProcessHandle.current().pid() + "/fd/";
        long[] devices = new long[2];
        long[] inodes = new long[2];
        for (int i = 0; i < 2; i++) {
            try {
                Map<String, Object> file = Files.readAttributes(Path.of(self + (i + 1)), "unix:dev,ino");
                devices[i] = ((Number) file.get("dev")).longValue();
                inodes[i] = ((Number) file.get("ino")).longValue();
            } catch (IOException closed) {
                // Then nothing is written there.
                continue;
            }
        }
        return new Outputs(List.of(ProcFs.link(self + "1"), ProcFs.link(self + "2")), devices, inodes);
    }

    long device(int output) {
        return devices[output];
    }

    long inode(int output) {
        return inodes[output];
    }

    /** Whether a descriptor of this name is one of them, or a terminal. */
    boolean isKept(String name) {
        return names.contains(name) || name.startsWith("/dev/pts/");
    }
}
