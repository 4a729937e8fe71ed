package souk.settlement.index;

import java.util.Optional;
import souk.protocol.evidence.Receipt;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobSpec;
import souk.protocol.value.Hash;
import souk.settlement.chain.JobSnapshot;

/**
 * A job as the index knows it.
 *
 * @param id the job
 * @param spec what was posted
 * @param snapshot its state as the contracts told it last
 * @param result the result revealed last, of whatever attempt
 * @param receipt what settlement left, once settled
 */
public record IndexedJob(
    Hash id,
    JobSpec spec,
    JobSnapshot snapshot,
    Optional<Result> result,
    Optional<Receipt> receipt) {}
