package org.beforehand.studio;

import java.time.Instant;
import java.util.Map;
import org.beforehand.goodwill.Budgets;
import org.beforehand.goodwill.Fulfilment;
import org.beforehand.goodwill.Fulfilments;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What was handed over to be done as often as is allowed, and a colleague looks at. */
public final class Handovers {

  private final Fulfilments fulfilments;
  private final Audit audit;
  private final TransactionTemplate transaction;

  public Handovers(JdbcClient db, TransactionTemplate transaction) {
    this.fulfilments = new Fulfilments(db);
    this.audit = new Audit(db);
    this.transaction = transaction;
  }

  /**
   * Says what is to become of one.
   *
   * @param to {@code DUE} to try it again, {@code DONE} or {@code REFUSED}
   * @throws Refused if it does not wait for anybody, or that is not theirs to say
   */
  public void decide(String key, Fulfilment.State to, String why, Member who, Instant at) {
    who.mustBe("decide about money", Role.APPROVER, Role.OPERATOR);
    transaction.executeWithoutResult(
        status -> {
          if (!fulfilments.decided(key, to, new Budgets.By(who.name(), why), at)) {
            throw new Refused(
                Refused.Why.CONFLICT, "nothing with the key \"" + key + "\" waits for anybody");
          }
          audit.add(who.name(), "fulfilment." + to.word(), key, at, Map.of("why", why));
        });
  }
}
