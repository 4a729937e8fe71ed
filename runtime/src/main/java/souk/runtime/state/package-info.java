/**
 * An agent's state between its turns: what it is, its hash, what a turn changed, and the blobs with
 * which another process or machine goes on; {@code docs/agent-abi.md}, "State".
 *
 * <pre>
 *   guest's memory --Baseline.changes--> Delta --AgentState.apply--> root, Snapshot
 *                    compares blocks     |        hashes what changed      |
 *                                    StateCodec                        StateCodec
 *
 *   Checkpoint: how far the job has come (turns, fuel, output, effects, trace) -- CheckpointCodec
 * </pre>
 *
 * <p>A turn costs comparing the memory with its copy and hashing the blocks that differ with their
 * ways to the root; nothing is charged to the guest while it runs.
 *
 * <pre>{@code
 * var state = AgentState.of(StateCodec.decodeSnapshot(blob, checkpoint.stateHash().orElseThrow()));
 * state.apply(baseline.changes(memory, pages, globals));
 * trace.add(state.root());
 * }</pre>
 */
@NullMarked
package souk.runtime.state;

import org.jspecify.annotations.NullMarked;
