package souk.provider.node;

import java.util.Optional;

/** One thing that may keep a provider from taking new jobs for a while. */
@FunctionalInterface
interface WorkRule {
  /** Why no new job is to be taken now, one line; empty if one may be. Asked every few seconds. */
  Optional<String> objection();
}
