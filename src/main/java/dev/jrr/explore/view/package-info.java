/**
 * What the faces show, as immutable values made from a trace or a debugger. Knows nothing of
 * terminals; the explorer, the shell and the command line draw the same values.
 *
 * <p>Read first: {@link dev.jrr.explore.view.Frames}, {@link dev.jrr.explore.view.EventRow}.
 */
package dev.jrr.explore.view;
