/** One class per verb. A command reads its options, does one thing, and says what came of it. */
@NullMarked
package souk.cli.command;

import org.jspecify.annotations.NullMarked;
