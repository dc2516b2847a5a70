package org.beforehand.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.beforehand.decide.Cases.AT;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beforehand.customer.Dossier;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Customer;
import org.beforehand.fact.History;
import org.beforehand.fact.Purpose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** While a trial runs, nobody but those who were named hears anything. */
class TrialGateTest {

  private static Dossier reachedAt(String email, String phone) {
    Customer customer =
        new Customer(
            "kari", null, null, email, phone, null, null, null, null, null, null, false, List.of(),
            Set.of(), Map.of());
    return new Dossier(
        customer, 1, Map.of(), Set.of(), new History(AT, Map.of(), List.of()), List.of());
  }

  private static Verdict judge(String onlyTo, Dossier dossier, Channel... channels) {
    return new TrialGate()
        .judge(
            Cases.candidate(Purpose.SERVICE, AT).on(List.of(channels)),
            dossier,
            Cases.policy().in(Circumstances.USUAL.limitedTo(OnlyTo.parse(onlyTo))),
            AT);
  }

  private static void isAdmitted(Verdict verdict, Channel... left) {
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Send.class,
            send -> assertThat(send.candidate().channels()).containsExactly(left));
  }

  private static void isNotInTrial(Verdict verdict) {
    assertThat(verdict).isEqualTo(new Verdict.Drop(Reason.NOT_IN_TRIAL));
  }

  @Test
  void without_a_trial_everybody_may_be_reached() {
    isAdmitted(judge(null, reachedAt("kari@example.org", null), Channel.EMAIL), Channel.EMAIL);
  }

  @Test
  void an_address_is_named_whole_and_in_whatever_letters() {
    Dossier kari = reachedAt("Kari@example.org", null);
    isAdmitted(judge("ola@example.org, kari@Example.org", kari, Channel.EMAIL), Channel.EMAIL);
    isNotInTrial(judge("ari@example.org", kari, Channel.EMAIL));
  }

  @Test
  void a_domain_admits_its_own_addresses_and_no_others() {
    for (String domain : List.of("example.org", "@example.org")) {
      isAdmitted(judge(domain, reachedAt("k@example.org", null), Channel.EMAIL), Channel.EMAIL);
      isNotInTrial(judge(domain, reachedAt("k@badexample.org", null), Channel.EMAIL));
      isNotInTrial(judge(domain, reachedAt("k@mail.example.org", null), Channel.EMAIL));
    }
  }

  @Test
  void calls_are_limited_too_however_the_number_is_written() {
    Dossier kari = reachedAt("kari@example.org", "+47 22 12 34 56");
    isAdmitted(judge("+4722123456", kari, Channel.CALL), Channel.CALL);
    isAdmitted(
        judge("+47 22 12 34 56", reachedAt(null, "0047 22123456"), Channel.CALL), Channel.CALL);
    isNotInTrial(judge("kari@example.org", kari, Channel.CALL));
    isAdmitted(
        judge("kari@example.org", kari, Channel.CALL, Channel.SMS, Channel.EMAIL), Channel.EMAIL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "kari",
        "kari@",
        "kari@example",
        "a@example.org,,b@example.org",
        "22123456",
        "example.org;example.com",
        "*"
      })
  void what_is_no_address_is_refused_rather_than_ignored(String bad) {
    assertThatThrownBy(() -> OnlyTo.parse(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected mail addresses, domains");
  }
}
