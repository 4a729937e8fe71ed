/** Text of flags to values, each with an error that says what was expected. */
@NullMarked
package souk.cli.convert;

import org.jspecify.annotations.NullMarked;
