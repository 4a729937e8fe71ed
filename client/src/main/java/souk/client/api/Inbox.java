package souk.client.api;

import java.util.List;
import java.util.Optional;

/**
 * Messages to an agent, newest first, also those it has read.
 *
 * @param next what to ask for the following ones after; empty at the end
 */
public record Inbox(List<MessageView> messages, Optional<String> next) {
  public Inbox {
    messages = List.copyOf(messages);
  }
}
