package dev.jrr.cli;

import java.io.InputStream;
import java.io.PrintStream;

/** The standard streams, as a command sees them. */
record Streams(InputStream in, Output out, PrintStream error) {}
