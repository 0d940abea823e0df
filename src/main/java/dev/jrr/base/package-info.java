/** What every layer may use: exceptions, checks, hex. Imports nothing else of the project. */
package dev.jrr.base;
