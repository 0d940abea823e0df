/** Runs a program and writes what chance contributed to it. */
package dev.jrr.record;
