package souk.cli.command;

import java.time.Duration;
import souk.cli.console.CommandException;
import souk.cli.console.Console;
import souk.cli.option.ChainOptions;
import souk.cli.option.JobOptions;
import souk.cli.option.MarketOptions;
import souk.cli.option.Program;
import souk.cli.option.WalletOptions;
import souk.client.JobRequest;
import souk.client.Souk;
import souk.client.run.JobRunner;
import souk.client.session.ChainSession;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.settlement.keys.AccountKey;

/** One account that posts and follows jobs; its key is unlocked once. */
final class JobSessions {
  private final ChainOptions chain;
  private final MarketOptions markets;
  private final WalletOptions wallet;
  private final Console console;
  private final AccountKey key;

  JobSessions(ChainOptions chain, MarketOptions markets, WalletOptions wallet, Console console) {
    this.chain = chain;
    this.markets = markets;
    this.wallet = wallet;
    this.console = console;
    this.key = wallet.key();
  }

  /**
   * Posts a job, or hands it in signed, through the account's journal, which one process at a time
   * has open.
   */
  Hash post(Program program, JobOptions job) throws InterruptedException {
    requireRunnable(program, job);
    var money = chain.money();
    var config = chain.session(wallet.home(), key.address());
    try (var session = Sessions.inTurn(() -> ChainSession.open(config, key))) {
      var souk = over(session);
      var named = job.ceiling(money);
      var ceiling = named.isPresent() ? named.get() : asked(souk, job);
      var request = job.request(program, ceiling, money);
      requireBalance(souk, request);
      return job.isSigned() ? souk.handIn(request) : souk.post(request);
    }
  }

  private static void requireRunnable(Program program, JobOptions job) {
    JobRunner.problem(program.kind(), program.invocation(), job.limits())
        .ifPresent(
            reason -> {
              throw new CommandException(false, program.refusal(reason));
            });
  }

  /**
   * Follows a job to its output. That sends nothing and so has a journal for itself, and any number
   * of jobs can be followed at the same time.
   *
   * @param untilSettled whether to wait until nobody can dispute the output any more
   */
  void deliver(Hash id, ProgramOutput output, boolean untilSettled, Duration timeout)
      throws InterruptedException {
    try (var scratch = ScratchDirectory.create();
        var session = ChainSession.open(chain.session(scratch.file("journal.db")), key)) {
      var follower = new JobFollower(over(session), session.jobs(), console);
      new JobDelivery(follower, chain.money(), output).await(id, untilSettled, timeout);
    }
  }

  private Price asked(Souk souk, JobOptions job) throws InterruptedException {
    var price =
        souk.asked(job.limits().fuel(), job.limits().memoryPages(), job.tags())
            .orElseThrow(
                () ->
                    new CommandException(
                        true, "nobody offers to run such a job: with --price it waits for one"));
    console.message("at most %s per Gfuel, as offered".formatted(chain.money().text(price)));
    return price;
  }

  private void requireBalance(Souk souk, JobRequest request) throws InterruptedException {
    var escrow = request.priceCeiling().escrowFor(request.fuelLimit());
    var balance = souk.balance();
    if (balance.isLessThan(escrow)) {
      var missing = chain.money().text(escrow.minus(balance));
      throw new CommandException(
          false,
          "the job escrows %s tokens and the market balance is %s: 'souk account deposit %s'"
              .formatted(chain.money().text(escrow), chain.money().text(balance), missing));
    }
  }

  private Souk over(ChainSession session) {
    return Souk.over(session, key, markets.markets(), wallet.home().machineCache());
  }
}
