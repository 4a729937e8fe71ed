package souk.cli.command;

import java.util.Optional;
import souk.cli.console.Console;
import souk.protocol.evidence.TurnEffect;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.runtime.engine.TurnObserver;
import souk.runtime.state.AgentState;
import souk.runtime.state.Checkpoint;
import souk.runtime.state.Delta;

/** Tells a person what each turn of an agent came to. */
final class TurnTeller implements TurnObserver {
  private static final int SHOWN_DIGITS = 10;

  private final Console console;
  private final EffectText words;
  private Fuel fuelBefore;
  private int effectsBefore;

  /**
   * @param from where the agent begins
   */
  TurnTeller(Console console, EffectText words, Checkpoint from) {
    this.console = console;
    this.words = words;
    this.fuelBefore = from.fuelUsed();
    this.effectsBefore = from.effects().size();
  }

  @Override
  public void turnEnded(Checkpoint now, Optional<Delta> delta, AgentState state) {
    var fuel = now.fuelUsed().units() - fuelBefore.units();
    if (delta.isPresent()) {
      var turn = now.turns() - 1;
      console.message("turn %d: %d fuel, state %s".formatted(turn, fuel, shown(state.root())));
      now.effects().stream().skip(effectsBefore).forEach(this::tell);
    } else {
      console.message("turn %d: %d fuel, dropped".formatted(now.turns(), fuel));
    }
    fuelBefore = now.fuelUsed();
    effectsBefore = now.effects().size();
  }

  private void tell(TurnEffect effect) {
    console.message("turn %d %s".formatted(effect.turn(), words.words(effect.effect())));
  }

  private static String shown(Hash root) {
    return root.toString().substring(0, SHOWN_DIGITS);
  }
}
