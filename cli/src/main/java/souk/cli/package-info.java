/**
 * The {@code souk} command: one class per verb in {@code command}, what their flags mean in {@code
 * option} and {@code convert}, what they say in {@code console}, what nodes log in {@code log}.
 *
 * <pre>
 *   arguments -> SoukCommand -> command.* -> client, nodes
 *                    |             |
 *                 failures      option.*  flags and environment to config records
 *                    |             |
 *                    |          convert.* text to values
 *                    +----------> console.* text or JSON, exit codes
 * </pre>
 *
 * <pre>{@code
 * System.exit(SoukCommand.commandLine(new MyCommand()).execute(args));
 * }</pre>
 */
@NullMarked
package souk.cli;

import org.jspecify.annotations.NullMarked;
