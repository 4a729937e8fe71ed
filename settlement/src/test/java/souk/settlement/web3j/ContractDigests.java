package souk.settlement.web3j;

import java.net.URI;
import java.util.List;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;
import souk.protocol.evidence.Item;
import souk.protocol.evidence.JobCheckpoint;
import souk.protocol.evidence.Result;
import souk.protocol.job.Acceptance;
import souk.protocol.job.JobSpec;
import souk.protocol.offer.Offer;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.Deployment;
import souk.settlement.rpc.ConnectionLimits;
import souk.settlement.rpc.Endpoints;

/** The digests as the contracts compute them, for tests that compare. */
public final class ContractDigests implements AutoCloseable {
  private final Web3j web3j;
  private final Contracts contracts;

  /** Asks the contracts of that deployment. */
  public ContractDigests(URI endpoint, Deployment deployment) {
    web3j =
        Web3j.build(new Web3jTransport(new Endpoints(List.of(endpoint), ConnectionLimits.DEFAULT)));
    contracts = Contracts.of(deployment, web3j, DefaultBlockParameterName.LATEST);
  }

  /** {@code Orders.offerId}. */
  public Hash offerId(Offer offer) {
    return ask(() -> contracts.orders().offerId(Structs.toBinding(offer)).send());
  }

  /** {@code Orders.jobId}. */
  public Hash jobId(JobSpec job) {
    return ask(() -> contracts.orders().jobId(Structs.toBinding(job)).send());
  }

  /** {@code Orders.workHash}. */
  public Hash workHash(JobSpec job) {
    return ask(() -> contracts.orders().workHash(Structs.toBinding(job).work).send());
  }

  /** {@code Orders.jobIdOf} the hash of the work and the terms. */
  public Hash jobIdOf(Hash workHash, JobSpec job) {
    return ask(
        () -> contracts.orders().jobIdOf(workHash.bytes(), Structs.toBinding(job).terms).send());
  }

  /** {@code Orders.acceptanceDigest}. */
  public Hash acceptance(Acceptance acceptance, Address marketNode) {
    return ask(
        () ->
            contracts
                .orders()
                .acceptanceDigest(
                    acceptance.jobId().bytes(),
                    acceptance.offerId().bytes(),
                    Structs.toBinding(acceptance),
                    marketNode.toString())
                .send());
  }

  /** {@code Orders.DOMAIN_SEPARATOR}. */
  public Hash separator() {
    return ask(() -> contracts.orders().DOMAIN_SEPARATOR().send());
  }

  /** {@code Market.commitmentOf}. */
  public Hash commitment(Hash jobId, int attempt, Hash resultRoot, Hash salt, Address provider) {
    return ask(
        () ->
            contracts
                .market()
                .commitmentOf(
                    jobId.bytes(),
                    Structs.number(attempt),
                    resultRoot.bytes(),
                    salt.bytes(),
                    provider.toString())
                .send());
  }

  /** {@code Audits.answerCommitmentOf}. */
  public Hash answerCommitment(
      Hash jobId, int attempt, int round, Hash resultRoot, Hash salt, Address verifier) {
    return ask(
        () ->
            contracts
                .audits()
                .answerCommitmentOf(
                    jobId.bytes(),
                    Structs.number(attempt),
                    Structs.number(round),
                    resultRoot.bytes(),
                    salt.bytes(),
                    verifier.toString())
                .send());
  }

  /** {@code Jury.voteCommitmentOf}. */
  public Hash voteCommitment(Hash claimId, int round, Hash finding, Hash salt, Address juror) {
    return ask(
        () ->
            contracts
                .jury()
                .voteCommitmentOf(
                    claimId.bytes(),
                    Structs.number(round),
                    finding.bytes(),
                    salt.bytes(),
                    juror.toString())
                .send());
  }

  /** {@code Disputes.sealOf}. */
  public Hash challengeSeal(
      Hash jobId, int attempt, Item item, Hash finding, Hash salt, Address challenger) {
    return ask(
        () ->
            contracts
                .disputes()
                .sealOf(
                    jobId.bytes(),
                    Structs.number(attempt),
                    Structs.number(item.code()),
                    finding.bytes(),
                    salt.bytes(),
                    challenger.toString())
                .send());
  }

  /** {@code Relay.checkpointDigest}. */
  public Hash checkpoint(JobCheckpoint checkpoint) {
    var binding = CourtStructs.toBinding(checkpoint);
    return ask(() -> contracts.relay().checkpointDigest(binding).send());
  }

  /** {@code Disputes.itemOf}: of item 0, the result root. */
  public Hash item(Result result, Item item) {
    var binding = CourtStructs.disputed(result);
    return ask(() -> contracts.disputes().itemOf(binding, Structs.number(item.code())).send());
  }

  @Override
  public void close() {
    web3j.shutdown();
  }

  private static Hash ask(Rpc.Question<byte[]> question) {
    return Hash.of(Rpc.attempt("a digest", question));
  }
}
