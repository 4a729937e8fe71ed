/** What an operator of a market node reads. */
@NullMarked
package souk.market.telemetry;

import org.jspecify.annotations.NullMarked;
