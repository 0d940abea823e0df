package dev.jrr.explore.tui;

import dev.jrr.model.TaskUid;

/** What a pane says in place of live state that is not there. */
final class Waiting {
    private Waiting() {}

    static Line line(Model model) {
        if (model.task().equals(TaskUid.NONE)) {
            return Line.of("damaged here: t chooses a task", Style.FAILED);
        }
        return model.currentMoment()
                .filter(moment -> !moment.problem().isEmpty())
                .map(moment -> Line.of(moment.problem(), Style.MESSAGE))
                .orElseGet(() -> line(model.liveState()));
    }

    private static Line line(LiveState state) {
        return switch (state.kind()) {
            case READY, CATCHING_UP -> Line.of("the replay is catching up ...", Style.DIM);
            case CANCELLED -> Line.of("cancelled: move to ask again", Style.DIM);
            case FAILED -> Line.of(state.words(), Style.FAILED);
        };
    }
}
