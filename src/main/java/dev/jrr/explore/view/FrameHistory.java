package dev.jrr.explore.view;

import dev.jrr.model.TraceFrame;
import dev.jrr.trace.FramePredicate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A state that frames change one after the other, to be had at any frame of a recording: the
 * recording is read once, and copies of the state are kept on the way.
 *
 * <p>Copies are as dense as their number and size allow: asking for a far frame reads the frames
 * from the last copy on, a share of the recording that does not grow with the size of the state but
 * with the recording; asking for a neighbour of the frame asked for last reads next to nothing.
 *
 * @param <S> the state
 */
public final class FrameHistory<S extends FrameHistory.State<S>> {
    /** What frames change. */
    public interface State<S> {
        /**
         * Takes the next frame.
         *
         * @return about how long that took, 1 for a call without many bytes
         */
        int accept(TraceFrame frame);

        /** A state that goes its own way from here on. */
        S copy();

        /** About how many bytes of memory it takes. */
        long weight();
    }

    private static final int MOST_COPIES = 512;
    private static final long MOST_WEIGHT = 48L << 20;
    private static final int FIRST_SPACING = 256;

    /** Copies around the place asked for last, so many in the space between two lasting ones. */
    private static final int NEARER = 16;

    private static final int MOST_NEAR = 3 * NEARER;

    private record Copy<S>(long position, S state, long weight) {}

    private final BitSet changing;
    private final int spacing;
    private final List<Copy<S>> copies;
    private final TreeMap<Long, S> near = new TreeMap<>();
    /** The state asked for last; null at first. */
    private Copy<S> newest;

    private FrameHistory(BitSet changing, int spacing, List<Copy<S>> copies) {
        this.changing = changing;
        this.spacing = spacing;
        this.copies = copies;
    }

    /**
     * Reads all frames that may change the state.
     *
     * @param wanted which frames those are
     * @param start the state before the first frame, which becomes the history's
     */
    static <S extends State<S>> FrameHistory<S> of(Frames frames, FramePredicate wanted, S start) {
        BitSet changing = new BitSet();
        List<Copy<S>> copies = new ArrayList<>();
        copies.add(new Copy<>(-1, start.copy(), start.weight()));
        int spacing = FIRST_SPACING;
        long weight = start.weight();
        int since = 0;
        OptionalLong found = frames.next(0, wanted);
        while (found.isPresent()) {
            long number = found.getAsLong();
            changing.set(Math.toIntExact(number));
            since += start.accept(frames.frame(number));
            if (since >= spacing) {
                Copy<S> copy = new Copy<>(number, start.copy(), start.weight());
                copies.add(copy);
                weight += copy.weight;
                since = 0;
                while (copies.size() > MOST_COPIES || (weight > MOST_WEIGHT && copies.size() > 2)) {
                    thin(copies);
                    spacing *= 2;
                    weight = copies.stream().mapToLong(Copy::weight).sum();
                }
            }
            found = frames.next(number + 1, wanted);
        }
        return new FrameHistory<>(changing, spacing, copies);
    }

    /** Takes every second away, but not the one before the first frame. */
    private static <S> void thin(List<Copy<S>> copies) {
        int kept = 0;
        for (int i = 0; i < copies.size(); i += 2) {
            copies.set(kept++, copies.get(i));
        }
        copies.subList(kept, copies.size()).clear();
    }

    /**
     * The state when all that frame {@code position} records has happened. Nobody changes it.
     *
     * @param frames those of the recording that this was made of
     */
    public synchronized S at(Frames frames, long position) {
        Copy<S> base = nearest(position);
        int next = nextChange(base.position);
        if (next < 0 || next > position) {
            return base.state;
        }
        S state = base.state.copy();
        int since = 0;
        for (; next >= 0 && next <= position; next = nextChange(next)) {
            since += state.accept(frames.frame(next));
            if (since >= Math.max(1, spacing / NEARER)) {
                near.put((long) next, state.copy());
                since = 0;
            }
        }
        newest = new Copy<>(position, state, 0);
        while (near.size() > MOST_NEAR) {
            boolean firstIsFarther = position - near.firstKey() >= near.lastKey() - position;
            near.remove(firstIsFarther ? near.firstKey() : near.lastKey());
        }
        return state;
    }

    /** The last copy that is at a position or before it. */
    private Copy<S> nearest(long position) {
        Copy<S> nearest = copies.get(lastAtOrBefore(position));
        Map.Entry<Long, S> close = near.floorEntry(position);
        if (close != null && close.getKey() > nearest.position) {
            nearest = new Copy<>(close.getKey(), close.getValue(), 0);
        }
        return newest != null && newest.position <= position && newest.position > nearest.position ? newest : nearest;
    }

    /** How many copies last; for tests of their bound. */
    int copies() {
        return copies.size();
    }

    private int nextChange(long done) {
        return done >= Integer.MAX_VALUE - 1 ? -1 : changing.nextSetBit((int) done + 1);
    }

    private int lastAtOrBefore(long position) {
        int low = 0;
        int high = copies.size();
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (copies.get(middle).position <= position) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
