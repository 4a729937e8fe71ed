/**
 * Admits WebAssembly modules and rewrites them so that every conformant engine computes the same
 * bytes, the same fuel and the same end. {@code docs/machine.md} is the specification.
 *
 * <pre>
 *   bytes --ModuleReader--> ParsedModule --validation--> AdmittedModule --ModuleRewriter--> bytes
 *           sizes, features               (Endive)                        fuel, depth, NaN, memory
 * </pre>
 *
 * <p>The order matters. Sizes and features are checked first, so that validating costs a bounded
 * amount; rewriting comes last, because in a module that is not valid a stray global index could
 * name the fuel counter.
 */
@NullMarked
package souk.runtime.module;

import org.jspecify.annotations.NullMarked;
