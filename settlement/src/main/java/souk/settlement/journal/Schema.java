package souk.settlement.journal;

import java.util.List;

/**
 * The tables of one part of a node, as the statements that led to them.
 *
 * <p>Statements are only ever added at the end: a journal remembers how many of them it has run and
 * runs the others. They are plain SQL that SQLite and PostgreSQL both understand.
 *
 * @param owner name of the part, unique in a journal
 * @param steps statements in the order they were added
 */
public record Schema(String owner, List<String> steps) {
  public Schema {
    steps = List.copyOf(steps);
  }
}
