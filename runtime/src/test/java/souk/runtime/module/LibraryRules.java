package souk.runtime.module;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Admits what is no job: a module may import and start at will. Remembers what it links to. */
final class LibraryRules implements Rules {
  /** A function that is imported. */
  record Link(String module, String name, FunctionType type) {}

  private final List<Link> links = new ArrayList<>();
  private final Map<String, FunctionType> exports = new TreeMap<>();
  private int importedGlobals;

  List<Link> links() {
    return links;
  }

  Map<String, FunctionType> exports() {
    return exports;
  }

  @Override
  public void imports(String module, String name, Imported imported, List<FunctionType> types) {
    switch (imported) {
      case Imported.Function(var type) -> links.add(new Link(module, name, types.get(type)));
      case Imported.Global _ -> importedGlobals++;
      case Imported.Memory _, Imported.Table _ -> {}
    }
  }

  @Override
  public void starts() {}

  @Override
  public void computes(int opcode, ByteReader in) {
    if (opcode != Opcode.GLOBAL_GET || in.index() >= importedGlobals) {
      throw new InadmissibleModuleException("an initial value comes from a global of its own");
    }
  }

  @Override
  public void reachesOutside(String complaint) {}

  @Override
  public void complete(Map<String, FunctionType> exported, List<Layout.Range> memories) {
    exports.putAll(exported);
  }
}
