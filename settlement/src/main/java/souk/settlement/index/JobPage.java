package souk.settlement.index;

import java.util.List;
import java.util.OptionalLong;

/**
 * Some jobs of a longer list.
 *
 * @param jobs newest first
 * @param next what {@link JobQuery#before} has to be for those that follow; empty: there are none
 */
public record JobPage(List<IndexedJob> jobs, OptionalLong next) {
  public JobPage {
    jobs = List.copyOf(jobs);
  }
}
