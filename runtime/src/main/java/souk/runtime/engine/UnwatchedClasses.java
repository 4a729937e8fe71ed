package souk.runtime.engine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import souk.runtime.machine.Bytes;

/**
 * Empties Endive's check for interrupts in the classes it has made. It is called in every loop and
 * function, and reading the thread's state keeps the JVM from holding anything in a register across
 * it: a tenth to a third of a program's time.
 */
final class UnwatchedClasses {
  private static final String HELPERS = "Shaded.class";
  private static final String CHECK = "checkInterruption";

  private UnwatchedClasses() {}

  /** The same classes, as Endive packs them, with a check that does nothing. */
  static Bytes of(Bytes watched) {
    var out = new ByteArrayOutputStream();
    try (var from = new ZipInputStream(new ByteArrayInputStream(watched.toArray()));
        var to = new ZipOutputStream(out)) {
      for (var entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
        to.putNextEntry(new ZipEntry(entry.getName()));
        var content = from.readAllBytes();
        to.write(entry.getName().endsWith(HELPERS) ? withoutCheck(content) : content);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Bytes.of(out.toByteArray());
  }

  private static byte[] withoutCheck(byte[] content) {
    CodeTransform dropped = (code, element) -> {};
    var emptied = dropped.andThen(CodeTransform.endHandler(code -> code.return_()));
    var transform =
        ClassTransform.transformingMethodBodies(
            method -> method.methodName().equalsString(CHECK), emptied);
    var file = ClassFile.of();
    return file.transformClass(file.parse(content), transform);
  }
}
