@NullMarked
package souk.runtime.module;

import org.jspecify.annotations.NullMarked;
