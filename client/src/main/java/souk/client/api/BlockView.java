package souk.client.api;

import java.time.Instant;

/**
 * A block that the node has reached.
 *
 * @param block its number
 * @param time its time
 */
public record BlockView(long block, Instant time) {}
