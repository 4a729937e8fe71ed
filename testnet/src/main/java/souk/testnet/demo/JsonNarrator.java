package souk.testnet.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** One JSON object a line; the last one holds the summary. */
final class JsonNarrator implements Narrator {
  private final ObjectMapper json = new ObjectMapper();
  private final PrintStream out;

  JsonNarrator(PrintStream out) {
    this.out = out;
  }

  @Override
  public void tell(DemoEvent event) {
    var line = new LinkedHashMap<String, Object>();
    line.put("event", event.kind());
    line.putAll(event.fields());
    print(line);
  }

  @Override
  public void conclude(Conclusion summary) {
    print(Map.of("summary", summary.fields()));
  }

  private void print(Map<String, Object> line) {
    try {
      out.println(json.writeValueAsString(line));
      out.flush();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers always have a JSON form", e);
    }
  }
}
