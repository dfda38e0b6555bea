package org.reachline.base.outbox;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/**
 * A mail server that answers as a test tells it: a line, {@link #SILENCE}, or {@link #HANGS_UP}.
 * Whatever the test says nothing about is answered as a server does that takes everything.
 */
public final class ScriptedServer implements Closeable {
  /** Says nothing more, and keeps the line open. */
  public static final String SILENCE = "silence";

  /** Closes the line without a word. */
  public static final String HANGS_UP = "hangs up";

  private final ServerSocket socket;
  private final Function<String, String> script;
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Whole mails that it took. */
  public final List<String> taken = new CopyOnWriteArrayList<>();

  /** Commands in the order in which they came. */
  public final List<String> heard = new CopyOnWriteArrayList<>();

  private ScriptedServer(int port, Function<String, String> script) throws IOException {
    this.socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    this.script = script;
    daemon(this::accept);
  }

  /**
   * Starts a server.
   *
   * @param script the answer to a command; {@code GREETING} is what it says first, {@code .} the
   *     end of a mail, whose text follows; null for what an obliging server says
   */
  public static ScriptedServer at(int port, Function<String, String> script) throws IOException {
    return new ScriptedServer(port, script);
  }

  /** The same on any free port, where only commands that begin so are answered otherwise. */
  static ScriptedServer that(String command, String answer) throws IOException {
    return at(0, line -> line.startsWith(command) ? answer : null);
  }

  int port() {
    return socket.getLocalPort();
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "scripted-mail-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket line = socket.accept();
        daemon(() -> talk(line));
      }
    } catch (IOException ended) {
      // the test is over
    }
  }

  private void talk(Socket line) {
    try (line;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(line.getInputStream(), StandardCharsets.US_ASCII))) {
      OutputStream out = line.getOutputStream();
      boolean on = say(out, "GREETING", "220 scripted ESMTP");
      String command;
      while (on && (command = in.readLine()) != null) {
        heard.add(command);
        String verb = command.toUpperCase(Locale.ROOT);
        if (verb.startsWith("EHLO")) {
          on = say(out, command, "250 scripted");
        } else if (verb.startsWith("DATA")) {
          on = say(out, command, "354 go on");
          if (on && script.apply(command) == null) {
            String mail = body(in);
            // Before the answer: who has read it looks at once for the mail.
            on = say(out, ".\n" + mail, "250 2.0.0 taken", () -> taken.add(mail));
          }
        } else if (verb.startsWith("QUIT")) {
          say(out, command, "221 bye");
          return;
        } else {
          on = say(out, command, "250 2.1.0 ok");
        }
      }
    } catch (IOException ended) {
      // the client went
    }
  }

  private static String body(BufferedReader in) throws IOException {
    StringBuilder mail = new StringBuilder();
    for (String row = in.readLine(); row != null && !row.equals("."); row = in.readLine()) {
      mail.append(row).append("\r\n");
    }
    return mail.toString();
  }

  /** Answers; tells whether the talk goes on. */
  private boolean say(OutputStream out, String command, String otherwise) throws IOException {
    return say(out, command, otherwise, () -> {});
  }

  private boolean say(OutputStream out, String command, String otherwise, Runnable before)
      throws IOException {
    String scripted = script.apply(command);
    String answer = scripted == null ? otherwise : scripted;
    if (answer.equals(HANGS_UP)) {
      return false;
    }
    if (answer.equals(SILENCE)) {
      try {
        closed.await();
      } catch (InterruptedException over) {
        Thread.currentThread().interrupt();
      }
      return false;
    }
    before.run();
    out.write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
    return true;
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    socket.close();
  }
}
