/**
 * A node's settings: what there is to set, where values come from, and everything that is wrong
 * with them at once.
 *
 * <pre>
 *   flag ─▶ environment ─▶ file (TOML) ─▶ default          the first that says something holds
 *                  │
 *            {@link souk.cli.config.Sources} ── checks every value ──▶ {@link souk.cli.config.Values}
 * </pre>
 */
@NullMarked
package souk.cli.config;

import org.jspecify.annotations.NullMarked;
