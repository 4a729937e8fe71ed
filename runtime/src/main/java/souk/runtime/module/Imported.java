package souk.runtime.module;

/** What a module imports under one name. */
sealed interface Imported {

  /**
   * A function.
   *
   * @param type index of its type
   */
  record Function(int type) implements Imported {}

  /** A table. */
  record Table(Layout.Table table) implements Imported {}

  /** A memory. */
  record Memory(Layout.Range pages) implements Imported {}

  /** A global. */
  record Global(Layout.Global global) implements Imported {}
}
