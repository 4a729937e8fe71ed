package souk.settlement.web3j;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.web3j.abi.datatypes.Type;
import org.web3j.protocol.core.RemoteFunctionCall;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.AgentSnapshot;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.Deployment;
import souk.settlement.chain.Head;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.ProviderSnapshot;
import souk.settlement.chain.VerifierSnapshot;
import souk.settlement.rpc.Endpoints;
import souk.settlement.rpc.RpcCall;
import souk.settlement.rpc.RpcReader;
import souk.settlement.rpc.RpcReply;
import souk.settlement.web3j.bindings.Agents;
import souk.settlement.web3j.bindings.History;
import souk.settlement.web3j.bindings.Lens;
import souk.settlement.web3j.bindings.Market;
import souk.settlement.web3j.bindings.Verifiers;

/**
 * Reads what the contracts hold as one block left it, named by its hash (EIP-1898), many things in
 * one round trip.
 */
final class StateReader {
  private final Endpoints endpoints;
  private final Deployment deployment;
  private final Contracts contracts;

  /**
   * @param contracts what encodes calls and decodes what they return
   */
  StateReader(Endpoints endpoints, Deployment deployment, Contracts contracts) {
    this.endpoints = endpoints;
    this.deployment = deployment;
    this.contracts = contracts;
  }

  Map<Hash, JobSnapshot> jobs(Collection<Hash> ids, Head at) {
    var views =
        read(ids, at, id -> new Question(deployment.lens(), contracts.lens().job(id.bytes())));
    var reader = new JobReader(at);
    var found = new LinkedHashMap<Hash, JobSnapshot>();
    views.forEach(
        (id, view) ->
            Rpc.attempt("job", () -> reader.read(id, (Lens.JobView) view))
                .ifPresent(job -> found.put(id, job)));
    return found;
  }

  Map<Address, ProviderSnapshot> providers(Collection<Address> addresses, Head at) {
    var bonds =
        read(
            addresses,
            at,
            address ->
                new Question(deployment.market(), contracts.market().provider(address.toString())));
    var records =
        read(
            addresses,
            at,
            address ->
                new Question(
                    deployment.history(), contracts.history().conditions(address.toString())));
    return mapped(
        bonds,
        (address, bond) ->
            provider(
                address,
                (Market.ProviderView) bond,
                (History.Conditions) Objects.requireNonNull(records.get(address))));
  }

  Map<Address, VerifierSnapshot> verifiers(Collection<Address> addresses, Head at) {
    var views =
        read(
            addresses,
            at,
            address ->
                new Question(
                    deployment.court().verifiers(),
                    contracts.verifiers().verifier(address.toString())));
    return mapped(views, (address, view) -> verifier(address, (Verifiers.VerifierView) view));
  }

  Map<Address, Amount> balances(Collection<Address> addresses, Head at) {
    var views =
        read(
            addresses,
            at,
            address ->
                new Question(
                    deployment.market(), contracts.market().balanceOf(address.toString())));
    return mapped(views, (address, view) -> new Amount((BigInteger) view.getValue()));
  }

  Map<AgentId, AgentSnapshot> agents(Collection<AgentId> ids, Head at) {
    var views =
        read(
            ids,
            at,
            id ->
                new Question(
                    deployment.agents(), contracts.agents().agent(AgentReader.number(id))));
    var found = new LinkedHashMap<AgentId, AgentSnapshot>();
    views.forEach(
        (id, view) ->
            Rpc.attempt("agent", () -> AgentReader.snapshot(id, (Agents.Agent) view, at))
                .ifPresent(agent -> found.put(id, agent)));
    return found;
  }

  long sealedAt(Hash seal, Head at) {
    var call = contracts.disputes().sealedAt(seal.bytes());
    return number(new Question(deployment.court().disputes(), call), at);
  }

  long epoch(Head at) {
    return number(new Question(deployment.court().verifiers(), contracts.verifiers().epoch()), at);
  }

  private long number(Question question, Head at) {
    var number = read(List.of(at), at, _ -> question).get(at);
    return ((BigInteger) Objects.requireNonNull(number).getValue()).longValueExact();
  }

  private record Question(Address contract, RemoteFunctionCall<?> call) {}

  @SuppressWarnings("rawtypes") // web3j's own
  private <K> Map<K, Type> read(Collection<K> keys, Head at, Function<K, Question> question) {
    var questions = keys.stream().map(question).toList();
    var calls = questions.stream().map(one -> call(one, at)).toList();
    var replies = endpoints.batch(calls, RpcReader.JSON).iterator();
    var asked = questions.iterator();
    var found = new LinkedHashMap<K, Type>();
    for (var key : keys) {
      found.put(key, decoded(asked.next(), replies.next()));
    }
    return found;
  }

  private static RpcCall call(Question question, Head at) {
    return RpcCall.of(
        "eth_call",
        Map.of(
            "to",
            question.contract().toString(),
            "data",
            Rpc.attempt("eth_call", question.call()::encodeFunctionCall)),
        Map.of("blockHash", at.hash().toString()));
  }

  @SuppressWarnings("rawtypes") // web3j's own
  private static Type decoded(Question question, RpcReply<JsonNode> reply) {
    return switch (reply) {
      case RpcReply.Result<JsonNode>(var data) ->
          Rpc.attempt(
              "eth_call", () -> only(question.call().decodeFunctionResponse(data.asText())));
      case RpcReply.Refused<JsonNode> refused ->
          throw ChainException.retryable("the chain refuses eth_call: " + refused.message(), null);
    };
  }

  @SuppressWarnings("rawtypes") // web3j's own
  private static Type only(List<Type> values) {
    if (values.size() != 1) {
      throw new IllegalArgumentException("%d values instead of one".formatted(values.size()));
    }
    return values.getFirst();
  }

  private interface Mapping<K, T, V> {
    V of(K key, T value) throws Exception;
  }

  private static <K, T, V> Map<K, V> mapped(Map<K, T> views, Mapping<K, T, V> mapping) {
    var found = new LinkedHashMap<K, V>();
    views.forEach(
        (key, view) -> found.put(key, Rpc.attempt("eth_call", () -> mapping.of(key, view))));
    return found;
  }

  private static ProviderSnapshot provider(
      Address address, Market.ProviderView bond, History.Conditions record) {
    return new ProviderSnapshot(
        address,
        new Amount(bond.free),
        new Amount(bond.locked),
        new Amount(bond.unbonding),
        unbondedAt(bond.unbonding, bond.unbondsAt),
        new Amount(record.audited),
        record.faults.longValueExact(),
        record.cleanAuditsOwed.intValueExact());
  }

  private static VerifierSnapshot verifier(Address address, Verifiers.VerifierView view) {
    return new VerifierSnapshot(
        address,
        new Amount(view.free),
        new Amount(view.locked),
        new Amount(view.unbonding),
        unbondedAt(view.unbonding, view.unbondsAt),
        new Amount(view.weight));
  }

  // The contracts leave the time behind when nothing waits any more.
  private static Optional<Instant> unbondedAt(BigInteger unbonding, BigInteger seconds) {
    return unbonding.signum() == 0 ? Optional.empty() : Optional.of(Structs.instant(seconds));
  }
}
