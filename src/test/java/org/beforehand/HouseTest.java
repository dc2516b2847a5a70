package org.beforehand;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The architecture: the rooms, who sees whom, and who may speak what. */
class HouseTest {
  private static final String ROOT = "org.beforehand";

  /** A room sees only rooms before it in this list; the root sees them all. */
  static final List<String> ROOMS =
      List.of(
          "fact",
          "customer",
          "incident",
          "goodwill",
          "decide",
          "deliver",
          "desk",
          "intake",
          "schedule",
          "studio",
          "console");

  private static final List<String> BANNED_SUFFIXES =
      List.of("Manager", "Helper", "Util", "Utils", "Impl", "Service", "Processor");

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  private static String room(String name) {
    return ROOT + "." + name + "..";
  }

  @Test
  void every_class_lives_in_a_room_or_at_the_front_door() {
    List<String> places = new ArrayList<>(List.of(ROOT));
    ROOMS.forEach(room -> places.add(room(room)));
    classes().should().resideInAnyPackage(places.toArray(String[]::new)).check(HOUSE);
  }

  @Test
  void a_room_sees_only_the_rooms_before_it() {
    for (int i = 0; i < ROOMS.size(); i++) {
      List<String> hidden = new ArrayList<>(List.of(ROOT));
      ROOMS.subList(i + 1, ROOMS.size()).forEach(room -> hidden.add(room(room)));
      noClasses()
          .that()
          .resideInAPackage(room(ROOMS.get(i)))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(hidden.toArray(String[]::new))
          .allowEmptyShould(true)
          .check(HOUSE);
    }
  }

  @Test
  void facts_are_plain_java() {
    classes()
        .that()
        .resideInAPackage(room("fact"))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(room("fact"), "java..", "org.jspecify..")
        .check(HOUSE);
  }

  @Test
  void only_decide_speaks_drools() {
    spokenOnlyBy(describe("in decide", in("decide")), "org.kie..", "org.drools..");
  }

  @Test
  void only_decide_reads_spreadsheets() {
    spokenOnlyBy(describe("in decide", in("decide")), "org.apache.poi..");
  }

  @Test
  void only_intake_and_the_carrier_of_deliver_speak_camel() {
    spokenOnlyBy(
        describe(
            "in intake, or deliver's RouteCarrier",
            type ->
                in("intake").test(type)
                    || in("deliver").test(type) && outermost(type).equals("RouteCarrier")),
        "org.apache.camel..");
  }

  @Test
  void only_the_timetable_speaks_quartz() {
    spokenOnlyBy(
        // The wiring hands the scheduler on, and has to say its type for that.
        describe("in schedule, or the wiring", type -> in("schedule").test(type) || wiring(type)),
        "org.quartz..");
  }

  @Test
  void only_deliver_speaks_mail() {
    spokenOnlyBy(describe("in deliver", in("deliver")), "jakarta.mail..", "org.eclipse.angus..");
  }

  @Test
  void only_deliver_speaks_smpp_and_only_customer_reads_phone_numbers() {
    spokenOnlyBy(describe("in deliver", in("deliver")), "org.jsmpp..");
    spokenOnlyBy(describe("in customer", in("customer")), "com.google.i18n.phonenumbers..");
  }

  @Test
  void sql_is_spoken_in_tables_and_at_the_front_door_only() {
    DescribedPredicate<JavaClass> allowed =
        describe("a table, or at the front door", type -> front(type) || table(type));
    // A room's entrance may take a JdbcClient, to hand it on to its tables, and a failure may be
    // asked for its state; who calls anything else of these speaks SQL.
    noClasses()
        .that(are(DescribedPredicate.not(allowed)))
        .should()
        .callMethodWhere(
            describe(
                "its owner speaks SQL",
                (JavaMethodCall call) ->
                    resideInAnyPackage(
                                "java.sql..", "org.postgresql..", "org.springframework.jdbc..")
                            .test(call.getTargetOwner())
                        && !call.getTargetOwner().isAssignableTo(SQLException.class)))
        .check(HOUSE);
  }

  @Test
  void tables_are_nobody_elses_business() {
    classes()
        .that()
        .haveSimpleNameEndingWith("Table")
        .should()
        .bePackagePrivate()
        .allowEmptyShould(true)
        .check(HOUSE);
  }

  @Test
  void nobody_but_the_front_door_reads_the_wall_clock() {
    noClasses()
        .that(are(describe("in a room", type -> !front(type))))
        .should()
        .accessTargetWhere(describe("reads the wall clock", HouseTest::readsTheWallClock))
        .check(HOUSE);
  }

  private static boolean readsTheWallClock(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    String name = access.getTarget().getName();
    return owner.getPackageName().equals("java.time") && name.equals("now")
        || owner.isEquivalentTo(Clock.class)
            && Set.of(
                    "system",
                    "systemUTC",
                    "systemDefaultZone",
                    "tickMillis",
                    "tickSeconds",
                    "tickMinutes")
                .contains(name)
        || owner.isEquivalentTo(InstantSource.class) && name.equals("system")
        || owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis")
        || owner.isEquivalentTo(Date.class)
            && name.equals("<init>")
            && access.getDescription().contains("Date.<init>()");
  }

  @Test
  void nothing_of_a_simulation_could_send() {
    noClasses()
        .that(
            are(
                describe(
                    "of a simulation",
                    type ->
                        outermost(type)
                            .matches(
                                "Simulat.*|Rehearsal.*|Fate.*|Slices|Walk|StoredPast|Past.*|Samples|Funnel.*|Load.*"))))
        .should()
        .transitivelyDependOnClassesThat(
            are(
                describe(
                    "a carrier",
                    type ->
                        outermost(type).matches("MailCarrier|SmtpCarrier|Dispatcher|Mailbox")
                            || resideInAnyPackage("jakarta.mail..").test(type))))
        .check(HOUSE);
  }

  @Test
  void names_are_of_the_business() {
    for (String suffix : BANNED_SUFFIXES) {
      noClasses().should().haveSimpleNameEndingWith(suffix).check(HOUSE);
    }
  }

  @Test
  void the_readme_lists_these_rooms() throws IOException {
    List<String> listed =
        Files.readString(Path.of("README.md"))
            .lines()
            .dropWhile(line -> !line.equals("## Rooms"))
            .skip(1)
            .takeWhile(line -> !line.startsWith("## "))
            .map(Pattern.compile("^\\| `(\\w+)` \\|.*")::matcher)
            .filter(Matcher::matches)
            .map(row -> row.group(1))
            .toList();
    assertThat(listed).isEqualTo(ROOMS);
  }

  @Test
  void sql_asks_for_the_time_of_leases_only() throws IOException {
    Pattern businessTime =
        Pattern.compile(
            "(?i)\\bnow\\s*\\(|\\b(current_(timestamp|date|time)|localtime(stamp)?"
                + "|(transaction|statement)_timestamp|timeofday)\\b");
    Pattern leaseTime = Pattern.compile("(?i)\\bclock_timestamp\\b");
    List<String> wrong = new ArrayList<>();
    for (Path file : filesWithSql()) {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        // A lease may be named on the line before or after.
        String around =
            String.join(" ", lines.subList(Math.max(0, i - 1), Math.min(lines.size(), i + 2)));
        if (businessTime.matcher(lines.get(i)).find()
            || leaseTime.matcher(lines.get(i)).find() && !around.contains("lease")) {
          wrong.add(file + ":" + (i + 1) + ": " + lines.get(i).strip());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static List<Path> filesWithSql() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main"))) {
      return files
          .filter(
              file -> file.toString().endsWith("Table.java") || file.toString().endsWith(".sql"))
          .toList();
    }
  }

  private static void spokenOnlyBy(DescribedPredicate<JavaClass> speakers, String... packages) {
    noClasses()
        .that(are(DescribedPredicate.not(speakers)))
        .should()
        .dependOnClassesThat(resideInAnyPackage(packages))
        .check(HOUSE);
  }

  private static DescribedPredicate<JavaClass> in(String room) {
    return resideInAnyPackage(room(room));
  }

  private static boolean front(JavaClass type) {
    return type.getPackageName().equals(ROOT);
  }

  private static boolean wiring(JavaClass type) {
    return front(type) && outermost(type).equals("Wiring");
  }

  private static boolean table(JavaClass type) {
    return outermost(type).endsWith("Table");
  }

  /** The simple name of the class whose file it is in. */
  private static String outermost(JavaClass type) {
    return type.getEnclosingClass().map(HouseTest::outermost).orElse(type.getSimpleName());
  }
}
