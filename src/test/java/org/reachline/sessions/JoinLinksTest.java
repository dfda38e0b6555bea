package org.reachline.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.reachline.sessions.JoinLinks.Claim;
import org.reachline.sessions.JoinLinks.Purpose;

/** Links live for years in mails and in calendars: what was sent once stays good. */
class JoinLinksTest {
  private static final Claim CLAIM = new Claim(12, 34, 5);

  /**
   * Python 3.11: c = struct.pack(">qqi", 12, 34, 5); urlsafe_b64encode(c +
   * hmac.new(b"0123456789abcdef0123456789abcdef", b"reachline/JOIN/1:" + c, sha256).digest())
   */
  private static final String JOIN =
      "AAAAAAAAAAwAAAAAAAAAIgAAAAV4hx8ELOBFjwr9o1Sj1fbjdqzE4WC-UhbJECBtGu-sug";

  /** The same with reachline/FEED/1: before the claim. */
  private static final String FEED =
      "AAAAAAAAAAwAAAAAAAAAIgAAAAW2XhIuzxnrC5Wy1YZg9-EIxZqA9P0tA7Wn22WLxRWVQQ";

  private final JoinLinks links = new JoinLinks("0123456789abcdef0123456789abcdef");

  @Test
  void readsWhatWasSentByEveryVersion() {
    assertThat(links.read(Purpose.JOIN, JOIN)).contains(CLAIM);
    assertThat(links.read(Purpose.FEED, FEED)).contains(CLAIM);
  }

  @Test
  void signsAsEveryVersionDid() {
    assertThat(links.sign(Purpose.JOIN, CLAIM)).isEqualTo(JOIN);
    assertThat(links.sign(Purpose.FEED, CLAIM)).isEqualTo(FEED);
  }

  @Test
  void opensNothingForAnotherPurposeAnotherKeyOrAWordThatChanged() {
    assertThat(links.read(Purpose.FEED, JOIN)).isEmpty();
    assertThat(new JoinLinks("another-key-of-thirty-two-letters").read(Purpose.JOIN, JOIN))
        .isEmpty();
    for (int i = 0; i < JOIN.length() - 1; i++) {
      char other = JOIN.charAt(i) == 'B' ? 'C' : 'B';
      String changed = JOIN.substring(0, i) + other + JOIN.substring(i + 1);
      assertThat(links.read(Purpose.JOIN, changed)).as(changed).isEmpty();
    }
    assertThat(links.read(Purpose.JOIN, JOIN.substring(1))).isEmpty();
    assertThat(links.read(Purpose.JOIN, "")).isEmpty();
    assertThat(links.read(Purpose.JOIN, "%")).isEmpty();
  }
}
