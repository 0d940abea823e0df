package dev.jrr.explore.tui;

import dev.jrr.debugger.MapEntry;
import java.util.List;

/** The mappings of the task looked at. */
final class MapsTab {
    /** The mappings of a task. */
    record Mappings(List<MapEntry> maps) implements LiveQuery.Answer {
        Mappings {
            maps = List.copyOf(maps);
        }
    }

    static final LiveQuery QUERY = (replay, task, registers) -> new Mappings(replay.maps(task));

    private static final int WIDE = 60;

    private MapsTab() {}

    static Content content(Model model, int width) {
        List<MapEntry> maps = model.currentMoment()
                .flatMap(moment -> moment.answer(Mappings.class))
                .map(Mappings::maps)
                .orElse(List.of());
        if (maps.isEmpty()) {
            return Content.of(List.of(Waiting.line(model)));
        }
        long address = model.registers().map(registers -> registers.ip()).orElse(0L);
        long stack = model.registers().map(registers -> registers.sp()).orElse(0L);
        return new Content(maps.size(), row -> line(maps.get(row), width, address, stack), false);
    }

    private static Line line(MapEntry map, int width, long ip, long sp) {
        String sign = holds(map, ip) ? ">" : holds(map, sp) ? "s" : " ";
        Style style = sign.equals(" ") ? Style.NORMAL : Style.TITLE;
        if (width >= WIDE) {
            return Line.of(
                    String.format(
                            "%s%012x-%012x %s %6s %s",
                            sign, map.start(), map.end(), map.permissions(), size(map), map.path()),
                    style);
        }
        String name = map.path().substring(map.path().lastIndexOf('/') + 1);
        return Line.of(
                String.format("%s%012x %s %5s %s", sign, map.start(), map.permissions(), size(map), name), style);
    }

    private static boolean holds(MapEntry map, long address) {
        return Long.compareUnsigned(address - map.start(), map.end() - map.start()) < 0;
    }

    private static String size(MapEntry map) {
        long kib = (map.end() - map.start()) >>> 10;
        return kib < 10_000 ? kib + "K" : (kib >>> 10) + "M";
    }
}
