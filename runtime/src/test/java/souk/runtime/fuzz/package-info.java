/** Engines held against each other on random modules, and the machine against hostile bytes. */
@NullMarked
package souk.runtime.fuzz;

import org.jspecify.annotations.NullMarked;
