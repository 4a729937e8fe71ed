@NullMarked
package souk.runtime.engine;

import org.jspecify.annotations.NullMarked;
