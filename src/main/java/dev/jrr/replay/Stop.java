package dev.jrr.replay;

import dev.jrr.base.UsageException;
import java.util.ArrayList;
import java.util.List;

/** What stops a replay between two frames. */
public sealed interface Stop {
    /**
     * An instruction, before it is executed.
     *
     * @param key what is mapped there, as {@link dev.jrr.model.Mapping#key} has it; elsewhere the
     *     same address is another instruction
     * @param offset where in that the instruction is
     */
    record At(long address, String key, long offset) implements Stop {}

    /**
     * The bytes of a range, when they change: by an instruction, behind it; by a system call, at the
     * frame of that.
     *
     * @param processId whose memory it is
     * @param length in bytes, 1 to 32, so that four debug registers cover it
     */
    record Change(int processId, long address, int length) implements Stop {
        /** How many ranges the processor watches at a time. */
        static final int MOST_PIECES = 4;

        public Change {
            if (length < 1 || pieces(address, length).size() > MOST_PIECES) {
                throw new UsageException("a processor watches at most 32 bytes that start at a multiple of 8, not "
                        + length + " at 0x" + Long.toHexString(address));
            }
        }

        List<Piece> pieces() {
            return pieces(address, length);
        }

        private static List<Piece> pieces(long address, int length) {
            List<Piece> pieces = new ArrayList<>();
            long at = address;
            long end = address + length;
            while (at < end) {
                int size = Long.BYTES;
                while (at % size != 0 || at + size > end) {
                    size /= 2;
                }
                pieces.add(new Piece(at, size));
                at += size;
            }
            return pieces;
        }
    }

    /** What one debug register watches: 1, 2, 4 or 8 bytes at a multiple of their number. */
    record Piece(long address, int length) {}
}
