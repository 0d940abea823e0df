/** ELF files and their symbols. */
package dev.jrr.symbols;
