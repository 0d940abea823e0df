package dev.jrr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the compiled classes to the layer line of ARCHITECTURE.md, edge by edge. */
final class LayersTest {
    /** Lowest first; a package may use only those to its left. Braces hold siblings, which do not use each other. */
    private static final String LINE = "base < model < kernel < { linux, symbols, trace } < tracee < "
            + "{ record, replay } < timeline < debugger < explore < cli";

    private static final String OURS = "dev.jrr.";

    /** The only package that may use each library. */
    private static final Map<String, String> LIBRARY_OWNERS = Map.of(
            "com.sun.jna", "linux",
            "net.fornwall.jelf", "symbols",
            "com.esotericsoftware", "trace.format",
            "com.googlecode.lanterna", "explore.tui",
            "org.jline", "explore.shell");

    private static final Set<String> EXPLORE_MAY_USE =
            Set.of("base", "model", "kernel", "symbols", "trace", "debugger", "explore");

    /** Lowest first. */
    private static final List<String> FACES =
            List.of("explore.filter", "explore.view", "explore.lesson", "explore.shell", "explore.gdb", "explore.tui");

    /** What the two faces may take from linux: the terminal, and the error it throws. */
    private static final Set<String> LINUX_FOR_FACES = Set.of("Terminal", "ErrnoException");

    private record Edge(String from, String to) {
        @Override
        public String toString() {
            return from + " -> " + to;
        }
    }

    @Test
    void everyClassUsesOnlyLowerLayers() {
        assertThat(violations(edges(), LayersTest::complaint)).isEmpty();
    }

    @Test
    void everyLibraryHasOnePackageThatUsesIt() {
        assertThat(violations(edges(), LayersTest::libraryComplaint)).isEmpty();
    }

    @Test
    void architectureDocumentShowsTheLayerLine() throws IOException {
        assertThat(Files.readString(Path.of("ARCHITECTURE.md"))).contains(LINE);
    }

    @Test
    void edgesAgainstTheLineAreFound() {
        assertThat(complaint(new Edge("dev.jrr.trace.TraceReader", "dev.jrr.linux.Ptrace")))
                .isNotNull();
        assertThat(complaint(new Edge("dev.jrr.base.Hex", "dev.jrr.model.Event")))
                .isNotNull();
        assertThat(complaint(new Edge("dev.jrr.tracee.Task", "dev.jrr.trace.TraceReader")))
                .isNotNull();
        assertThat(complaint(new Edge("dev.jrr.explore.view.Row", "dev.jrr.linux.Terminal")))
                .isNotNull();
        assertThat(complaint(new Edge("dev.jrr.explore.tui.Tui", "dev.jrr.replay.Session")))
                .isNotNull();
        assertThat(complaint(new Edge("dev.jrr.cli.Main", "dev.jrr.trace.format.Codec")))
                .isNotNull();
        assertThat(complaint(new Edge("dev.jrr.explore.view.Row", "dev.jrr.explore.tui.Tui")))
                .isNotNull();
        assertThat(complaint(new Edge("dev.jrr.explore.tui.Tui", "dev.jrr.linux.TerminalModes")))
                .isNull();
        assertThat(libraryComplaint(new Edge("dev.jrr.cli.Main", "com.sun.jna.Native")))
                .isNotNull();
        assertThat(libraryComplaint(new Edge("dev.jrr.linux.Ptrace", "com.sun.jna.Native")))
                .isNull();
    }

    private interface Rule {
        /** What is wrong with the edge, null if nothing. */
        String complaintAbout(Edge edge);
    }

    private static Set<String> violations(List<Edge> edges, Rule rule) {
        Set<String> found = new TreeSet<>();
        for (Edge edge : edges) {
            String complaint = rule.complaintAbout(edge);
            if (complaint != null) {
                found.add(edge + ": " + complaint);
            }
        }
        return found;
    }

    private static String complaint(Edge edge) {
        String from = packageOf(edge.from());
        String to = packageOf(edge.to());
        if (from == null || to == null || from.equals(to)) {
            return null;
        }
        String fromLayer = layerOf(from);
        String toLayer = layerOf(to);
        if (to.equals("trace.format") && !fromLayer.equals("trace")) {
            return "only trace knows the bytes";
        }
        if (fromLayer.equals(toLayer)) {
            int allowed = FACES.indexOf(from);
            if (fromLayer.equals("explore") && allowed >= 0 && FACES.indexOf(to) > allowed) {
                return "inside explore: " + String.join(" < ", FACES);
            }
            return null;
        }
        if (rank(toLayer) >= rank(fromLayer)) {
            return rank(toLayer) == rank(fromLayer) ? "siblings do not use each other" : "against the layer line";
        }
        if (fromLayer.equals("tracee") && toLayer.equals("trace")) {
            return "a live process does not know the trace";
        }
        if (fromLayer.equals("explore") && !EXPLORE_MAY_USE.contains(toLayer)) {
            boolean face = from.equals("explore.tui") || from.equals("explore.shell");
            String name = edge.to().substring((OURS + "linux.").length());
            if (!(face && toLayer.equals("linux") && LINUX_FOR_FACES.stream().anyMatch(name::startsWith))) {
                return "explore uses only " + new TreeSet<>(EXPLORE_MAY_USE) + ", its faces also linux.Terminal*";
            }
        }
        return null;
    }

    private static String libraryComplaint(Edge edge) {
        String from = packageOf(edge.from());
        for (Map.Entry<String, String> library : LIBRARY_OWNERS.entrySet()) {
            if (edge.to().startsWith(library.getKey() + ".")
                    && !library.getValue().equals(from)) {
                return "only " + library.getValue() + " uses it";
            }
        }
        return null;
    }

    /** The package of one of our classes without the common prefix, null for a class of others. */
    private static String packageOf(String className) {
        if (!className.startsWith(OURS)) {
            return null;
        }
        return className.substring(OURS.length(), Math.max(OURS.length(), className.lastIndexOf('.')));
    }

    private static String layerOf(String packageName) {
        int dot = packageName.indexOf('.');
        return dot < 0 ? packageName : packageName.substring(0, dot);
    }

    private static int rank(String layer) {
        String[] steps = LINE.split(" < ");
        for (int i = 0; i < steps.length; i++) {
            if (List.of(steps[i].replaceAll("[{} ]", "").split(",")).contains(layer)) {
                return i;
            }
        }
        throw new AssertionError("package " + layer + " has no place in the layer line: " + LINE);
    }

    /** Every use of one class by another, as jdeps sees it. */
    private static List<Edge> edges() {
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        StringWriter out = new StringWriter();
        StringWriter errors = new StringWriter();
        int status = jdeps.run(
                new PrintWriter(out),
                new PrintWriter(errors),
                "--ignore-missing-deps",
                "-verbose:class",
                "-filter:none",
                "--multi-release",
                "base",
                "target/classes");
        assertThat(status).as(errors.toString()).isZero();
        List<Edge> edges = new ArrayList<>();
        for (String line : out.toString().lines().collect(Collectors.toList())) {
            String[] words = line.trim().split("\\s+");
            if (words.length > 2 && words[0].startsWith(OURS) && words[1].equals("->")) {
                edges.add(new Edge(words[0], words[2]));
            }
        }
        assertThat(edges).as("edges that jdeps reports").isNotEmpty();
        return edges;
    }
}
