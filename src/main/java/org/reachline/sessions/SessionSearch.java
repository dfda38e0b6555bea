package org.reachline.sessions;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.reachline.base.Paging;
import org.reachline.studies.Study;

/**
 * Looks for sessions by their words. Only words that the reader may read are looked through: else
 * one could ask a session for what it says, word by word.
 */
@RequestScoped
public class SessionSearch {
  private static final int AT_ONCE = 200;

  @Inject SessionAccess access;

  /**
   * Sessions of some studies whose programme, talk, presenter or agenda holds the text, newest
   * first, as far as the person may see and read them.
   *
   * @param most how many are wanted at most
   */
  public List<EchoSession> find(Collection<Study> studies, String text, int most) {
    String wanted = text.strip().toLowerCase(Locale.ROOT);
    List<EchoSession> found = new ArrayList<>();
    PanacheQuery<EchoSession> query =
        EchoSession.find(
            "from EchoSession s join fetch s.program p where p.study in ?1 and (lower(p.name) like"
                + " ?2 escape '!' or lower(s.didacticTitle) like ?2 escape '!' or"
                + " lower(s.didacticPresenter) like ?2 escape '!' or exists (select 1 from"
                + " EchoSession x join x.agenda a where x = s and (lower(a.label) like ?2 escape"
                + " '!' or lower(a.presenter) like ?2 escape '!'))) order by s.startsAt desc,"
                + " s.ordinal desc",
            studies,
            "%" + wanted.replaceAll("([!%_])", "!$1") + "%");
    List<EchoSession> some;
    int offset = 0;
    do {
      some = Paging.slice(query, offset, AT_ONCE);
      access.visible(some).stream()
          .filter(s -> isNamed(s, wanted) || access.mayReadWords(s))
          .forEach(found::add);
      offset += AT_ONCE;
    } while (some.size() == AT_ONCE && found.size() < most);
    return found.subList(0, Math.min(most, found.size()));
  }

  /** Whether the person may read what a session is about. */
  public boolean mayReadWords(EchoSession session) {
    return access.mayReadWords(session);
  }

  private static boolean isNamed(EchoSession session, String wanted) {
    return session.program.name.toLowerCase(Locale.ROOT).contains(wanted);
  }
}
