package souk.client.api;

import java.time.Instant;
import souk.protocol.value.Address;

/**
 * Which market node this is and how far it has followed the chain.
 *
 * @param node account that submits matches and earns the market fee
 * @param chainId EIP-155 chain id
 * @param market address of the Market contract
 * @param headBlock number of the newest block it has indexed
 * @param headTime that block's time
 * @param token what amounts are in
 * @param version of the node's software
 */
public record NodeInfo(
    Address node,
    long chainId,
    Address market,
    long headBlock,
    Instant headTime,
    TokenInfo token,
    String version) {}
