package souk.cli.command;

import souk.cli.console.Fields;
import souk.cli.convert.Money;
import souk.protocol.codec.Cid;
import souk.protocol.evidence.Effect;
import souk.protocol.evidence.TurnEffect;

/**
 * What an agent wants done, in words and for programs.
 *
 * @param money what amounts are in
 */
record EffectText(Money money) {

  /** In words, as what comes after "turn 3". */
  String words(Effect effect) {
    return switch (effect) {
      case Effect.Pay(var to, var amount) -> "pays %s to %s".formatted(money.text(amount), to);
      case Effect.Send send ->
          "sends %d bytes and %s to %s"
              .formatted(send.body().length, money.text(send.value()), send.to());
      case Effect.Spawn(var job, var budget) ->
          "asks for a job of module %s for at most %s"
              .formatted(Cid.text(job.module()), money.text(budget));
      case Effect.Sleep(var until) -> "sleeps until " + until;
      case Effect.End(var heir) -> "ends; its heir is " + heir;
    };
  }

  /** With names for its parts. */
  Fields fields(TurnEffect of) {
    var fields = new Fields().add("turn", of.turn());
    return switch (of.effect()) {
      case Effect.Pay(var to, var amount) ->
          fields.add("effect", "pay").add("to", to).add("amount", money.text(amount));
      case Effect.Send send ->
          fields
              .add("effect", "send")
              .add("to", send.to())
              .add("value", money.text(send.value()))
              .addBytes("body", send.body());
      case Effect.Spawn(var job, var budget) ->
          fields
              .add("effect", "spawn")
              .add("module", Cid.text(job.module()))
              .add("input", Cid.text(job.input()))
              .add("fuelLimit", job.fuelLimit().units())
              .add("budget", money.text(budget));
      case Effect.Sleep(var until) -> fields.add("effect", "sleep").add("until", until);
      case Effect.End(var heir) -> fields.add("effect", "end").add("heir", heir);
    };
  }
}
