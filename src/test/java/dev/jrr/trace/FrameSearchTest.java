package dev.jrr.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.model.Event;
import dev.jrr.model.Event.Disposition;
import dev.jrr.model.Event.Phase;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameSearchTest {
    private static final int FRAMES = 20_000;
    private static final long SIGNAL = 12_345;
    private static final TaskUid RARE = new TaskUid(500, 7);

    @TempDir
    Path folder;

    private TraceReader reader;
    private FrameSearch search;

    @BeforeEach
    void setUp() {
        Path trace = folder.resolve("t");
        try (TraceWriter writer = TraceWriter.create(trace, Traces.HEADER)) {
            for (int i = 0; i < FRAMES; i++) {
                if (i == SIGNAL) {
                    Traces.append(
                            writer,
                            RARE,
                            new Event.Signal(11, new byte[128], Disposition.FATAL, true, Registers.ZERO, new byte[0]));
                } else {
                    Traces.append(writer, Traces.FIRST, Traces.call(Phase.WHOLE, i == 3 ? 9 : 1, null));
                }
            }
            writer.finish(0);
        }
        reader = TraceReader.open(trace);
        search = new FrameSearch(reader);
    }

    @AfterEach
    void tearDown() {
        reader.close();
    }

    @Test
    void blocksWithoutSuchFramesAreNotRead() {
        List<FramePredicate> predicates = List.of(FramePredicate.kind(FrameKind.SIGNAL), FramePredicate.task(RARE));
        for (FramePredicate predicate : predicates) {
            List<Long> asked = new ArrayList<>();
            FramePredicate watched = FramePredicate.of(predicate::mayHold, frame -> {
                asked.add(frame.number());
                return predicate.test(frame);
            });
            assertThat(search.next(0, watched)).hasValue(SIGNAL);
            assertThat(search.previous(FRAMES - 1, watched)).hasValue(SIGNAL);
            assertThat(asked.size()).isLessThan(FRAMES / 2);
        }
    }

    @Test
    void nextAndPreviousIncludeWhereTheyStart() {
        FramePredicate signal = FramePredicate.kind(FrameKind.SIGNAL);
        assertThat(search.next(SIGNAL, signal)).hasValue(SIGNAL);
        assertThat(search.next(SIGNAL + 1, signal)).isEmpty();
        assertThat(search.previous(SIGNAL, signal)).hasValue(SIGNAL);
        assertThat(search.previous(SIGNAL - 1, signal)).isEmpty();
    }

    @Test
    void placesOutsideTheTraceAreAllowed() {
        FramePredicate any = frame -> true;
        assertThat(search.next(-5, any)).hasValue(0);
        assertThat(search.next(FRAMES, any)).isEmpty();
        assertThat(search.previous(FRAMES + 5, any)).hasValue(FRAMES - 1);
        assertThat(search.previous(-1, any)).isEmpty();
    }

    @Test
    void conditionsCombine() {
        FramePredicate mmap = FramePredicate.syscall(9);
        FramePredicate signal = FramePredicate.kind(FrameKind.SIGNAL);
        assertThat(search.next(0, mmap)).hasValue(3);
        assertThat(search.next(4, mmap.or(signal))).hasValue(SIGNAL);
        assertThat(search.next(0, mmap.and(signal))).isEmpty();
        assertThat(search.next(SIGNAL, signal.negate())).hasValue(SIGNAL + 1);
    }

    @Test
    void everyFrameIsFoundFromItsNeighbour() {
        FramePredicate any = frame -> true;
        for (BlockSummary block : reader.blocks()) {
            for (long edge : new long[] {block.firstFrame(), block.endFrame() - 1}) {
                assertThat(search.next(edge, any)).isEqualTo(OptionalLong.of(edge));
                assertThat(search.previous(edge, any)).isEqualTo(OptionalLong.of(edge));
            }
        }
    }

    @Test
    void blocksTellWhatTheyHold() {
        long next = 0;
        for (BlockSummary block : reader.blocks()) {
            assertThat(block.firstFrame()).isEqualTo(next);
            next = block.endFrame();
            TraceFrame first = reader.frame(block.firstFrame());
            TraceFrame last = reader.frame(block.endFrame() - 1);
            assertThat(block.firstNanos()).isEqualTo(first.timeNanos());
            assertThat(block.lastNanos()).isEqualTo(last.timeNanos());
            boolean rare = block.firstFrame() <= SIGNAL && SIGNAL < block.endFrame();
            assertThat(block.kinds().contains(FrameKind.SIGNAL)).isEqualTo(rare);
            assertThat(block.tasks().toArray()).isEqualTo(rare ? new int[] {1, 7} : new int[] {1});
        }
        assertThat(next).isEqualTo(FRAMES);
    }
}
