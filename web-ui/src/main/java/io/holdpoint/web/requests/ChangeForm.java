package io.holdpoint.web.requests;

import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.digest.CanonicalForm;
import io.holdpoint.model.digest.JsonText;
import io.holdpoint.model.schema.ArgumentSchema;
import io.holdpoint.model.schema.ArgumentSchema.Kind;
import io.holdpoint.model.schema.SchemaCheck;
import io.holdpoint.model.text.Visible;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request's arguments as a form, built from what the tool catalogue knows of them. What it does
 * not know, and what would not look in an input as what it is, is JSON there. A part that is left
 * as it was shown keeps its value to the letter; an emptied one that need not be there is left out.
 */
record ChangeForm(CanonicalJson arguments, List<Part> parts) {

  /** Parts of a form; arguments with more are changed as JSON. */
  static final int MOST = 200;

  /** Parameters of a post that are parts begin so; a JSON pointer follows. */
  static final String PREFIX = "at:";

  private static final int SHORT = 120;

  /** How a part is shown. */
  enum Input {
    HEADING,
    LINE,
    LINES,
    NUMBER,
    CHOICE,
    JSON
  }

  /**
   * @param path names from the arguments down
   * @param title what to call it; its name where the catalogue has no title
   * @param hint what the catalogue says of it
   * @param there whether the arguments have it
   * @param value what stands in the input; empty where there is nothing
   * @param schema empty for what the catalogue does not know
   * @param required whether the catalogue demands it
   * @param fault what is wrong with what was typed; empty when nothing is
   */
  record Part(
      Input input,
      List<String> path,
      String title,
      String hint,
      boolean there,
      String value,
      Optional<ArgumentSchema> schema,
      boolean required,
      String fault) {

    public String pointer() {
      String pointer = "";
      for (String name : path) {
        pointer = SchemaCheck.member(pointer, name);
      }
      return pointer;
    }

    public String name() {
      return path.isEmpty() ? "" : path.getLast();
    }

    public int level() {
      return path.size();
    }

    public boolean known() {
      return schema.isPresent();
    }

    /** What can be chosen, what stands there first where it is none of them. */
    public List<String> choices() {
      if (schema.isPresent() && schema.get().kind() == Kind.BOOLEAN) {
        return List.of("true", "false");
      }
      Set<String> all = new LinkedHashSet<>();
      if (!value.isEmpty()) {
        all.add(value);
      }
      schema.ifPresent(s -> all.addAll(s.choices()));
      return List.copyOf(all);
    }

    private Part with(String typed, String why) {
      return new Part(input, path, title, hint, there, typed, schema, required, why);
    }
  }

  /** What was typed cannot be read. */
  static final class UnreadableException extends RuntimeException {

    private final transient Map<String, String> faults;

    UnreadableException(Map<String, String> faults) {
      super("unreadable");
      this.faults = Map.copyOf(faults);
    }

    /** What is wrong, by pointer. */
    Map<String, String> faults() {
      return faults;
    }
  }

  /** Empty where a form would have too many parts. */
  static Optional<ChangeForm> of(ArgumentSchema schema, CanonicalJson arguments) {
    List<Part> parts = new ArrayList<>();
    members(schema, JsonText.object(arguments.text()), List.of(), parts);
    return parts.size() > MOST
        ? Optional.empty()
        : Optional.of(new ChangeForm(arguments, List.copyOf(parts)));
  }

  private static void members(
      ArgumentSchema schema,
      Map<String, ? extends @Nullable Object> object,
      List<String> path,
      List<Part> parts) {
    schema
        .properties()
        .forEach(
            (name, each) -> {
              boolean required = schema.required().contains(name);
              Object value = object.get(name);
              boolean there = object.containsKey(name);
              if (each.kind() == Kind.OBJECT && (!there || value instanceof Map<?, ?>)) {
                parts.add(part(Input.HEADING, path, name, there, "", Optional.of(each), required));
                members(each, named(value), at(path, name), parts);
              } else {
                parts.add(leaf(path, name, there, value, Optional.of(each), required));
              }
            });
    object.forEach(
        (name, value) -> {
          if (!schema.properties().containsKey(name)) {
            parts.add(leaf(path, name, true, value, Optional.empty(), false));
          }
        });
  }

  private static Part leaf(
      List<String> path,
      String name,
      boolean there,
      @Nullable Object value,
      Optional<ArgumentSchema> schema,
      boolean required) {
    Input input = input(there, value, schema);
    String shown = !there ? "" : input == Input.JSON ? json(value) : plain(value);
    return part(input, path, name, there, shown, schema, required);
  }

  private static Part part(
      Input input,
      List<String> path,
      String name,
      boolean there,
      String value,
      Optional<ArgumentSchema> schema,
      boolean required) {
    return new Part(
        input,
        at(path, name),
        schema.map(ArgumentSchema::title).filter(t -> !t.isEmpty()).orElse(name),
        schema.map(ArgumentSchema::description).orElse(""),
        there,
        value,
        schema,
        required,
        "");
  }

  /** What fits no input as it is, is JSON: another type, characters that are not seen. */
  private static Input input(
      boolean there, @Nullable Object value, Optional<ArgumentSchema> schema) {
    if (schema.isEmpty()) {
      return Input.JSON;
    }
    return switch (schema.get().kind()) {
      case OBJECT, ARRAY -> Input.JSON;
      case BOOLEAN -> !there || value instanceof Boolean ? Input.CHOICE : Input.JSON;
      case NUMBER, INTEGER -> {
        if (there && !(value instanceof Number)) {
          yield Input.JSON;
        }
        yield schema.get().choices().isEmpty() ? Input.NUMBER : Input.CHOICE;
      }
      case STRING -> {
        if (there && !(value instanceof String text && isSeen(text))) {
          yield Input.JSON;
        }
        String text = value instanceof String t ? t : "";
        if (!schema.get().choices().isEmpty()) {
          yield Input.CHOICE;
        }
        boolean shortOne =
            schema.get().maxLength().orElse(SHORT) <= SHORT && text.length() <= SHORT;
        yield shortOne && text.indexOf('\n') < 0 ? Input.LINE : Input.LINES;
      }
    };
  }

  /** A text area would also lose the line break that it begins with. */
  private static boolean isSeen(String text) {
    return !text.startsWith("\n")
        && text.codePoints().noneMatch(c -> c != '\n' && Visible.isOdd(c));
  }

  private static String plain(@Nullable Object value) {
    return value instanceof String text ? text : CanonicalForm.print(value);
  }

  private static String json(@Nullable Object value) {
    return JsonLines.editable(new CanonicalJson(CanonicalForm.print(value)));
  }

  /** The same with what was typed in its place, and what is wrong with it, both by pointer. */
  ChangeForm typed(Map<String, String> typed, Map<String, String> faults) {
    return new ChangeForm(
        arguments,
        parts.stream()
            .map(
                p ->
                    p.with(
                        typed.getOrDefault(p.pointer(), p.value()),
                        faults.getOrDefault(p.pointer(), "")))
            .toList());
  }

  /**
   * The arguments as they were typed.
   *
   * @throws UnreadableException a number is none, or JSON is none
   */
  CanonicalJson changed(Map<String, String> typed) {
    Map<String, @Nullable Object> all = named(JsonText.object(arguments.text()));
    Map<String, String> faults = new LinkedHashMap<>();
    for (Part part : parts) {
      String text = typed.get(part.pointer());
      if (part.input() == Input.HEADING || text == null || lines(text).equals(part.value())) {
        continue;
      }
      boolean gone = text.isBlank() && !(part.required() && isText(part));
      try {
        put(all, part.path(), gone, gone ? null : read(part, lines(text)));
      } catch (IllegalArgumentException e) {
        faults.put(
            part.pointer(),
            part.input() == Input.JSON
                ? "no JSON that can be read, expected such as \"text\", 5, true or [1]"
                : "no number, expected such as 12.5");
      }
    }
    if (!faults.isEmpty()) {
      throw new UnreadableException(faults);
    }
    return CanonicalForm.of(all);
  }

  /** Browsers send other line breaks than they were given. */
  private static String lines(String text) {
    return text.replace("\r\n", "\n").replace('\r', '\n');
  }

  private static boolean isText(Part part) {
    return part.input() == Input.LINE || part.input() == Input.LINES;
  }

  private static @Nullable Object read(Part part, String text) {
    boolean isText =
        part.schema().filter(s -> s.kind() == Kind.STRING).isPresent()
            && part.input() != Input.JSON;
    if (isText) {
      return text;
    }
    Object value = JsonText.read(text.strip());
    if (part.input() == Input.NUMBER && !(value instanceof Number)) {
      throw new IllegalArgumentException("no number");
    }
    return value;
  }

  private static void put(
      Map<String, @Nullable Object> all, List<String> path, boolean gone, @Nullable Object value) {
    Map<String, @Nullable Object> object = all;
    for (String name : path.subList(0, path.size() - 1)) {
      Map<String, @Nullable Object> below = named(object.get(name));
      if (gone && !object.containsKey(name)) {
        return;
      }
      object.put(name, below);
      object = below;
    }
    if (gone) {
      object.remove(path.getLast());
    } else {
      object.put(path.getLast(), value);
    }
  }

  /** A copy that can be changed; empty for what is no object. */
  private static Map<String, @Nullable Object> named(@Nullable Object value) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, each) -> named.put((String) name, each));
    }
    return named;
  }

  private static List<String> at(List<String> path, String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return List.copyOf(longer);
  }
}
