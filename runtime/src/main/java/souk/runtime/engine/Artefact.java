package souk.runtime.engine;

import souk.runtime.machine.Bytes;

/**
 * What preparing a module leaves, so that it need not be done again.
 *
 * @param rewritten the rewritten module
 * @param classes the Java classes it was compiled to, as Endive packs them
 */
record Artefact(Bytes rewritten, Bytes classes) {
  /** The same without checks for interrupts. */
  Artefact unwatched() {
    return new Artefact(rewritten, UnwatchedClasses.of(classes));
  }
}
