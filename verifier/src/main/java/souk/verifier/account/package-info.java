/** What being a verifier brought and cost, to the unit: a pure function of the market's events. */
@NullMarked
package souk.verifier.account;

import org.jspecify.annotations.NullMarked;
