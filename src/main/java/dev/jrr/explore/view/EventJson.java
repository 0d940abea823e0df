package dev.jrr.explore.view;

import dev.jrr.kernel.FrameText;
import dev.jrr.model.Event;
import dev.jrr.model.TraceFrame;
import java.util.Locale;

/** A frame as one JSON object on one line. */
public final class EventJson {
    private EventJson() {}

    public static String of(TraceFrame frame) {
        Json json = new Json()
                .object()
                .member("frame", frame.number())
                .member("task", frame.task().tid())
                .member("time", frame.timeNanos() / 1e9, 6)
                .member("kind", FrameText.kind(frame))
                .member("name", FrameText.name(frame))
                .member("text", FrameText.describe(frame));
        if (frame.event() instanceof Event.Syscall call) {
            if (call.phase() != Event.Phase.ENTERED) {
                json.member("result", call.result());
            }
            json.member("phase", call.phase().name().toLowerCase(Locale.ROOT));
            json.member("failed", call.isFailed());
        }
        if (frame.event() instanceof Event.Exec) {
            json.member("result", 0);
        }
        if (frame.event() instanceof Event.Exit exit) {
            json.member("status", exit.status());
        }
        String handling = Handled.member(frame);
        if (!handling.isEmpty()) {
            json.member("handling", handling);
        }
        return json.member("buffered", handling.equals("buffered")).endObject().toString();
    }
}
