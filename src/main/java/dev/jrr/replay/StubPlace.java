package dev.jrr.replay;

import dev.jrr.linux.ProcFs;
import dev.jrr.tracee.JrrPage;
import dev.jrr.tracee.PatchSite;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the code of a {@link PointStub} can be. The jump to it covers several short instructions,
 * and the program may jump to any of them but the first: so the bytes of the jump that stand where
 * an instruction started must trap by themselves. They are bytes of the distance.
 */
final class StubPlace {
    private static final long PAGE = 4096;
    private static final long LOWEST = 0x10000;
    private static final long HIGHEST = 0x7fff_ffff_f000L;

    /** A stack may grow so far during a search. */
    private static final long STACK_ROOM = 64L << 20;

    /** Of the distance: within 1 GiB, so that what is around the point is in reach as well. */
    private static final int MOST_POSITIVE = 0x3f;

    private static final int MOST_NEGATIVE = 0xc0;

    /** Opcodes that trap, whatever follows them: int3, then privileged or invalid ones. */
    private static final int[] TRAPS = {
        0xcc, 0xf4, 0xfa, 0xfb, 0x06, 0x0e, 0x16, 0x1e, 0x27, 0x2f, 0x37, 0x3f, 0xea, 0xd4, 0xd5, 0xce, 0x60, 0x61
    };

    private static final int MOST_PLACES = 8;

    private record Taken(long start, long end) {}

    private final List<Taken> taken = new ArrayList<>();

    StubPlace(ReplaySpace space) {
        taken.add(new Taken(JrrPage.START, JrrPage.END));
        for (ProcFs.MapLine line : space.memory().maps()) {
            long room = space.isStack(line) ? STACK_ROOM : PAGE;
            taken.add(new Taken(line.start() - room, line.end() + PAGE));
        }
    }

    /** Addresses for the stub's first instruction, the nearest first. */
    List<Long> find(PatchSite site) {
        List<Long> places = new ArrayList<>();
        for (int high : site.startsAt(4) ? TRAPS : nearestFirst()) {
            if (high > MOST_POSITIVE && high < MOST_NEGATIVE) {
                continue;
            }
            for (int middle : site.startsAt(3) ? TRAPS : everyEighth()) {
                int low = (site.startsAt(2) ? 0xcc : 0x40) << 8 | (site.startsAt(1) ? 0xcc : 0x10);
                int distance = high << 24 | middle << 16 | low;
                long entry = site.address() + PatchSite.JUMP_LENGTH + distance;
                if (isFree(pages(entry))) {
                    places.add(entry);
                    if (places.size() == MOST_PLACES) {
                        return places;
                    }
                    break;
                }
            }
        }
        return places;
    }

    /** Where the memory of a stub with this first instruction starts. */
    static long pages(long entry) {
        return entry & -PAGE;
    }

    private boolean isFree(long start) {
        long end = start + PointStub.BYTES;
        if (start < LOWEST || end > HIGHEST) {
            return false;
        }
        for (Taken each : taken) {
            if (start < each.end() && end > each.start()) {
                return false;
            }
        }
        return true;
    }

    private static int[] nearestFirst() {
        int[] bytes = new int[2 * (MOST_POSITIVE + 1)];
        for (int i = 0; i <= MOST_POSITIVE; i++) {
            bytes[2 * i] = i;
            bytes[2 * i + 1] = 0xff - i;
        }
        return bytes;
    }

    private static int[] everyEighth() {
        int[] bytes = new int[32];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = i * 8 + 3;
        }
        return bytes;
    }
}
