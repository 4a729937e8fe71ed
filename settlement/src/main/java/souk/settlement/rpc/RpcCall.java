package souk.settlement.rpc;

import java.util.List;

/**
 * One question to an endpoint.
 *
 * @param method as {@code eth_call}
 * @param params what JSON can say: text, numbers, truth values, lists, maps
 */
public record RpcCall(String method, List<Object> params) {
  public RpcCall {
    params = List.copyOf(params);
  }

  /** The same with the parameters one by one. */
  public static RpcCall of(String method, Object... params) {
    return new RpcCall(method, List.of(params));
  }
}
