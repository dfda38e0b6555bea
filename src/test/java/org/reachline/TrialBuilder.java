package org.reachline;

import io.quarkus.narayana.jta.QuarkusTransaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.reachline.base.Role;
import org.reachline.people.Affiliation;
import org.reachline.people.Person;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.file.ReadResult;
import org.reachline.protocol.file.StudyFileReader;
import org.reachline.sites.Site;
import org.reachline.studies.Allocation;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;
import org.reachline.studies.StudyVersion;

/**
 * A small trial for a test, made from a real study file: {@code
 * aTrial("jail-moud-coaching-echo").withSite("WI-DANE", "Dane County
 * Jail").startedOn(day).allocatedTo("HIGH").coached().staffed().save()}. Every trial gets a slug,
 * site codes and unit of its own ({@code WI-DANE} becomes {@code WI-DANE-7}), so that tests do not
 * meet each other's records; ask the {@link Trial} for them. Persons are the personas, shared by
 * all tests. Methods after {@link #withSite} and {@link #withPartner} speak of that site.
 */
public final class TrialBuilder {
  public static final String COORDINATOR = "coordinator@demo.reachline.example";
  public static final String HUB = "hub@demo.reachline.example";
  public static final String COACH = "coach@demo.reachline.example";
  public static final String CLINICIAN = "clinician@demo.reachline.example";
  public static final String RESEARCHER = "researcher@demo.reachline.example";
  public static final String BLINDED = "blinded@demo.reachline.example";
  public static final String OUTSIDER = "outsider@demo.reachline.example";

  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final LocalDate LONG_AGO = LocalDate.of(2020, 1, 1);

  private final int number = NUMBERS.incrementAndGet();
  private final String file;
  private final List<UnitPlan> units = new ArrayList<>();
  private UnitPlan unit;
  private SitePlan site;

  /** What will become an enrolment. */
  private static final class UnitPlan {
    final List<SitePlan> sites = new ArrayList<>();
    boolean enrolled = true;
    LocalDate startedOn;
    String stratum;
    String pair;
    String arm;
  }

  /** What will become a site with its people. */
  private static final class SitePlan {
    final String code;
    final String name;
    String type;
    String zone = "America/Chicago";
    Integer size;
    final List<Part> parts = new ArrayList<>();

    SitePlan(String code, String name) {
      this.code = code;
      this.name = name;
    }
  }

  private record Part(String email, String part, LocalDate from, LocalDate until) {}

  private TrialBuilder(String file) {
    this.file = file;
  }

  /** The study file of this name: one that is delivered, or one of the tests' own trials. */
  public static Path fileOf(String name) {
    Path delivered = Path.of("studies", name, "study.yaml");
    return Files.exists(delivered)
        ? delivered
        : Path.of("src/test/resources/trials", name + ".yaml");
  }

  /** A trial under {@code studies/<file>/study.yaml}, or of the tests' own. */
  public static TrialBuilder aTrial(String file) {
    return new TrialBuilder(file);
  }

  /** A site that leads a unit of its own; its type is the one that the study file allocates. */
  public TrialBuilder withSite(String code, String name) {
    unit = new UnitPlan();
    units.add(unit);
    return add(code, name);
  }

  /** A partner of the unit's leading site. */
  public TrialBuilder withPartner(String code, String name) {
    return add(code, name);
  }

  private TrialBuilder add(String code, String name) {
    site = new SitePlan(code, name);
    unit.sites.add(site);
    return this;
  }

  /** Another type than the study file's own for this place in the unit. */
  public TrialBuilder ofType(String type) {
    site.type = type;
    return this;
  }

  /** The site's zone; Chicago unless said. */
  public TrialBuilder inZone(String zone) {
    site.zone = zone;
    return this;
  }

  /** The site's size as average daily population. */
  public TrialBuilder ofSize(int size) {
    site.size = size;
    return this;
  }

  /** First day of the unit's study month 1. */
  public TrialBuilder startedOn(LocalDate day) {
    unit.startedOn = day;
    return this;
  }

  /** The unit's stratum. */
  public TrialBuilder inStratum(String stratum) {
    unit.stratum = stratum;
    return this;
  }

  /** The unit's pair. */
  public TrialBuilder inPair(String pair) {
    unit.pair = pair;
    return this;
  }

  /** The unit's arm, with its allocation on record. */
  public TrialBuilder allocatedTo(String arm) {
    unit.arm = arm;
    return this;
  }

  /** The unit's sites exist but are not in the study. */
  public TrialBuilder notEnrolled() {
    unit.enrolled = false;
    return this;
  }

  /** The demo coach coaches the site. */
  public TrialBuilder coached() {
    return withPart(COACH, Affiliation.COACH);
  }

  /** The demo clinician works at the site as a prescriber. */
  public TrialBuilder staffed() {
    return withPart(CLINICIAN, "prescriber");
  }

  /** A person plays a part at the site since long ago; an unknown person is made a clinician. */
  public TrialBuilder withPart(String email, String part) {
    return withPart(email, part, LONG_AGO, null);
  }

  /** A person plays a part at the site between two days, the last one null while it lasts. */
  public TrialBuilder withPart(String email, String part, LocalDate from, LocalDate until) {
    site.parts.add(new Part(email, part, from, until));
    return this;
  }

  /** Writes everything in one transaction. */
  public Trial save() {
    return QuarkusTransaction.requiringNew().call(this::write);
  }

  private Trial write() {
    personas();
    String slug = file + "-t" + number;
    String text;
    try {
      text = Files.readString(fileOf(file)).replaceFirst("(?m)^slug: .*$", "slug: " + slug);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ReadResult read = StudyFileReader.read(text, slug + "/study.yaml");
    StudyFile protocol = read.orThrow();
    Study study = new Study();
    study.slug = slug;
    study.title = protocol.title();
    study.simulated = protocol.simulated();
    study.persist();
    StudyVersion version = new StudyVersion();
    version.study = study;
    version.number = 1;
    version.sha256 = read.sha256();
    version.text = text;
    version.loadedAt = Instant.parse("2020-01-01T00:00:00Z");
    version.loadedBy = "system";
    version.persist();
    study.current = version;

    Map<String, Site> sites = new LinkedHashMap<>();
    Map<String, Enrolment> enrolments = new LinkedHashMap<>();
    for (UnitPlan plan : units) {
      Site leading = null;
      List<Site> members = new ArrayList<>();
      for (SitePlan s : plan.sites) {
        Site made = write(s, leading, protocol);
        leading = leading == null ? made : leading;
        members.add(made);
        sites.put(s.code, made);
      }
      if (plan.enrolled) {
        enrolments.put(plan.sites.get(0).code, enrol(plan, leading, members, study));
      }
    }
    return new Trial(study, protocol, sites, enrolments);
  }

  private Site write(SitePlan plan, Site leading, StudyFile protocol) {
    Site made = new Site();
    made.code = plan.code + "-" + number;
    made.name = plan.name;
    made.type = plan.type;
    if (made.type == null) {
      String own = protocol.allocation().siteType();
      made.type = leading == null ? own : protocol.allocation().partnerType().orElse(own);
    }
    made.state = plan.code.matches("[A-Z]{2}-.*") ? plan.code.substring(0, 2) : "WI";
    made.zone = plan.zone;
    made.size = plan.size;
    made.sizeUnit = plan.size == null ? null : "average daily population";
    made.partnerOf = leading;
    made.persist();
    for (Part part : plan.parts) {
      Affiliation a = new Affiliation();
      a.person = person(part.email(), part.email(), Role.CLINICIAN, true);
      a.site = made;
      a.part = part.part();
      a.from = part.from();
      a.until = part.until();
      a.persist();
    }
    return made;
  }

  private static Enrolment enrol(UnitPlan plan, Site leading, List<Site> members, Study study) {
    Enrolment e = new Enrolment();
    e.study = study;
    e.studyVersion = study.current;
    e.unit = leading;
    e.members.addAll(members);
    e.enrolledOn = plan.startedOn == null ? LONG_AGO : plan.startedOn;
    e.startedOn = plan.startedOn;
    e.stratum = plan.stratum;
    e.pair = plan.pair;
    e.armKey = plan.arm;
    e.persist();
    if (plan.arm != null) {
      Allocation allocation = new Allocation();
      allocation.enrolment = e;
      allocation.armKey = plan.arm;
      allocation.allocatedAt = e.enrolledOn.atStartOfDay(leading.zoneId()).toInstant();
      allocation.allocatedBy = COORDINATOR;
      allocation.listSha256 = "0".repeat(64);
      allocation.persist();
    }
    return e;
  }

  /** Makes sure that the seven personas have their records; save() does it too. */
  public static void personas() {
    person(COORDINATOR, "Corinne Adler", Role.COORDINATOR, false);
    person(HUB, "Dr Hanna Okafor", Role.HUB, true);
    person(COACH, "Cole Whitfield", Role.COACH, true);
    person(CLINICIAN, "Mara Jensen", Role.CLINICIAN, true);
    person(RESEARCHER, "Rene Castillo", Role.RESEARCHER, false);
    person(BLINDED, "Bea Lindqvist", Role.RESEARCHER, true);
    person(OUTSIDER, "Otis Frame", Role.CLINICIAN, true);
  }

  private static Person person(String email, String name, Role role, boolean blinded) {
    return Person.findByEmail(email)
        .map(
            known -> {
              // The first visit of a persona made the record before any trial did.
              if (Role.RESEARCHER == role) {
                known.blinded = blinded;
              }
              return known;
            })
        .orElseGet(
            () -> {
              Person made = new Person();
              made.email = email.toLowerCase(Locale.ROOT);
              made.name = name;
              made.zone = "America/Chicago";
              made.blinded = blinded;
              made.roles.add(role);
              made.persist();
              return made;
            });
  }

  /** The trial as it was written; its entities are detached. */
  public record Trial(
      Study study, StudyFile protocol, Map<String, Site> sites, Map<String, Enrolment> enrolments) {

    /** The study's part of addresses. */
    public String slug() {
      return study.slug;
    }

    /** Address of the study's pages, such as {@code /studies/jail-moud-coaching-echo-t3}. */
    public String path() {
      return "/studies/" + study.slug;
    }

    /** The site that was asked for by this code. */
    public Site site(String code) {
      return sites.get(code);
    }

    /** The site's real code, unlike any other test's. */
    public String code(String code) {
      return sites.get(code).code;
    }

    /** The enrolment of the unit that this site leads. */
    public Enrolment enrolment(String code) {
      return enrolments.get(code);
    }
  }
}
