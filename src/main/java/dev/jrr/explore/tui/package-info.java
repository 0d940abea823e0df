/** The full-screen explorer. The only package that uses Lanterna. */
package dev.jrr.explore.tui;
