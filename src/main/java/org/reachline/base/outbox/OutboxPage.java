package org.reachline.base.outbox;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.reachline.base.Page;
import org.reachline.base.PageNumber;
import org.reachline.base.Paging;
import org.reachline.base.Refusal;
import org.reachline.base.Role;

/** What has left the house, what waits, what failed and what came back. */
@Path("/outbox")
@RolesAllowed(Role.COORDINATOR_)
class OutboxPage {
  private static final int MOST_RETURNED = 50;
  private static final int MOST_ADDRESSES = 50;

  @Inject OutboxSender sender;
  @Inject OutboxActs acts;

  /**
   * What the page shows.
   *
   * @param configured whether there is a mail server
   * @param q what was looked for in addresses and subjects; empty for all
   * @param wanting how many mails reached nobody and wait for a decision
   * @param mails the newest, those that nobody received first
   * @param paging which of them
   * @param addresses those at which nobody receives mail, as servers say, the newest
   * @param older how many such addresses are not among the newest
   * @param returned what servers wrote back
   */
  public record View(
      boolean configured,
      String q,
      int wanting,
      List<OutboxMail> mails,
      Paging paging,
      List<UndeliverableAddress> addresses,
      long older,
      List<ReturnedMail> returned) {
    public View {
      mails = List.copyOf(mails);
      addresses = List.copyOf(addresses);
      returned = List.copyOf(returned);
    }
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance list(View view);
  }

  /** The newest mails. */
  @GET
  public Response list(
      @QueryParam("q") @DefaultValue("") String q,
      @QueryParam("page") @DefaultValue("1") PageNumber page) {
    PanacheQuery<OutboxMail> mails = OutboxMail.findNewest(q);
    Paging paging = Paging.of(mails, page, Paging.ROWS).keeping("q", q.strip());
    List<UndeliverableAddress> addresses =
        Paging.slice(UndeliverableAddress.findNewest(), 0, MOST_ADDRESSES);
    return Page.show(
        Templates.list(
            new View(
                sender.isConfigured(),
                q.strip(),
                (int) OutboxMail.countWanting(),
                paging.rows(mails),
                paging,
                addresses,
                UndeliverableAddress.count() - addresses.size(),
                ReturnedMail.listNewest(MOST_RETURNED))));
  }

  /** Tries a failed mail once more. */
  @POST
  @Path("{id:\\d+}/retry")
  @Transactional
  public Response retry(@PathParam("id") long id) {
    OutboxMail mail = get(id);
    acts.retry(mail);
    return done("The mail to " + mail.to + " will be tried again.");
  }

  /** Tries once more whatever failed. */
  @POST
  @Path("retry")
  @Transactional
  public Response retryAll() {
    int mails = acts.retryAll();
    return done(
        mails == 0
            ? "No mail has failed."
            : mails + (mails == 1 ? " mail" : " mails") + " will be tried again.");
  }

  /** Leaves a failed mail as it is. */
  @POST
  @Path("{id:\\d+}/set-aside")
  @Transactional
  public Response setAside(@PathParam("id") long id) {
    OutboxMail mail = get(id);
    acts.setAside(mail);
    return done("The mail to " + mail.to + " is set aside.");
  }

  /** Mail arrives at an address after all. */
  @POST
  @Path("addresses/works")
  @Transactional
  public Response works(@RestForm String email) {
    UndeliverableAddress address =
        UndeliverableAddress.find(email == null ? "" : email).orElseThrow(Refusal.NotFound::new);
    acts.trust(address);
    return done(address.email + " is no longer marked.");
  }

  private static OutboxMail get(long id) {
    return OutboxMail.<OutboxMail>findByIdOptional(id).orElseThrow(Refusal.NotFound::new);
  }

  private static Response done(String receipt) {
    return Page.seeOther("/outbox", receipt);
  }
}
