package io.holdpoint.model.text;

import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What will happen, in words made by us from the structured action, never from the agent's prose: a
 * verb and an object.
 *
 * @param verb begins with a capital
 * @param object may be empty; strange characters are named already
 */
public record Headline(String verb, String object) {

  private static final int LONGEST = 160;

  private static final Map<String, String> VERBS =
      Map.ofEntries(
          verb("add", "Add"),
          verb("apply", "Apply"),
          verb("archive", "Archive"),
          verb("assign", "Assign"),
          verb("ban", "Ban"),
          verb("block", "Block"),
          verb("buy", "Buy"),
          verb("calculate", "Calculate"),
          verb("call", "Call"),
          verb("cancel", "Cancel"),
          verb("change", "Change"),
          verb("charge", "Charge"),
          verb("close", "Close"),
          verb("create", "Create"),
          verb("credit", "Credit"),
          verb("delete", "Delete"),
          verb("deploy", "Deploy"),
          verb("destroy", "Destroy"),
          verb("disable", "Disable"),
          verb("download", "Download"),
          verb("drop", "Drop"),
          verb("edit", "Edit"),
          verb("email", "E-mail"),
          verb("enable", "Enable"),
          verb("exchange", "Exchange"),
          verb("exec", "Run"),
          verb("execute", "Run"),
          verb("export", "Export"),
          verb("fetch", "Read"),
          verb("find", "Look up"),
          verb("get", "Read"),
          verb("grant", "Grant"),
          verb("import", "Import"),
          verb("insert", "Insert"),
          verb("invite", "Invite"),
          verb("issue", "Issue"),
          verb("list", "List"),
          verb("lock", "Lock"),
          verb("lookup", "Look up"),
          verb("merge", "Merge"),
          verb("modify", "Change"),
          verb("move", "Move"),
          verb("notify", "Notify"),
          verb("open", "Open"),
          verb("patch", "Change"),
          verb("pay", "Pay"),
          verb("post", "Post"),
          verb("publish", "Publish"),
          verb("purge", "Purge"),
          verb("push", "Push"),
          verb("query", "Query"),
          verb("read", "Read"),
          verb("refund", "Refund"),
          verb("remove", "Remove"),
          verb("rename", "Rename"),
          verb("reset", "Reset"),
          verb("restart", "Restart"),
          verb("restore", "Restore"),
          verb("return", "Return"),
          verb("revoke", "Revoke"),
          verb("rollback", "Roll back"),
          verb("rotate", "Rotate"),
          verb("run", "Run"),
          verb("scale", "Scale"),
          verb("search", "Search"),
          verb("send", "Send"),
          verb("set", "Set"),
          verb("start", "Start"),
          verb("stop", "Stop"),
          verb("transfer", "Transfer"),
          verb("truncate", "Empty"),
          verb("update", "Update"),
          verb("upload", "Upload"),
          verb("write", "Write"));

  private static Map.Entry<String, String> verb(String word, String shown) {
    return Map.entry(word, shown);
  }

  /** From what a list knows. */
  public static Headline of(String tool, Target target) {
    return of(tool, target, CanonicalJson.EMPTY);
  }

  /** From the whole action: where no resource is named, an id among the arguments names it. */
  public static Headline of(String tool, Target target, CanonicalJson arguments) {
    int cut =
        Math.max(tool.lastIndexOf('.'), Math.max(tool.lastIndexOf('/'), tool.lastIndexOf(':')));
    List<String> last = words(tool.substring(cut + 1));
    int at = verbIn(last);
    if (at < 0) {
      return new Headline("Call", join(tool, target.resource()));
    }
    String verb = VERBS.getOrDefault(last.get(at).toLowerCase(Locale.ROOT), "Call");
    var rest = new ArrayList<>(last);
    rest.remove(at);
    String named = target.resource().isEmpty() ? idAmong(arguments) : target.resource();
    if (rest.isEmpty() && target.resource().isEmpty() && cut > 0) {
      String before = tool.substring(0, cut);
      int start = Math.max(before.lastIndexOf('.'), before.lastIndexOf('/'));
      rest.addAll(words(before.substring(start + 1)));
    }
    return new Headline(verb, join(String.join(" ", rest), named));
  }

  private static int verbIn(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      if (VERBS.containsKey(words.get(i).toLowerCase(Locale.ROOT))) {
        return i;
      }
    }
    return -1;
  }

  private static List<String> words(String part) {
    var words = new ArrayList<String>();
    for (String word : part.split("[_\\-\\s]+|(?<=[a-z0-9])(?=[A-Z])")) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  private static String idAmong(CanonicalJson arguments) {
    for (Json.Member member : Json.members(arguments)) {
      String name = member.name();
      if (member.simple() && (name.equals("id") || name.endsWith("_id") || name.endsWith("Id"))) {
        return member.value();
      }
    }
    return "";
  }

  private static String join(String a, String b) {
    String text = Visible.line((a + " " + b).strip());
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  @Override
  public String toString() {
    return object.isEmpty() ? verb : verb + " " + object;
  }
}
