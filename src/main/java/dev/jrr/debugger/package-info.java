/**
 * One replay under the control of a person: where it stands, what can be seen there, how it moves.
 * Synchronous. Knows nothing of screens or of words typed.
 */
package dev.jrr.debugger;
