/**
 * What every command says and how it ends: data on standard output, messages on standard error, and
 * one of three exit codes.
 *
 * <p>What a command has to say it puts into {@link souk.cli.console.Fields}; {@link
 * souk.cli.console.Console} shows these as text to a person or as JSON to a program.
 */
@NullMarked
package souk.cli.console;

import org.jspecify.annotations.NullMarked;
