package souk.testnet.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.IdentityCall;
import souk.settlement.chain.IdentityCall.Entry;
import souk.settlement.chain.IdentitySnapshot;
import souk.settlement.keys.AccountKey;
import souk.testnet.chain.AnvilExtension;

/** The identity registry by calls and views, on the real contract. */
class IdentitiesTest {
  @RegisterExtension private static final AnvilExtension MARKET = new AnvilExtension();

  private static final AgentId FIRST = new AgentId(1);
  private AccountKey owner;

  @BeforeEach
  void register() {
    owner = MARKET.account("owner");
    MARKET.land(
        owner,
        new IdentityCall.Register("https://a.example", List.of(new Entry("key", new byte[] {1}))));
  }

  @Test
  void tellsWhatWasRegistered() {
    var told = identity();

    assertThat(told.owner()).isEqualTo(owner.address());
    assertThat(told.uri()).isEqualTo("https://a.example");
    assertThat(told.wallet()).contains(owner.address());
    assertThat(MARKET.chain().metadata(FIRST, "key")).containsExactly(1);
  }

  @Test
  void changesForItsOwner() {
    MARKET.land(owner, new IdentityCall.SetUri(FIRST, "https://b.example"));
    MARKET.land(owner, new IdentityCall.SetMetadata(FIRST, new Entry("key", new byte[] {2, 3})));
    MARKET.land(owner, new IdentityCall.UnsetWallet(FIRST));

    assertThat(identity().uri()).isEqualTo("https://b.example");
    assertThat(identity().wallet()).isEmpty();
    assertThat(MARKET.chain().metadata(FIRST, "key")).containsExactly(2, 3);
  }

  @Test
  void goesToWhoeverIsApproved() {
    var other = MARKET.account("other");
    MARKET.land(owner, new IdentityCall.ApproveAll(other.address(), true));
    MARKET.land(owner, new IdentityCall.ApproveAll(other.address(), false));
    MARKET.land(owner, new IdentityCall.Approve(FIRST, other.address()));

    MARKET.land(other, new IdentityCall.Transfer(FIRST, owner.address(), other.address()));

    assertThat(identity().owner()).isEqualTo(other.address());
  }

  @Test
  void saysWhyItRefuses() {
    var stranger = MARKET.account("stranger");
    var deadline = MARKET.chain().head().time().plusSeconds(60);
    var signature = stranger.sign(Hash.ZERO);

    assertThatThrownBy(() -> MARKET.land(stranger, new IdentityCall.SetUri(FIRST, "")))
        .hasMessageContaining("NotYours");
    assertThatThrownBy(
            () ->
                MARKET.land(
                    owner, new IdentityCall.SetWallet(FIRST, Address.ZERO, deadline, signature)))
        .hasMessageContaining("ZeroAddress");
    assertThatThrownBy(
            () ->
                MARKET.land(
                    owner,
                    new IdentityCall.SetWallet(FIRST, stranger.address(), deadline, signature)))
        .hasMessageContaining("BadSignature");
  }

  private static IdentitySnapshot identity() {
    return MARKET.chain().identity(FIRST).orElseThrow();
  }
}
