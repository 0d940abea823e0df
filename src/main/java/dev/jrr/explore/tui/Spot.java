package dev.jrr.explore.tui;

import dev.jrr.debugger.Place;

/** What one comes back to: a place in time, and the memory that was looked at. */
record Spot(Place place, MemoryFocus memory) {}
