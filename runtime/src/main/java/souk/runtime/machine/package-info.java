/**
 * What a job is given, what it may use, and what comes out: the deterministic machine, whatever
 * engine runs it.
 *
 * <pre>
 *   Invocation (module, arguments, input, mounts) --+
 *                                                   +--> Engine.run --> RunOutcome
 *   Limits (fuel, memory, output) ------------------+       Completed: a result anyone can repeat
 *                                                           Rejected:  the module is inadmissible
 *                                                           HostFault: our own failure, no result
 * </pre>
 *
 * <p>The guest sees WASI preview 1 as {@code docs/machine.md} lists it: its input, its read-only
 * mounts, a scratch directory to write, a clock and a random stream that are the same on every run,
 * and nothing of the host. An agent's turn has a {@link souk.runtime.machine.Host} of its own, with
 * the calls of {@code docs/agent-abi.md}.
 */
@NullMarked
package souk.runtime.machine;

import org.jspecify.annotations.NullMarked;
