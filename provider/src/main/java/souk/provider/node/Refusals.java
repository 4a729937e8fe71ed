package souk.provider.node;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import souk.client.api.AcceptanceRequest;

/**
 * Remembers the newest refusals, so that what is asked again is not judged again. By the whole
 * request: a lie about a job says nothing about an honest request for it. Thread-safe.
 */
final class Refusals {
  private static final int MOST = 1024;

  private final Map<AcceptanceRequest, Instant> until =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<AcceptanceRequest, Instant> eldest) {
          return size() > MOST;
        }
      };

  synchronized void add(AcceptanceRequest request, Instant end) {
    until.put(request, end);
  }

  synchronized boolean stands(AcceptanceRequest request, Instant now) {
    var end = until.get(request);
    return end != null && now.isBefore(end);
  }
}
