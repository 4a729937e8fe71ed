package souk.cli.command;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import souk.protocol.job.Message;

/** An agent's unread mail, oldest first, handed to turns as the contract does. */
final class SimulatedMailbox {
  private static final int MOST_MESSAGES = 16;
  // Of a turn's input, of one without messages, and of a message without body; IAgents.
  private static final int MOST_BYTES = 16_384;
  private static final int BARE_BYTES = 108;
  private static final int BARE_MESSAGE_BYTES = 40;

  private final Deque<Mail> unread = new ArrayDeque<>();

  /**
   * A message in the box.
   *
   * @param depth consequences in a row that led to it
   */
  record Mail(Message message, int depth) {}

  void add(Message message, int depth) {
    unread.add(new Mail(message, depth));
  }

  /** Takes out what fits into a turn. */
  List<Mail> take() {
    var taken = new ArrayList<Mail>();
    var bytes = BARE_BYTES;
    for (var next = unread.peek(); next != null; next = unread.peek()) {
      bytes += BARE_MESSAGE_BYTES + next.message().body().length;
      if (taken.size() == MOST_MESSAGES || bytes > MOST_BYTES) {
        return taken;
      }
      taken.add(unread.remove());
    }
    return taken;
  }
}
