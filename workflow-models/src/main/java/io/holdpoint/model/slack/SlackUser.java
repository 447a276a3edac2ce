package io.holdpoint.model.slack;

import java.util.regex.Pattern;

/**
 * A user of one Slack workspace. Names and mail addresses say nothing about who somebody is: a user
 * of another workspace can have the same.
 *
 * @param team the id of the workspace, such as {@code T0123ABCD}; of an organisation of Enterprise
 *     Grid where Slack gives that ({@code E…})
 * @param user the id of the user, such as {@code U0123ABCD} or {@code W0123ABCD}
 */
public record SlackUser(String team, String user) {

  public static final Pattern TEAM = Pattern.compile("[TE][A-Z0-9]{2,31}");
  public static final Pattern USER = Pattern.compile("[UW][A-Z0-9]{2,31}");

  public SlackUser {
    if (!TEAM.matcher(team).matches()) {
      throw new IllegalArgumentException("Slack team id: expected T or E and 2 to 31 of A-Z, 0-9");
    }
    if (!USER.matcher(user).matches()) {
      throw new IllegalArgumentException("Slack user id: expected U or W and 2 to 31 of A-Z, 0-9");
    }
  }

  @Override
  public String toString() {
    return team + "/" + user;
  }
}
