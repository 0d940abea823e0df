package dev.jrr.explore.filter;

import dev.jrr.model.TaskUid;
import dev.jrr.model.TraceFrame;
import dev.jrr.model.TraceSummary;
import dev.jrr.trace.BlockSummary;
import dev.jrr.trace.FramePredicate;

/** One expression of the filter language, ready to be asked. Immutable; safe for several threads. */
public final class Filter implements FramePredicate {
    /** Lets every frame through. */
    public static final Filter ALL = new Filter("", new Term(facts -> true, FilterHint.ANY));

    private final String source;
    private final Term term;
    private final BlockTest blocks;

    private Filter(String source, Term term) {
        this(source, term, BlockTest.of(term.hint()));
    }

    private Filter(String source, Term term, BlockTest blocks) {
        this.source = source;
        this.term = term;
        this.blocks = blocks;
    }

    /**
     * Understands an expression; a blank one lets everything through.
     *
     * @throws FilterException if it is not one; says where
     */
    public static Filter parse(String source) {
        return source.isBlank() ? ALL : new Filter(source, new FilterParser(source).parse());
    }

    @Override
    public boolean test(TraceFrame frame) {
        return test(new FrameFacts(frame));
    }

    @Override
    public boolean mayHold(BlockSummary block) {
        return blocks.mayHold(block);
    }

    @Override
    public boolean mayHold(TaskUid task, int syscall) {
        return blocks.mayHold(task, syscall);
    }

    /** This filter for one trace, whose blocks can then be skipped by task as well. */
    public Filter in(TraceSummary summary) {
        return new Filter(source, term, BlockTest.of(term.hint(), summary));
    }

    boolean test(FrameFacts facts) {
        return term.test().test(facts);
    }

    /** A filter that lets through what this and the other one both do. */
    public Filter and(Filter other) {
        String both = source.isEmpty() || other.source.isEmpty()
                ? source + other.source
                : "(" + source + ") and (" + other.source + ")";
        return new Filter(both, term.and(other.term));
    }

    /** What every frame that passes has in common; lets whole blocks be skipped. */
    public FilterHint hint() {
        return term.hint();
    }

    /** The expression as it was written. */
    @Override
    public String toString() {
        return source;
    }
}
