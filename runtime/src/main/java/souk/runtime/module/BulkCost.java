package souk.runtime.module;

/**
 * What an instruction costs by the count it takes from the top of the stack: {@code (count *
 * factor) >> shift}, the count unsigned.
 *
 * @param ofWhole whether the count is of what there is after growing, not of what is added: engines
 *     copy a table to grow it
 */
record BulkCost(int factor, int shift, boolean ofWhole) {
  static BulkCost of(int opcode) {
    return switch (opcode) {
      case Opcode.MEMORY_GROW -> new BulkCost(Weight.PAGE, 0, false);
      case Opcode.MEMORY_INIT, Opcode.MEMORY_COPY, Opcode.MEMORY_FILL ->
          new BulkCost(1, Weight.BULK_BYTES_SHIFT, false);
      case Opcode.TABLE_INIT, Opcode.TABLE_COPY, Opcode.TABLE_FILL ->
          new BulkCost(Weight.TABLE_ELEMENT, 0, false);
      case Opcode.TABLE_GROW -> new BulkCost(Weight.TABLE_ELEMENT, 0, true);
      default -> throw new IllegalArgumentException("0x%02x takes no count".formatted(opcode));
    };
  }
}
