package souk.client.api;

import java.util.List;

/**
 * Everything a market node asks one provider at the moment.
 *
 * @param cursor grows with every new request; handed back, it makes the node wait for newer ones
 * @param requests the open requests, oldest first
 */
public record AcceptanceRequests(long cursor, List<AcceptanceRequest> requests) {
  public AcceptanceRequests {
    requests = List.copyOf(requests);
  }
}
