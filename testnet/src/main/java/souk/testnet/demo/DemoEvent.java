package souk.testnet.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/** Something a person who watches the demo is told. */
public sealed interface DemoEvent {

  /** The event's kind, as in the {@code event} field of its JSON form. */
  String kind();

  /** Its fields in the order they are shown, as values JSON knows. */
  Map<String, Object> fields();

  /** What happens now. */
  record Phase(String text) implements DemoEvent {
    @Override
    public String kind() {
      return "phase";
    }

    @Override
    public Map<String, Object> fields() {
      return Map.of("text", text);
    }
  }

  /** A node runs. */
  record NodeStarted(String name, long pid, String address) implements DemoEvent {
    @Override
    public String kind() {
      return "node";
    }

    @Override
    public Map<String, Object> fields() {
      var fields = new LinkedHashMap<String, Object>();
      fields.put("name", name);
      fields.put("pid", pid);
      fields.put("address", address);
      return fields;
    }
  }

  /** A job is somewhere else than before. */
  record JobChanged(JobRow row) implements DemoEvent {
    @Override
    public String kind() {
      return "job";
    }

    @Override
    public Map<String, Object> fields() {
      return row.fields();
    }
  }

  /** A provider lost stake for a wrong result. */
  record CheatCaught(String provider, String jobId, String slashed) implements DemoEvent {
    @Override
    public String kind() {
      return "cheatCaught";
    }

    @Override
    public Map<String, Object> fields() {
      var fields = new LinkedHashMap<String, Object>();
      fields.put("provider", provider);
      fields.put("job", jobId);
      fields.put("slashed", slashed);
      return fields;
    }
  }

  /** A settled result was run again here and compared. */
  record ResultChecked(String jobId, String program, String digest, boolean right)
      implements DemoEvent {
    @Override
    public String kind() {
      return "result";
    }

    @Override
    public Map<String, Object> fields() {
      var fields = new LinkedHashMap<String, Object>();
      fields.put("job", jobId);
      fields.put("program", program);
      fields.put("digest", digest);
      fields.put("right", right);
      return fields;
    }
  }

  /** An agent did something. */
  record AgentActed(String agent, int turn, String deed) implements DemoEvent {
    @Override
    public String kind() {
      return "agent";
    }

    @Override
    public Map<String, Object> fields() {
      var fields = new LinkedHashMap<String, Object>();
      fields.put("agent", agent);
      fields.put("turn", turn);
      fields.put("deed", deed);
      return fields;
    }
  }

  /** A node was killed while it worked. */
  record NodeKilled(String name, String work) implements DemoEvent {
    @Override
    public String kind() {
      return "killed";
    }

    @Override
    public Map<String, Object> fields() {
      var fields = new LinkedHashMap<String, Object>();
      fields.put("name", name);
      fields.put("work", work);
      return fields;
    }
  }

  /** The market stays; with this environment {@code souk} acts as its consumer. */
  record Kept(Map<String, String> environment) implements DemoEvent {
    @Override
    public String kind() {
      return "kept";
    }

    @Override
    public Map<String, Object> fields() {
      return Map.of("environment", environment);
    }
  }
}
