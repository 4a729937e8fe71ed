package souk.cli.console;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** Lays fields out for a person: one under the other, or many as the rows of a table. */
final class TextTable {
  private static final String GAP = "  ";

  private TextTable() {}

  static String list(Fields fields) {
    var width = fields.values().keySet().stream().mapToInt(n -> Fields.label(n).length()).max();
    return fields.values().entrySet().stream()
        .map(
            field ->
                pad(Fields.label(field.getKey()), width.orElse(0)) + GAP + field.getValue().text())
        .collect(joining("\n"));
  }

  static String rows(List<Fields> rows) {
    var names = List.copyOf(rows.getFirst().values().keySet());
    var widths = names.stream().map(name -> width(name, rows)).toList();
    var head = row(names.stream().map(Fields::label).toList(), widths);
    return rows.stream()
        .map(fields -> row(names.stream().map(name -> text(fields, name)).toList(), widths))
        .collect(joining("\n", head + "\n", ""));
  }

  private static int width(String name, List<Fields> rows) {
    var widest = rows.stream().mapToInt(fields -> text(fields, name).length()).max().orElse(0);
    return Math.max(Fields.label(name).length(), widest);
  }

  private static String text(Fields fields, String name) {
    var value = fields.values().get(name);
    return value == null ? "" : value.text();
  }

  private static String row(List<String> cells, List<Integer> widths) {
    var line = new StringBuilder();
    for (var i = 0; i < cells.size(); i++) {
      line.append(pad(cells.get(i), widths.get(i))).append(GAP);
    }
    return line.toString().stripTrailing();
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
