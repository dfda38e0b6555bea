package org.reachline.base.outbox;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Properties;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** Hands one mail at a time to the mail server and understands its answer (RFC 5321). */
final class Postman {
  /** When the connection is encrypted. */
  enum Tls {
    /** If the server offers it; always where a password is sent to another machine. */
    OPTIONAL,
    /** Nothing is sent without it (STARTTLS). */
    REQUIRED,
    /** From the first byte on, usually at port 465. */
    IMPLICIT,
    /** Never. */
    DISABLED
  }

  /**
   * The mail server.
   *
   * @param user our name there, or null if it asks for none
   * @param trustAll whether any certificate is good enough
   * @param patience how long each of its answers may take
   */
  record Server(
      String host,
      int port,
      String user,
      String password,
      Tls tls,
      boolean trustAll,
      Duration patience) {}

  /** What became of a mail. */
  enum Fate {
    /** The server took it. */
    TAKEN,
    /** Not now; the same mail may be taken later. */
    LATER,
    /** Not this mail, now or later. */
    REFUSED,
    /** Nobody receives mail at this address, says the server. */
    NO_SUCH_ADDRESS,
    /** The server fell silent after it had got all of it: it may have left. */
    UNKNOWN
  }

  /**
   * A fate with the server's words.
   *
   * @param words null for a mail that was taken
   */
  record Answer(Fate fate, String words) {}

  /** Codes that speak of our account or of encryption, not of the letter (RFC 4954, RFC 3207). */
  private static final Pattern OF_THE_ACCOUNT = Pattern.compile("5(30|34|35|38)");

  /** Words of a refusal for reasons of policy, such as relaying: the address may be good. */
  private static final Pattern POLICY = Pattern.compile("(?s)\\d{3}[ -]5\\.7\\..*");

  private static final int MOST_WORDS = 500;

  private final Server server;
  private final Session session;

  Postman(Server server) {
    this.server = server;
    this.session = Session.getInstance(settings(server));
  }

  /** Where letters are written that this postman carries. */
  Session session() {
    return session;
  }

  private static Properties settings(Server server) {
    Properties settings = new Properties();
    String millis = Long.toString(server.patience().toMillis());
    settings.put("mail.smtp.connectiontimeout", millis);
    settings.put("mail.smtp.timeout", millis);
    settings.put("mail.smtp.writetimeout", millis);
    // Once the server took the mail, nothing that it says or does afterwards changes that.
    settings.put("mail.smtp.quitwait", "false");
    settings.put("mail.smtp.auth", Boolean.toString(server.user() != null));
    boolean secret = server.user() != null && !isThisMachine(server.host());
    boolean startTls = server.tls() == Tls.OPTIONAL || server.tls() == Tls.REQUIRED;
    settings.put("mail.smtp.starttls.enable", Boolean.toString(startTls));
    settings.put(
        "mail.smtp.starttls.required",
        Boolean.toString(server.tls() == Tls.REQUIRED || (startTls && secret)));
    settings.put("mail.smtp.ssl.enable", Boolean.toString(server.tls() == Tls.IMPLICIT));
    settings.put("mail.smtp.ssl.checkserveridentity", Boolean.toString(!server.trustAll()));
    if (server.trustAll()) {
      settings.put("mail.smtp.ssl.trust", "*");
    }
    return settings;
  }

  private static boolean isThisMachine(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException elsewhere) {
      return false;
    }
  }

  /** Hands over one mail. */
  Answer hand(MimeMessage mail) {
    Line line = new Line(session, server);
    try {
      Address[] receivers = mail.getAllRecipients();
      line.connect(server.host(), server.port(), server.user(), server.password());
      line.sendMessage(mail, receivers);
      return new Answer(Fate.TAKEN, null);
    } catch (MessagingException | RuntimeException e) {
      return understand(e, line.saidAll);
    } finally {
      try {
        line.close();
      } catch (MessagingException afterwards) {
        // what there was to learn is learnt
      }
    }
  }

  private static Answer understand(Exception e, boolean saidAll) {
    String words = words(e);
    for (Exception link = e; link != null; link = next(link)) {
      int code = codeOf(link);
      if (code >= 400 && code < 600) {
        words = words(link);
        boolean ofTheAccount = OF_THE_ACCOUNT.matcher(Integer.toString(code)).matches();
        if (code < 500 || ofTheAccount) {
          return new Answer(Fate.LATER, words);
        }
        boolean address =
            link instanceof SMTPAddressFailedException
                && !POLICY.matcher(words).matches()
                && !UndeliverableAddress.isForWantOfRoom(words);
        return new Answer(address ? Fate.NO_SUCH_ADDRESS : Fate.REFUSED, words);
      }
    }
    if (e instanceof AuthenticationFailedException) {
      return new Answer(
          Fate.LATER, shortened("The mail server did not accept our user and password: " + words));
    }
    return saidAll
        ? new Answer(
            Fate.UNKNOWN, "The mail server did not answer: nobody knows whether it left. " + words)
        : new Answer(Fate.LATER, words);
  }

  private static Exception next(Exception e) {
    return e instanceof MessagingException ? ((MessagingException) e).getNextException() : null;
  }

  private static int codeOf(Exception e) {
    if (e instanceof SMTPAddressFailedException) {
      return ((SMTPAddressFailedException) e).getReturnCode();
    }
    if (e instanceof SMTPSenderFailedException) {
      return ((SMTPSenderFailedException) e).getReturnCode();
    }
    return e instanceof SMTPSendFailedException ? ((SMTPSendFailedException) e).getReturnCode() : 0;
  }

  private static String words(Exception e) {
    String text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    Exception cause = next(e);
    if (cause instanceof IOException) {
      text += " (" + cause.getMessage() + ")";
    }
    return shortened(text.strip().replaceAll("\\s*\\R\\s*", " "));
  }

  private static String shortened(String text) {
    return text.length() <= MOST_WORDS ? text : text.substring(0, MOST_WORDS - 1) + "…";
  }

  /** The line to the server, which remembers whether it was given the whole mail. */
  private static final class Line extends SMTPTransport {
    private boolean saidAll;

    Line(Session session, Server server) {
      super(session, new URLName("smtp", server.host(), server.port(), null, null, null));
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
      saidAll = true;
      super.finishData();
    }
  }
}
