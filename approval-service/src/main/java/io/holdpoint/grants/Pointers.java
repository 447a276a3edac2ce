package io.holdpoint.grants;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** JSON pointers (RFC 6901). Each place has one spelling: {@code ~0} and {@code ~1} only. */
final class Pointers {

  private static final Pattern FORM = Pattern.compile("(?:/(?:[^~/]|~[01])*+)*+");
  private static final Pattern INDEX = Pattern.compile("-|0|[1-9][0-9]*");

  private Pointers() {}

  static boolean isPointer(String text) {

    return FORM.matcher(text).matches();
  }

  /** Whether a name could be read as a place in an array. */
  static boolean isIndex(String name) {
    return INDEX.matcher(name).matches();
  }

  static String child(String pointer, String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  /** The names on the way to a place, in the order of descent. */
  static List<String> names(String pointer) {
    List<String> names = new ArrayList<>();
    if (!pointer.isEmpty()) {
      for (String name : pointer.substring(1).split("/", -1)) {
        names.add(name.replace("~1", "/").replace("~0", "~"));
      }
    }
    return names;
  }

  /** Whether {@code pointer} is {@code other} or a place below it. */
  static boolean isWithin(String pointer, String other) {
    return pointer.equals(other) || pointer.startsWith(other + "/");
  }
}
