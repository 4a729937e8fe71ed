package souk.settlement.chain;

import souk.protocol.job.Exit;
import souk.protocol.value.Hash;

/**
 * An exit that anybody may call now.
 *
 * @param exit which
 * @param id whose: a job's, or of the exits of juries, claims and demands, a claim's or a demand's
 */
public record DueExit(Exit exit, Hash id) {}
