/**
 * Engines as tests drive them: any modules, linked to each other, entered at any export, with the
 * counters and the memory laid open.
 */
@NullMarked
package souk.runtime.workbench;

import org.jspecify.annotations.NullMarked;
