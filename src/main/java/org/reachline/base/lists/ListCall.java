package org.reachline.base.lists;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.reachline.base.RowOutcome;
import org.reachline.base.input.UploadedText;

/**
 * Lists over the API. A call that prefers not to wait ({@code Prefer: respond-async}, RFC 7240) is
 * answered at once with the address at which its list can be followed.
 */
@ApplicationScoped
public class ListCall {
  /** Seconds that a list may take while its sender waits. */
  private static final int LONGEST = 600;

  @Inject Uploads uploads;
  @Inject HttpHeaders headers;

  /**
   * What became of a list, or would.
   *
   * @param saved whether its rows were taken
   * @param basis what it was made from; sent back with the list, nothing is saved if a record that
   *     it speaks of changed in between
   */
  public record ListTakenJson(boolean saved, String basis, List<RowOutcome> rows) {
    /** What is told of most lists. */
    public static ListTakenJson of(ListOutcome told) {
      return new ListTakenJson(told.done(), told.basis(), told.rows());
    }
  }

  /** Answers a call with what most lists tell. */
  public <P, T extends ListOutcome> Response answer(
      ListAct<P, T> list, P place, UploadedText text, boolean dryRun, ListSaid said) {
    return answer(
        list,
        place,
        text,
        dryRun,
        said,
        told -> Response.status(told.isBad() ? 400 : 200).entity(ListTakenJson.of(told)).build());
  }

  /** Answers a call with what this list tells. */
  public <P, T extends ListOutcome> Response answer(
      ListAct<P, T> list,
      P place,
      UploadedText text,
      boolean dryRun,
      ListSaid said,
      Function<T, Response> tell) {
    try (text) {
      if (prefersNotToWait()) {
        Upload kept =
            uploads.keep(
                list,
                place,
                "List by API",
                text,
                said,
                dryRun ? Upload.Task.CHECK : Upload.Task.TAKE);
        return Response.accepted(UploadApi.UploadJson.of(kept, null, null))
            .location(URI.create("/api" + kept.address()))
            .header("Preference-Applied", "respond-async")
            .build();
      }
      T told =
          text.isShort()
              ? now(list, place, text, dryRun, said)
              : OwnTaking.call(LONGEST, () -> now(list, place, text, dryRun, said));
      return tell.apply(told);
    }
  }

  private static <P, T extends ListOutcome> T now(
      ListAct<P, T> list, P place, UploadedText text, boolean dryRun, ListSaid said) {
    return dryRun
        ? list.check(place, text, said, Progress.UNASKED)
        : list.take(place, text, said, Progress.UNASKED);
  }

  private boolean prefersNotToWait() {
    List<String> prefer = headers.getRequestHeader("Prefer");
    return prefer != null
        && prefer.stream().anyMatch(p -> p.toLowerCase(Locale.ROOT).contains("respond-async"));
  }
}
