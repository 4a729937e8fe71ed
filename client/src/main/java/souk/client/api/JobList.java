package souk.client.api;

import java.util.List;

/** Jobs, newest first. */
public record JobList(List<JobView> jobs) {
  public JobList {
    jobs = List.copyOf(jobs);
  }
}
