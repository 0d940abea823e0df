/**
 * The full-screen explorer. The only package that uses Lanterna. Read {@code Explorer}, {@code
 * EventLoop} and {@code Model} first; a key goes through {@code KeyInput} to {@code Actions}, and
 * {@code Views} draws what the model then is.
 *
 * <p>The screen has a thread of its own, which never waits: {@code LiveThread} keeps the replay
 * where the screen is, and {@code Work} has threads for searches, for commands (which borrow the
 * replay), and for tabs that have to read many frames.
 */
package dev.jrr.explore.tui;
