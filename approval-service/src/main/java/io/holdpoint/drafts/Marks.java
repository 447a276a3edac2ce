package io.holdpoint.drafts;

import io.holdpoint.model.desk.DraftDesk.Mark;
import io.holdpoint.policy.Remark;
import java.util.List;

/** Remarks of the compiler as the desk tells them. */
final class Marks {

  private Marks() {}

  static List<Mark> of(List<Remark> remarks) {
    return remarks.stream()
        .map(remark -> new Mark(remark.line(), remark.column(), remark.where(), remark.message()))
        .toList();
  }
}
