package souk.protocol.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import souk.protocol.codec.Digests;
import souk.protocol.codec.MarketDomain;
import souk.protocol.offer.EngineName;
import souk.protocol.offer.Region;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;

class PlacementTest {
  private static final Hash JOB = Digests.keccak256(new byte[] {1});
  private static final MarketDomain DOMAIN = new MarketDomain(31337, account(99));

  @Test
  void rejectsTooManyProviders() {
    var many = IntStream.rangeClosed(0, Placement.MOST).mapToObj(PlacementTest::account).toList();

    assertThatIllegalArgumentException().isThrownBy(() -> naming(many, List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> naming(List.of(), many));
  }

  @Test
  void namesEachProviderAtMostOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> naming(List.of(account(1), account(1)), List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> naming(List.of(account(1)), List.of(account(1))));
  }

  @Test
  void rejectsANegativeSequenceAndARecordOfMoreThan128Bits() {
    var wide = new Amount(BigInteger.ONE.shiftLeft(128));

    assertThatIllegalArgumentException().isThrownBy(() -> placement(Set.of(), Amount.ZERO, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> placement(Set.of(), wide, 0));
  }

  @Test
  void isOpenWhileItWishesForNothing() {
    assertThat(placement(Set.of(), Amount.ZERO, 7).isOpen()).isTrue();
    assertThat(placement(Set.of(Region.EUROPE), Amount.ZERO, 7).isOpen()).isFalse();
    assertThat(placement(Set.of(), Amount.of(1), 7).isOpen()).isFalse();
  }

  @Test
  void isSignedTheSameInWhateverOrderItsRegionsWereSaid() {
    var one = new LinkedHashSet<>(List.of(Region.EUROPE, Region.AFRICA));
    var other = new LinkedHashSet<>(List.of(Region.AFRICA, Region.EUROPE));

    assertThat(DOMAIN.placementDigest(placement(one, Amount.ZERO, 0)))
        .isEqualTo(DOMAIN.placementDigest(placement(other, Amount.ZERO, 0)));
  }

  @Test
  void isSignedWithTheOrderOfItsPreferences() {
    var one = naming(List.of(account(1), account(2)), List.of());
    var other = naming(List.of(account(2), account(1)), List.of());

    assertThat(DOMAIN.placementDigest(one)).isNotEqualTo(DOMAIN.placementDigest(other));
  }

  private static Placement naming(List<Address> preferred, List<Address> blocked) {
    return new Placement(
        JOB, Optional.of(new EngineName("v8")), Set.of(), Amount.ZERO, preferred, blocked, 0);
  }

  private static Placement placement(Set<Region> regions, Amount leastAudited, long sequence) {
    return new Placement(
        JOB, Optional.empty(), regions, leastAudited, List.of(), List.of(), sequence);
  }

  private static Address account(int number) {
    return Address.parse("0x%040x".formatted(number + 1));
  }
}
