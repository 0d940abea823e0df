/** ELF files and their own symbols: what is known where libdw is not installed. */
package dev.jrr.symbols;
