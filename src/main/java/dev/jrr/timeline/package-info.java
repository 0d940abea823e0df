/** A replay in which time goes both ways, by checkpoints. */
package dev.jrr.timeline;
