/** The bytes of a trace: blocks, codecs, checksums. The only package that uses Kryo. */
package dev.jrr.trace.format;
