package souk.testnet.simulation;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import souk.testnet.simulation.AttackWave.Point;

/** The attack wave as an SVG: three panels over the same jobs, for light and dark grounds. */
public final class WavePlot {
  private static final int WIDTH = 760;
  private static final int LEFT = 64;
  private static final int RIGHT = 20;
  private static final int TOP = 58;
  private static final int PANEL = 120;
  private static final int GAP = 44;
  private static final int TICKS = 6;

  private final StringBuilder svg = new StringBuilder();

  private WavePlot() {}

  /** What one panel shows: fractions, drawn in percent up to the top. */
  private record Panel(String title, int topPercent, ToDoubleFunction<Point> value) {}

  private static final List<Panel> PANELS =
      List.of(
          new Panel("Floor: least sampling rate of any job, %", 30, Point::floor),
          new Panel("Faults found per 100 audits", 6, Point::faults),
          new Panel(
              "Audit overhead: verifiers’ rewards over settled value, %", 60, Point::overhead));

  /** The whole file; the same points give the same bytes. */
  public static String of(List<Point> points) {
    var plot = new WavePlot();
    plot.begin();
    for (var number = 0; number < PANELS.size(); number++) {
      plot.panel(PANELS.get(number), TOP + number * (PANEL + GAP), points);
    }
    plot.jobs();
    return plot.svg.append("</svg>\n").toString();
  }

  private void begin() {
    add(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d"
            role="img" aria-label="Floor, faults and audit overhead over jobs drawn in an attack wave">
        <style>
          text { font: 12px system-ui, sans-serif; fill: #57606a; }
          .title { font-weight: 600; fill: #24292f; }
          .axis { stroke: #8c959f; }
          .grid { stroke: #8c959f; stroke-opacity: .25; }
          .wave { fill: #cf222e; fill-opacity: .12; }
          .curve { fill: none; stroke: #0969da; stroke-width: 2; stroke-linejoin: round; }
          @media (prefers-color-scheme: dark) {
            text { fill: #9ea7b3; }
            .title { fill: #e6edf3; }
            .wave { fill: #ff7b72; fill-opacity: .18; }
            .curve { stroke: #58a6ff; }
          }
        </style>
        """,
        WIDTH, height());
    text(LEFT, 22, "title", "start", "A wave of cheats enters a calm market and leaves");
    text(x((AttackWave.BEGIN + AttackWave.END) / 2), TOP + 14, "", "middle", "the wave");
  }

  private void panel(Panel panel, int top, List<Point> points) {
    var bottom = top + PANEL;
    add(
        "<rect class=\"wave\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>%n",
        x(AttackWave.BEGIN), top, x(AttackWave.END) - x(AttackWave.BEGIN), PANEL);
    text(LEFT, top - 8, "title", "start", panel.title());
    for (var tick = 0; tick <= 3; tick++) {
      var y = bottom - PANEL * tick / 3;
      line(tick == 0 ? "axis" : "grid", LEFT, y, WIDTH - RIGHT, y);
      text(LEFT - 8, y + 4, "", "end", String.valueOf(panel.topPercent() * tick / 3));
    }
    line("axis", LEFT, top, LEFT, bottom);
    add("<polyline class=\"curve\" points=\"%s\"/>%n", curve(panel, bottom, points));
  }

  private static String curve(Panel panel, int bottom, List<Point> points) {
    return points.stream()
        .map(
            point ->
                String.format(
                    Locale.ROOT,
                    "%d,%.1f",
                    x(point.job()),
                    bottom - 100 * PANEL * panel.value().applyAsDouble(point) / panel.topPercent()))
        .collect(Collectors.joining(" "));
  }

  private void jobs() {
    var bottom = height() - 46;
    for (var tick = 0; tick <= TICKS; tick++) {
      var job = AttackWave.JOBS / TICKS * tick;
      line("axis", x(job), bottom, x(job), bottom + 5);
      text(x(job), bottom + 19, "", "middle", String.valueOf(job / 1_000));
    }
    text(x(AttackWave.JOBS / 2), bottom + 38, "", "middle", "jobs drawn, thousands");
  }

  private void line(String style, int fromX, int fromY, int toX, int toY) {
    add(
        "<line class=\"%s\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>%n",
        style, fromX, fromY, toX, toY);
  }

  private void text(int x, int y, String style, String anchor, String words) {
    add(
        "<text class=\"%s\" x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n",
        style, x, y, anchor, words);
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format.replace("%n", "\n"), values));
  }

  private static int x(int job) {
    return LEFT + (int) ((long) (WIDTH - LEFT - RIGHT) * job / AttackWave.JOBS);
  }

  private static int height() {
    return TOP + PANELS.size() * (PANEL + GAP) - GAP + 46;
  }
}
