package dev.jrr.explore.tui;

import dev.jrr.explore.filter.Filter;
import dev.jrr.explore.filter.FilterException;
import dev.jrr.explore.view.Frames;
import dev.jrr.model.TraceFrame;
import dev.jrr.trace.FramePredicate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executor;

/** The filters that lie one on another, and the events that all of them let through. Screen's thread. */
final class Filters {
    private final Run run;
    private final Executor executor;
    private final List<Filter> filters = new ArrayList<>();
    private EventList events;

    /** @param executor runs the search for the events that are let through */
    Filters(Run run, Executor executor) {
        this.run = run;
        this.executor = executor;
        this.events = EventList.all(run.frameCount());
    }

    EventList events() {
        return events;
    }

    boolean isEmpty() {
        return filters.isEmpty();
    }

    /** As they were written, the oldest first. */
    List<String> sources() {
        return filters.stream().map(Filter::toString).toList();
    }

    /** Lays a filter on the others. */
    void add(Filter filter, long position) {
        filters.add(filter);
        filter(position);
    }

    /** Takes the newest away, which is returned; there has to be one. */
    Filter removeLast(long position) {
        Filter removed = filters.remove(filters.size() - 1);
        filter(position);
        return removed;
    }

    void clear(long position) {
        filters.clear();
        filter(position);
    }

    private void filter(long position) {
        if (events instanceof FilteredEvents old) {
            old.cancel();
        }
        events = filters.isEmpty()
                ? EventList.all(run.frameCount())
                : new FilteredEvents(run.frames(), all(), position, executor);
    }

    private Filter all() {
        return filters.stream().reduce(Filter.ALL, Filter::and).in(run.summary());
    }

    /** What is wrong with an expression, if something is. */
    static Prompt.Mistake mistake(String source) {
        try {
            Filter.parse(source);
            return Prompt.Mistake.NONE;
        } catch (FilterException e) {
            return new Prompt.Mistake(e.getMessage(), e.position());
        }
    }

    boolean isGoing() {
        return events instanceof FilteredEvents filtered && filtered.isGoing();
    }

    String problem() {
        return events instanceof FilteredEvents filtered ? filtered.problem() : "";
    }

    /** The frames of the run as a search sees them that is to find only what is shown. */
    Frames shown() {
        if (filters.isEmpty()) {
            return run.frames();
        }
        Frames all = run.frames();
        Filter filter = all();
        return new Frames() {
            @Override
            public long count() {
                return all.count();
            }

            @Override
            public TraceFrame frame(long number) {
                return all.frame(number);
            }

            @Override
            public OptionalLong next(long from, FramePredicate wanted) {
                return all.next(from, wanted.and(filter));
            }

            @Override
            public OptionalLong previous(long from, FramePredicate wanted) {
                return all.previous(from, wanted.and(filter));
            }
        };
    }
}
