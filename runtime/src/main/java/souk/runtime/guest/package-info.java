/**
 * Guests that are not modules themselves: scripts in JavaScript, run by a module that has the
 * engine in it; {@code docs/javascript.md}.
 */
@NullMarked
package souk.runtime.guest;

import org.jspecify.annotations.NullMarked;
