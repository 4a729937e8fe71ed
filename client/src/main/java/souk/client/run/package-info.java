/**
 * From a job to its result: fetch what it names, check every byte, run it on the deterministic
 * machine. Provider, verifier and anybody who wants to check a result do exactly this.
 *
 * <pre>
 *   JobSpec --JobSources--> Invocation, first state --Engine--> Execution --> Result, output, log
 *            {@link souk.client.run.JobRunner#prepare}     {@link souk.client.run.JobRunner#run}
 * </pre>
 */
@NullMarked
package souk.client.run;

import org.jspecify.annotations.NullMarked;
