/** The official WebAssembly test suite, rewritten, on every engine. */
@NullMarked
package souk.runtime.conformance;

import org.jspecify.annotations.NullMarked;
