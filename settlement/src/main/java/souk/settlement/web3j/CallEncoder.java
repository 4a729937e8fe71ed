package souk.settlement.web3j;

import java.util.List;
import java.util.function.Function;
import org.web3j.protocol.core.RemoteFunctionCall;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.utils.Numeric;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.Call;
import souk.settlement.chain.CallData;
import souk.settlement.chain.Deployment;
import souk.settlement.web3j.bindings.Audits;
import souk.settlement.web3j.bindings.Market;
import souk.settlement.web3j.bindings.Orders;
import souk.settlement.web3j.bindings.Stablecoin;

/** Turns verbs into calls of one deployment's contracts. */
final class CallEncoder {
  private final Deployment deployment;
  private final Market market;
  private final Orders orders;
  private final Audits audits;
  private final Stablecoin token;

  CallEncoder(Deployment deployment, Contracts contracts) {
    this.deployment = deployment;
    this.market = contracts.market();
    this.orders = contracts.orders();
    this.audits = contracts.audits();
    this.token = contracts.token();
  }

  CallData encode(Call call) {
    return switch (call) {
      case Call.Approve(var amount) ->
          token(token.approve(deployment.market().toString(), amount.units()));
      case Call.Mint(var to, var amount) -> token(token.mint(to.toString(), amount.units()));
      case Call.TransferTokens(var to, var amount) ->
          token(token.transfer(to.toString(), amount.units()));
      case Call.TransferWei(var to, var wei) -> new CallData(to, wei, new byte[0]);
      case Call.Deposit(var amount) -> market(market.deposit(amount.units()));
      case Call.DepositWithPermit permit -> market(depositWithPermit(permit));
      case Call.Withdraw(var amount) -> market(market.withdraw(amount.units()));
      case Call.Bond(var amount) -> market(market.bond(amount.units()));
      case Call.Unbond(var amount) -> market(market.unbond(amount.units()));
      case Call.WithdrawBond() -> market(market.withdrawBond());
      case Call.PostOffers(var offers) ->
          orders(batch(offers, Structs::toBinding, orders::postOffer, orders::postOffers));
      case Call.CancelOffers(var ids) ->
          orders(batch(ids, Hash::bytes, orders::cancelOffer, orders::cancelOffers));
      case Call.PostJobs(var jobs) ->
          orders(batch(jobs, Structs::toBinding, orders::postJob, orders::postJobs));
      case Call.CancelJobs(var ids) ->
          orders(batch(ids, Hash::bytes, orders::cancelJob, orders::cancelJobs));
      case Call.MatchJobs(var matches) ->
          orders(batch(matches, Structs::toBinding, orders::matchJob, orders::matchJobs));
      case Call.CommitResults(var commitments) ->
          market(
              batch(
                  commitments, CallEncoder::binding, market::commitResult, market::commitResults));
      case Call.Draw(var draws) -> market(draw(draws));
      case Call.RevealResults(var reveals) ->
          market(batch(reveals, Structs::toBinding, market::revealResult, market::revealResults));
      case Call.Reassign(var ids) ->
          market(batch(ids, Hash::bytes, market::reassignJob, market::reassign));
      case Call.Expire(var ids) ->
          market(batch(ids, Hash::bytes, market::expireJob, market::expire));
      case Call.Settle(var ids) ->
          market(batch(ids, Hash::bytes, market::settleJob, market::settle));
      case Call.BondVerifier(var amount) -> audits(audits.bond(amount.units()));
      case Call.UnbondVerifier(var amount) -> audits(audits.unbond(amount.units()));
      case Call.WithdrawVerifierBond() -> audits(audits.withdrawBond());
      case Call.Seat(var ids) -> audits(batch(ids, Hash::bytes, audits::seatAudit, audits::seat));
      case Call.CommitAnswers(var answers) ->
          audits(batch(answers, CallEncoder::binding, audits::commitAnswer, audits::commitAnswers));
      case Call.DeclareUnable(var ids) ->
          audits(batch(ids, Hash::bytes, audits::declareUnableToRun, audits::declareUnable));
      case Call.ReplaceNoShows(var ids) ->
          audits(batch(ids, Hash::bytes, audits::replaceNoShowsOf, audits::replaceNoShows));
      case Call.RevealAnswers(var answers) ->
          audits(batch(answers, CallEncoder::binding, audits::revealAnswer, audits::revealAnswers));
      case Call.Condemn(var ids) ->
          audits(batch(ids, Hash::bytes, audits::condemnProvider, audits::condemn));
      case Call.CloseAudits(var ids) ->
          audits(batch(ids, Hash::bytes, audits::closeAudit, audits::closeAudits));
      case Call.CloseDisputes(var ids) ->
          audits(batch(ids, Hash::bytes, audits::closeDispute, audits::closeDisputes));
    };
  }

  private RemoteFunctionCall<TransactionReceipt> depositWithPermit(Call.DepositWithPermit permit) {
    var signature = Signatures.data(permit.permit());
    return market.depositWithPermit(
        permit.amount().units(),
        Structs.seconds(permit.deadline()),
        Numeric.toBigInt(signature.getV()),
        signature.getR(),
        signature.getS());
  }

  private RemoteFunctionCall<TransactionReceipt> draw(List<Call.SecretShown> draws) {
    if (draws.size() == 1) {
      var only = draws.getFirst();
      return market.drawJob(only.jobId().bytes(), only.secret().bytes());
    }
    return market.draw(
        draws.stream().map(draw -> draw.jobId().bytes()).toList(),
        draws.stream().map(draw -> draw.secret().bytes()).toList());
  }

  // The verb for one element says why it refuses; the verb for many would skip it at a price.
  private static <T, B> RemoteFunctionCall<TransactionReceipt> batch(
      List<T> elements,
      Function<T, B> binding,
      Function<B, RemoteFunctionCall<TransactionReceipt>> one,
      Function<List<B>, RemoteFunctionCall<TransactionReceipt>> many) {
    return elements.size() == 1
        ? one.apply(binding.apply(elements.getFirst()))
        : many.apply(elements.stream().map(binding).toList());
  }

  private static Market.ResultCommitment binding(Call.ResultCommitment commitment) {
    return new Market.ResultCommitment(
        commitment.jobId().bytes(),
        Structs.number(commitment.attempt()),
        commitment.commitment().bytes());
  }

  private static Audits.AnswerCommitment binding(Call.AnswerCommitment answer) {
    return new Audits.AnswerCommitment(answer.jobId().bytes(), answer.commitment().bytes());
  }

  private static Audits.AnswerReveal binding(Call.AnswerReveal answer) {
    return new Audits.AnswerReveal(
        answer.jobId().bytes(), answer.resultRoot().bytes(), answer.salt().bytes());
  }

  private CallData market(RemoteFunctionCall<?> call) {
    return data(deployment.market(), call);
  }

  private CallData orders(RemoteFunctionCall<?> call) {
    return data(deployment.orders(), call);
  }

  private CallData audits(RemoteFunctionCall<?> call) {
    return data(deployment.audits(), call);
  }

  private CallData token(RemoteFunctionCall<?> call) {
    return data(deployment.token(), call);
  }

  private static CallData data(Address to, RemoteFunctionCall<?> call) {
    return new CallData(to, Amount.ZERO, Numeric.hexStringToByteArray(call.encodeFunctionCall()));
  }
}
