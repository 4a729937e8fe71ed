/**
 * Interchangeable ways to run an invocation. Every engine runs the same rewritten module, so all of
 * them give the same bytes, the same fuel and the same end.
 *
 * <pre>
 *   Engines --chooses--> ChildProcessRunner --Sandbox--> Worker (JVM) --> EndiveEngine --> module
 *                  \---> V8Engine -----------Sandbox--> v8/main.mjs (Node.js) ---------> module
 *
 *        own process per job: memory limit, wall-clock guard, killed with its tree
 * </pre>
 *
 * <p>A process is never used for a second job: nothing could prove that the first left no trace.
 *
 * <pre>{@code
 * var engine = Engines.on(cacheDirectory).engine(EngineChoice.AUTO, Duration.ofMinutes(5));
 * switch (engine.run(invocation, limits)) {
 *   case RunOutcome.Completed(var execution) -> commit(execution);
 *   case RunOutcome.Rejected(var reason) -> refuse(reason);
 *   case RunOutcome.HostFault(var reason) -> tryAgain(reason);
 * }
 * }</pre>
 *
 * <p>An agent's job goes turn by turn through an {@link souk.runtime.engine.AgentMachine}; {@link
 * souk.runtime.engine.AgentRunner} knows the rules and can stop, go on elsewhere, and run a single
 * turn again.
 *
 * <pre>
 *   AgentRunner --open(job, snapshot)--> Engine --> AgentMachine --turn(order)--> output, effects,
 *        | checkpoint and state hash after each turn                              fuel, delta
 * </pre>
 */
@NullMarked
package souk.runtime.engine;

import org.jspecify.annotations.NullMarked;
