package souk.cli.console;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Where a command's data and messages go. */
public final class Console {
  private final PrintStream data;
  private final PrintStream messages;
  private final boolean json;

  /**
   * @param data standard output
   * @param messages standard error
   * @param json whether data are JSON lines
   */
  public Console(PrintStream data, PrintStream messages, boolean json) {
    this.data = data;
    this.messages = messages;
    this.json = json;
  }

  /** Whether data are JSON lines. */
  public boolean isJson() {
    return json;
  }

  /** Shows one thing. */
  public void show(Fields fields) {
    line(data, json ? Json.line(fields) : TextTable.list(fields));
  }

  /**
   * Shows many things of a kind: a table, or a JSON object a line.
   *
   * @param none what a person reads if there are none
   */
  public void table(List<Fields> rows, String none) {
    if (json) {
      rows.forEach(row -> line(data, Json.line(row)));
    } else if (rows.isEmpty()) {
      message(none);
    } else {
      line(data, TextTable.rows(rows));
    }
  }

  /** Shows one value that stands for itself, such as an id; in JSON under its name. */
  public void value(String name, Object value) {
    line(data, json ? Json.line(new Fields().add(name, value)) : value.toString());
  }

  /** Writes raw bytes to standard output. */
  public void bytes(byte[] bytes) {
    data.write(bytes, 0, bytes.length);
    data.flush();
  }

  /**
   * Tells what has happened so far.
   *
   * @param text what a person reads, on standard error
   * @param fields what a program reads, as data
   */
  public void progress(String text, Fields fields) {
    line(json ? data : messages, json ? Json.line(fields) : text);
  }

  /** Tells a person something on standard error. */
  public void message(String text) {
    line(messages, text);
  }

  /** Tells a person about one thing on standard error. */
  public void message(Fields fields) {
    line(messages, TextTable.list(fields));
  }

  private static void line(PrintStream stream, String text) {
    var bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    stream.write(bytes, 0, bytes.length);
    stream.flush();
  }
}
