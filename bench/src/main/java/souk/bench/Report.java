package souk.bench;

import java.util.List;

/**
 * What a benchmark found.
 *
 * @param figures what it measured
 * @param notes lines that explain it
 */
record Report(List<Figure> figures, List<String> notes) {
  Report {
    figures = List.copyOf(figures);
    notes = List.copyOf(notes);
  }

  /** Figures that need no explanation. */
  static Report of(Figure... figures) {
    return new Report(List.of(figures), List.of());
  }
}
