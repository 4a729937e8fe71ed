/**
 * Groups of flags that several commands share. Each turns flags and environment into records; none
 * opens anything.
 */
@NullMarked
package souk.cli.option;

import org.jspecify.annotations.NullMarked;
