package souk.client.api;

import java.util.List;
import java.util.Optional;
import souk.protocol.value.Price;

/**
 * How often results are audited at least, now and before.
 *
 * @param floor least sampling rate of any job: a fraction with four digits, as {@code 0.0200}
 * @param meanPrice slow mean of audited settled prices, which verifiers' rewards follow
 * @param members verifiers that can be drawn
 * @param points where the floor moved, newest first
 * @param next what to ask for the following points after; empty at the end
 */
public record Sampling(
    String floor,
    Price meanPrice,
    long members,
    List<SamplingPoint> points,
    Optional<String> next) {
  public Sampling {
    points = List.copyOf(points);
  }
}
