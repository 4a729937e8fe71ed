package souk.market.api;

import io.javalin.http.Context;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/** Who a request is from, as far as limits care. */
final class ClientAddress {
  private static final int NETWORK_BYTES = 8;

  private ClientAddress() {}

  /**
   * The client's address; of IPv6, the network of 2^64 addresses that one client usually has.
   *
   * @param behindProxy whether the last proxy, which is ours, says it in X-Forwarded-For
   */
  static String of(Context request, boolean behindProxy) {
    var forwarded = behindProxy ? request.header("X-Forwarded-For") : null;
    return network(
        forwarded == null ? request.ip() : forwarded.substring(forwarded.lastIndexOf(',') + 1));
  }

  static String network(String text) {
    var address = text.strip();
    if (!address.matches("\\[?[0-9a-fA-F:.]+]?")) {
      return "unknown";
    }
    try {
      var parsed = InetAddress.getByName(address);
      return parsed instanceof Inet6Address
          ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), NETWORK_BYTES))
          : parsed.getHostAddress();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
