package dev.jrr.explore.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.explore.filter.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The rows of events that a filter lets through, against a list made the simple way. */
final class FilteredEventsTest {
    private static final int FRAMES = 3000;

    private final FakeRun run = new FakeRun(FRAMES);
    private final Random random = new Random(7);

    @Test
    void rowsAndRanksAreThoseOfTheWholeListWhereverTheSearchBegan() {
        for (String source :
                List.of("kind = signal", "syscall = futex", "task = 4101", "frame > 2990", "kind = exec")) {
            Filter filter = Filter.parse(source);
            List<Long> expected = new ArrayList<>();
            for (long frame = 0; frame < FRAMES; frame++) {
                if (filter.test(run.frame(frame))) {
                    expected.add(frame);
                }
            }
            for (long start : new long[] {0, 17, 1500, 1501, FRAMES - 1}) {
                check(new FilteredEvents(run.frames(), filter, start, Runnable::run), expected);
            }
        }
    }

    private void check(EventList list, List<Long> expected) {
        assertThat(list.size()).isEqualTo(expected.size());
        for (int row = 0; row < expected.size(); row++) {
            assertThat(list.frame(row)).isEqualTo(expected.get(row));
        }
        for (int i = 0; i < 200; i++) {
            long frame = random.nextInt(FRAMES);
            long rank = expected.stream().filter(each -> each < frame).count();
            assertThat(list.rank(frame)).isEqualTo(rank);
            assertThat(list.contains(frame)).isEqualTo(expected.contains(frame));
            assertThat(list.rows(frame, 20))
                    .isEqualTo(expected.stream()
                            .filter(each -> each >= frame)
                            .limit(20)
                            .toList());
            List<Long> later = expected.stream().filter(each -> each > frame).toList();
            List<Long> earlier = expected.stream().filter(each -> each < frame).toList();
            assertThat(list.move(frame, 1))
                    .isEqualTo(later.isEmpty() ? expected.get(expected.size() - 1) : later.get(0));
            assertThat(list.move(frame, -1))
                    .isEqualTo(earlier.isEmpty() ? expected.get(0) : earlier.get(earlier.size() - 1));
        }
    }

    @Test
    void listWithoutARowStaysWhereOneIs() {
        EventList list = new FilteredEvents(run.frames(), Filter.parse("frame < 0"), 50, Runnable::run);
        assertThat(list.size()).isZero();
        assertThat(list.move(50, 1)).isEqualTo(50);
        assertThat(list.rows(0, 10)).isEmpty();
    }
}
