package souk.client.api;

import java.util.List;

/** Everything that happened to a job, oldest first. */
public record JobSteps(List<Step> steps) {
  public JobSteps {
    steps = List.copyOf(steps);
  }
}
