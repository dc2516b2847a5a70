package org.beforehand.studio;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.beforehand.decide.OnlyTo;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Those that a proof may go to: members of staff who showed that they read what comes to them. */
final class ProofReaders {

  private final StaffAddressTable table;

  ProofReaders(JdbcClient db) {
    this.table = new StaffAddressTable(db);
  }

  /** One of them, with the verified address. */
  record Reader(String name, String email) {}

  /**
   * Those of these names, in their order.
   *
   * @param onlyTo whom this installation may reach
   * @throws Refused naming everybody that a proof may not go to, if there is anybody
   */
  List<Reader> named(List<String> names, OnlyTo onlyTo) {
    Map<String, StaffAddress> staff =
        table.of(names).stream().collect(Collectors.toMap(StaffAddress::name, Function.identity()));
    List<Reader> readers = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (String name : names) {
      StaffAddress address = staff.get(name);
      if (address == null) {
        wrong.add(name + " is not on the staff");
      } else if (address.email() == null || !address.verified()) {
        wrong.add(name + " has no verified address");
      } else if (!onlyTo.admits(address.email())) {
        wrong.add(name + " is not among those that this trial may reach (BEFOREHAND_ONLY_TO)");
      } else {
        readers.add(new Reader(name, address.email()));
      }
    }
    if (!wrong.isEmpty()) {
      throw new Refused(
          Refused.Why.WRONG,
          "to: expected members of staff with verified addresses; " + String.join("; ", wrong));
    }
    return readers;
  }
}
