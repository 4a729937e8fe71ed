/**
 * A market's past, made up by rule, behind a JSON-RPC endpoint: providers' offers and whole lives
 * of jobs, as many as wanted. Making it by transactions would take days.
 */
@NullMarked
package souk.bench.canned;

import org.jspecify.annotations.NullMarked;
