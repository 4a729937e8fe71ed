/**
 * The machine a provider runs on: what it can do, when it works for others, and whether it will
 * stay for long enough. Its clocks decide whether to work, never anything about money.
 */
@NullMarked
package souk.provider.machine;

import org.jspecify.annotations.NullMarked;
