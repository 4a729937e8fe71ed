/** What an operator of a market node reads: {@link souk.market.telemetry.EventLog} lines. */
@NullMarked
package souk.market.telemetry;

import org.jspecify.annotations.NullMarked;
