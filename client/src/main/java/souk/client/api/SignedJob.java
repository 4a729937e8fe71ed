package souk.client.api;

import souk.protocol.job.JobSpec;
import souk.protocol.value.Signature;

/**
 * A job that is handed to market nodes instead of being posted: it enters the market with its
 * match, backed until then by its consumer's market balance.
 *
 * @param job what is wanted
 * @param signature its consumer's, over {@link souk.protocol.codec.MarketDomain#jobId}
 */
public record SignedJob(JobSpec job, Signature signature) {}
