package souk.settlement.chain;

import java.util.List;
import java.util.stream.Stream;
import souk.protocol.codec.MarketDomain;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;

/**
 * Where one market lives: all that a node must be told, beside an endpoint.
 *
 * @param chainId EIP-155 chain id
 * @param genesis hash of block 0, by which a restarted local chain is told from the old one
 * @param market the Market contract
 * @param orders the Orders contract
 * @param history the History contract
 * @param court the contracts that judge results
 * @param lens the Lens contract
 * @param agents the Agents contract
 * @param identities the IIdentities contract agents are registered with
 * @param randomness the IRandomness contract
 * @param token the ERC-20 all money is in
 * @param tokenDecimals digits after the point one token has
 * @param block height of the block that deployed the market: where its events begin
 */
public record Deployment(
    long chainId,
    Hash genesis,
    Address market,
    Address orders,
    Address history,
    Court court,
    Address lens,
    Address agents,
    Address identities,
    Address randomness,
    Address token,
    int tokenDecimals,
    long block) {
  /** The contracts whose events tell what happens. */
  public List<Address> contracts() {
    return Stream.concat(Stream.of(market, orders, history, agents), court.contracts().stream())
        .toList();
  }

  /** The EIP-712 domain of this market's orders. */
  public MarketDomain domain() {
    return new MarketDomain(chainId, market);
  }
}
