package org.beforehand.console;

import java.time.InstantSource;
import java.util.Map;
import org.beforehand.studio.Member;
import org.beforehand.studio.StaffAddress;
import org.beforehand.studio.StaffAddresses;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who asks, and where they get mail. */
@RestController
@RequestMapping("/api/staff/me")
final class StaffApi {

  private final StaffAddresses addresses;
  private final InstantSource clock;

  StaffApi(StaffAddresses addresses, InstantSource clock) {
    this.addresses = addresses;
    this.clock = clock;
  }

  /**
   * Whoever asks.
   *
   * @param email null where they gave none
   */
  record Me(String name, String role, @Nullable String email, boolean verified) {}

  @GetMapping
  Me me(@RequestAttribute(Member.ATTRIBUTE) Member who) {
    StaffAddress address = addresses.of(who);
    return new Me(who.name(), who.role().word(), address.email(), address.verified());
  }

  /** Answers with what became of the mail that has the code. */
  @PutMapping("/address")
  RelaySaid change(
      @RequestBody Map<String, Object> body, @RequestAttribute(Member.ATTRIBUTE) Member who) {
    Asked asked = Asked.of(body, "email");
    return RelaySaid.of(addresses.change(asked.text("email"), who, clock.instant()));
  }

  @PostMapping("/address/confirm")
  Me confirm(
      @RequestBody Map<String, Object> body, @RequestAttribute(Member.ATTRIBUTE) Member who) {
    Asked asked = Asked.of(body, "code");
    addresses.confirm(asked.text("code"), who, clock.instant());
    return me(who);
  }
}
