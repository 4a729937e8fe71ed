package souk.client.api;

import souk.protocol.value.Amount;

/**
 * The token that all money of the market is in.
 *
 * @param symbol as the token calls itself: 1..16 printable ASCII characters
 * @param decimals digits after the point that one token has: amounts are in units of 10^-decimals
 */
public record TokenInfo(String symbol, int decimals) {

  /** An amount as a person reads it, in whole tokens: {@code 1.5 USDC}. */
  public String text(Amount amount) {
    return amount.toTokens(decimals) + " " + symbol;
  }
}
