package dev.jrr.explore.gdb;

import dev.jrr.model.TaskUid;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The files that gdb asks its target for, read only (gdb manual, "File-I/O Remote Protocol Extension"):
 * those that the program maps, as the trace keeps them.
 */
final class GdbFiles implements AutoCloseable {
    private static final int ENOENT = 2;
    private static final int EBADF = 9;
    private static final int EIO = 9999;
    private static final int REGULAR_READABLE = 0100444;
    private static final int STAT_BYTES = 64;
    private static final int MODE_AT = 8;
    private static final int SIZE_AT = 28;

    private final GdbInferior inferior;
    private final Map<Integer, FileChannel> open = new HashMap<>();
    private int nextNumber = 3;

    GdbFiles(GdbInferior inferior) {
        this.inferior = inferior;
    }

    /** Answers a packet, what follows {@code vFile:} in it; null if it is not known. */
    byte[] answer(String request) {
        int colon = request.indexOf(':');
        String[] arguments = request.substring(colon + 1).split(",");
        try {
            return switch (request.substring(0, colon)) {
                case "setfs" -> text("F0");
                case "open" -> open(fromHex(arguments[0]));
                case "close" -> close(arguments[0]);
                case "pread" -> read(arguments);
                case "fstat" -> stat(arguments[0]);
                default -> null;
            };
        } catch (IOException e) {
            return error(EIO);
        }
    }

    private byte[] open(String path) throws IOException {
        Optional<TaskUid> task = inferior.current();
        Optional<Path> file =
                task.isEmpty() ? Optional.empty() : inferior.debugger().mappedFile(task.get(), path);
        if (file.isEmpty()) {
            return error(ENOENT);
        }
        int number = nextNumber++;
        open.put(number, FileChannel.open(file.get()));
        return text("F" + Integer.toHexString(number));
    }

    private byte[] close(String number) throws IOException {
        FileChannel file = open.remove(Integer.parseInt(number, 16));
        if (file == null) {
            return error(EBADF);
        }
        file.close();
        return text("F0");
    }

    private byte[] read(String[] arguments) throws IOException {
        FileChannel file = open.get(Integer.parseInt(arguments[0], 16));
        if (file == null) {
            return error(EBADF);
        }
        ByteBuffer bytes = ByteBuffer.allocate(Math.min(Integer.parseInt(arguments[1], 16), GdbSession.MOST_BYTES));
        int got = Math.max(0, file.read(bytes, Long.parseLong(arguments[2], 16)));
        return attached(got, bytes.array());
    }

    private byte[] stat(String number) throws IOException {
        FileChannel file = open.get(Integer.parseInt(number, 16));
        if (file == null) {
            return error(EBADF);
        }
        // struct fst_stat of the protocol, big-endian.
        ByteBuffer stat = ByteBuffer.allocate(STAT_BYTES).order(ByteOrder.BIG_ENDIAN);
        stat.putInt(MODE_AT, REGULAR_READABLE);
        stat.putLong(SIZE_AT, file.size());
        return attached(STAT_BYTES, stat.array());
    }

    private static byte[] attached(int length, byte[] bytes) {
        byte[] head = text("F" + Integer.toHexString(length) + ";");
        byte[] all = new byte[head.length + length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(bytes, 0, all, head.length, length);
        return all;
    }

    private static byte[] error(int number) {
        return text("F-1," + Integer.toHexString(number));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String fromHex(String hex) {
        byte[] bytes = new byte[hex.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        for (FileChannel file : open.values()) {
            try {
                file.close();
            } catch (IOException e) {
                // It was only read.
                continue;
            }
        }
        open.clear();
    }
}
