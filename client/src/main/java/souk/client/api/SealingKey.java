package souk.client.api;

import souk.protocol.job.OutputKey;

/**
 * What is meant for a market node alone is sealed to this.
 *
 * @param key its public key
 */
public record SealingKey(OutputKey key) {}
