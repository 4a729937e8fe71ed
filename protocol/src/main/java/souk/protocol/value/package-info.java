/**
 * The validated values everything else is written in: identifiers, money and fuel.
 *
 * <p>Money ({@link souk.protocol.value.Amount}) and fuel ({@link souk.protocol.value.Fuel}) are
 * exact integers with types of their own, so that one is never added to the other; a {@link
 * souk.protocol.value.Price} turns fuel into money, rounding in a direction the caller names.
 */
@NullMarked
package souk.protocol.value;

import org.jspecify.annotations.NullMarked;
