package souk.provider.journal;

import souk.protocol.evidence.Result;
import souk.runtime.machine.Bytes;

/**
 * What a provider has to show for an attempt.
 *
 * @param result what it commits to
 * @param output the bytes the result names
 */
public record Produced(Result result, Bytes output) {}
