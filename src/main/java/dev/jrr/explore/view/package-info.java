/** What the faces show, as immutable values made from a trace or a debugger. */
package dev.jrr.explore.view;
