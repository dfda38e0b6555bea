package org.reachline.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reachline.personas.Persona;

/** A person with a browser of their own, signed in. Close it, and the browser forgets them. */
public final class SignedIn implements AutoCloseable {
  private final Page page;

  private SignedIn(Page page) {
    this.page = page;
  }

  /**
   * One at a time: Keycloak takes two sign-ins of one person in the same moment for an attack and
   * tells the second that the password is wrong.
   */
  static synchronized SignedIn through(Page page, String address, Persona persona) {
    page.navigate(address + "/home");
    page.locator("#username").fill(persona.email());
    page.locator("#password").fill(Persona.PASSWORD);
    page.locator("#kc-login").click();
    page.waitForURL(address + "/home");
    return home(page, persona);
  }

  /** With the cookies of an earlier sign-in. */
  static SignedIn before(Page page, String address, Persona persona) {
    page.navigate(address + "/home");
    return home(page, persona);
  }

  /**
   * Signs a browser's owner in by Keycloak's form without drawing it, which takes the browser ten
   * times as long as any page of ours.
   */
  static synchronized void quietly(Page page, String address, Persona persona) {
    APIResponse form = page.request().get(address + "/home");
    Matcher action = Pattern.compile("<form[^>]* action=\"([^\"]+)\"").matcher(form.text());
    if (!action.find()) {
      throw new IllegalStateException("Keycloak shows no form:\n" + form.text());
    }
    APIResponse landed =
        page.request()
            .post(
                action.group(1).replace("&amp;", "&"),
                RequestOptions.create()
                    .setForm(
                        FormData.create()
                            .set("username", persona.email())
                            .set("password", Persona.PASSWORD)));
    if (!landed.url().equals(address + "/home")) {
      throw new IllegalStateException("Signing in ended at " + landed.url());
    }
  }

  private static SignedIn home(Page page, Persona persona) {
    assertThat(page.locator("header .who")).containsText(persona.fullName());
    return new SignedIn(page);
  }

  /** What the person is looking at. */
  public Page page() {
    return page;
  }

  /** Goes to a path of the service, such as {@code /home}; returns the page. */
  public Page goTo(String path) {
    page.navigate(path);
    return page;
  }

  /** Signs out here and at Keycloak; ends at the door. */
  public void signOut() {
    page.locator("header .who").click();
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign out")).click();
    // Keycloak adds the state that it was given to the address of the door.
    page.waitForURL(Pattern.compile("^http://[^/]+/(\\?.*)?$"));
    assertThat(page.locator("header .who")).hasCount(0);
  }

  @Override
  public void close() {
    page.context().close();
  }
}
