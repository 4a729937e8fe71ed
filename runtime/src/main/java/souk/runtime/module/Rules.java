package souk.runtime.module;

import java.util.List;
import java.util.Map;

/**
 * What a module must be besides well-formed, valid and not too big: what it may link to and how it
 * is entered. Rewriting is right for any module, whatever the rules.
 *
 * <p>Every method throws {@link InadmissibleModuleException} to refuse the module.
 */
interface Rules {
  /** The rules for what the machine runs. */
  Rules JOB = new JobRules();

  /**
   * The module imports something.
   *
   * @param types the module's types
   */
  void imports(String module, String name, Imported imported, List<FunctionType> types);

  /** The module has a start section. */
  void starts();

  /**
   * An initial value or offset is not a constant.
   *
   * @param in what follows the opcode, to be read
   */
  void computes(int opcode, ByteReader in);

  /** An active segment does not lie inside the table or memory as it is declared. */
  void reachesOutside(String complaint);

  /**
   * The module has been read.
   *
   * @param exported types of the exported functions by name
   * @param memories its own
   */
  void complete(Map<String, FunctionType> exported, List<Layout.Range> memories);
}
