package org.reachline.base.lists;

import io.quarkus.qute.TemplateInstance;
import java.util.List;
import java.util.Set;
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.base.RowOutcome;
import org.reachline.base.input.UploadedText;

/**
 * A list of records of one kind: all rows are taken, or none. A room says what its list holds and
 * what a row does; how lists come, wait, are looked at, confirmed and receipted is said here once.
 *
 * @param <P> where the records belong, such as a study
 * @param <T> what is told of a list
 */
public abstract class ListAct<P, T extends ListOutcome> implements ListPlaces<P> {
  /** What one record is called: {@code contact}. */
  public abstract String one();

  /** What several are called: {@code contacts}. It names the list among all lists. */
  public abstract String many();

  /** Who may take such lists at all. */
  public abstract Set<Role> takers();

  /** Says what the list would do, and does nothing. */
  public abstract T check(P place, UploadedText text, ListSaid said, Progress progress);

  /**
   * Does what the list says: look at {@link ListOutcome#done}.
   *
   * @throws org.reachline.base.Refusal.Conflict with who changed what since the preview that was
   *     confirmed
   * @throws org.reachline.base.Refusal.BadInput for what was said beside the list
   */
  public abstract T take(P place, UploadedText text, ListSaid said, Progress progress);

  /** What is told of a list, for reading it again. */
  protected abstract Class<T> outcome();

  /** What still has to be said before a list that looks so can be taken. */
  public abstract Problems lacks(T told, ListSaid said);

  /** Whether what was said asks for another look and not for the list to be taken. */
  protected boolean looksAgain(ListSaid said) {
    return false;
  }

  /** Address of the page on which such a list is chosen. */
  public abstract String address(String place);

  /** Address of the page that shows the records. */
  public abstract String back(String place);

  /** What is said when a list was taken. */
  protected abstract String receipt(T told);

  /** The page on which the list is chosen, with what was pasted. */
  public abstract TemplateInstance choose(P place, String pasted, Problems problems);

  /** The page that shows what the list would do. */
  public abstract TemplateInstance preview(P place, Look<T> look);

  /**
   * A list that a person looks at before it is taken.
   *
   * @param action where the confirmation goes
   * @param content the list, as it comes back with the confirmation; empty where it is kept
   * @param rows the rows that are shown
   * @param counts how many rows do what, those that are not shown too
   * @param overtaken who changed what since the last look, or null
   */
  public record Look<T extends ListOutcome>(
      T told,
      String action,
      String content,
      List<RowOutcome> rows,
      ListOutcome.Counts counts,
      String overtaken,
      ListSaid said,
      Problems problems) {
    /** How many rows are not shown. */
    public long left() {
      return counts.all() - rows.size();
    }

    /** The same with so many rows, those to be read first. */
    public Look<T> first(int most) {
      return new Look<>(
          told, action, content, ListOutcome.first(rows, most), counts, overtaken, said, problems);
    }
  }
}
