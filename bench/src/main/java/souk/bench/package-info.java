/**
 * Benchmarks: each prints a table for a person and writes {@code target/bench/NAME.json}. They
 * report figures and the aims they are measured against; none fails on a figure.
 */
@NullMarked
package souk.bench;

import org.jspecify.annotations.NullMarked;
