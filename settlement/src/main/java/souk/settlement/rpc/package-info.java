/**
 * JSON-RPC over HTTP to endpoints that nobody has to trust, without web3j.
 *
 * <pre>
 *   Endpoints ──▶ Source ──▶ HTTP     asks the best of several; remembers who fails, lags or lies
 *       ▲            ▲
 *       │            └── CheckedBlocks     blocks and logs that fit each other, or the next endpoint
 *       └── RpcCall, RpcReply              one question and its answer; many in one round trip
 * </pre>
 *
 * <p>An endpoint that does not answer, or answers garbage, rests for a while that doubles each
 * time. One that is behind the others, or serves another chain, is asked last. What blocks and logs
 * an endpoint tells is believed only if it fits together.
 */
@NullMarked
package souk.settlement.rpc;

import org.jspecify.annotations.NullMarked;
