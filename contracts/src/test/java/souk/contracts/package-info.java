/** Checks of the contracts' build: what Java relies on without seeing Solidity. */
@NullMarked
package souk.contracts;

import org.jspecify.annotations.NullMarked;
