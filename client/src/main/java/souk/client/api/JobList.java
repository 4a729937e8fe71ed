package souk.client.api;

import java.util.List;
import java.util.Optional;

/**
 * Jobs, newest first.
 *
 * @param next what to ask for the following ones after; empty at the end
 */
public record JobList(List<JobView> jobs, Optional<String> next) {
  public JobList {
    jobs = List.copyOf(jobs);
  }
}
