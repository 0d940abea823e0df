package dev.jrr.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What /proc says of a process (proc(5)). */
public final class ProcFs {
    private ProcFs() {}

    /**
     * One line of /proc/PID/maps.
     *
     * @param permissions four letters, such as "rw-p"
     * @param device "major:minor" in hexadecimal
     */
    public record MapLine(
            long start, long end, String permissions, long offset, String device, long inode, String path) {
        public boolean isWritable() {
            return permissions.charAt(1) == 'w';
        }

        public boolean isShared() {
            return permissions.charAt(3) == 's';
        }

        /** PROT_* bits. */
        public int prot() {
            return (permissions.charAt(0) == 'r' ? 1 : 0)
                    | (permissions.charAt(1) == 'w' ? 2 : 0)
                    | (permissions.charAt(2) == 'x' ? 4 : 0);
        }
    }

    /** The mappings of a process in order of address; empty if it is gone. */
    public static List<MapLine> maps(int tid) {
        return new MapsText(readBytes("/proc/" + tid + "/maps")).lines();
    }

    /** Takes /proc/PID/maps apart: a recording reads it at every exec and many a mmap. */
    private static final class MapsText {
        private final byte[] text;
        private int at;

        MapsText(byte[] text) {
            this.text = text;
        }

        List<MapLine> lines() {
            List<MapLine> lines = new ArrayList<>(32);
            while (at < text.length) {
                lines.add(line());
            }
            return lines;
        }

        private MapLine line() {
            long start = hex();
            long end = hex();
            String permissions = word();
            long offset = hex();
            String device = word();
            long inode = 0;
            while (text[at] >= '0' && text[at] <= '9') {
                inode = inode * 10 + (text[at++] - '0');
            }
            while (text[at] == ' ') {
                at++;
            }
            int from = at;
            while (text[at] != '\n') {
                at++;
            }
            String path = from == at ? "" : new String(text, from, at - from, StandardCharsets.ISO_8859_1);
            at++;
            return new MapLine(start, end, permissions, offset, device, inode, path);
        }

        /** A number, and the one character behind it. */
        private long hex() {
            long value = 0;
            while (true) {
                int digit = text[at++];
                if (digit >= '0' && digit <= '9') {
                    value = value << 4 | digit - '0';
                } else if (digit >= 'a' && digit <= 'f') {
                    value = value << 4 | digit - 'a' + 10;
                } else {
                    return value;
                }
            }
        }

        private String word() {
            int from = at;
            while (text[at] != ' ') {
                at++;
            }
            return new String(text, from, at++ - from, StandardCharsets.ISO_8859_1);
        }
    }

    /** The state letter of a task ('R', 'S', 'D', 'T', 't', 'Z'), or 'X' if it is gone. */
    public static char state(int processId, int tid) {
        String text = read("/proc/" + processId + "/task/" + tid + "/stat");
        int at = text.lastIndexOf(')');
        return at < 0 || at + 2 >= text.length() ? 'X' : text.charAt(at + 2);
    }

    /** A 64-bit mask of /proc/PID/status, such as "SigCgt" or "SigIgn"; 0 if the process is gone. */
    public static long statusMask(int tid, String name) {
        String text = read("/proc/" + tid + "/status");
        int at = text.indexOf(name + ":\t");
        if (at < 0) {
            return 0;
        }
        int from = at + name.length() + 2;
        return Long.parseUnsignedLong(text.substring(from, text.indexOf('\n', from)), 16);
    }

    /** What a file descriptor of a process stands for, such as "/etc/passwd" or "pipe:[7]"; or "". */
    public static String fdName(int tid, int fd) {
        return link("/proc/" + tid + "/fd/" + fd);
    }

    /** The target of a symbolic link, or "" if it cannot be read. */
    public static String link(String path) {
        try {
            return Files.readSymbolicLink(Path.of(path)).toString();
        } catch (IOException e) {
            return "";
        }
    }

    /** The text of a file of /proc, or "" if it cannot be read. */
    public static String read(String path) {
        return new String(readBytes(path), StandardCharsets.ISO_8859_1);
    }

    private static byte[] readBytes(String path) {
        try {
            return Files.readAllBytes(Path.of(path));
        } catch (IOException e) {
            return new byte[0];
        }
    }

    /** The ids of the tasks of a process; empty if it is gone. */
    public static List<Integer> tasks(int processId) {
        String[] names = Path.of("/proc/" + processId + "/task").toFile().list();
        List<Integer> tids = new ArrayList<>();
        if (names != null) {
            for (String name : names) {
                tids.add(Integer.parseInt(name));
            }
        }
        return tids;
    }
}
