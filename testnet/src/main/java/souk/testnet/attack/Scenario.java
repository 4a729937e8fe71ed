package souk.testnet.attack;

/**
 * Something an attacker tries.
 *
 * @param label its name; the attacker's accounts are called after it
 * @param deed what the attacker does, for people
 * @param play how it goes
 */
record Scenario(String label, String deed, Play play) {}
