package org.beforehand;

import org.beforehand.decide.Rulebooks;
import org.beforehand.deliver.Mailbox;
import org.beforehand.deliver.Origin;
import org.beforehand.deliver.SmtpSettings;
import org.beforehand.deliver.StaffMail;
import org.beforehand.studio.Drafts;
import org.beforehand.studio.Proofs;
import org.beforehand.studio.StaffAddresses;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What members of staff get by mail: codes that verify their addresses, and proofs. */
@Configuration(proxyBeanMethods = false)
class MailToStaff {

  @Bean(destroyMethod = "close")
  StaffMail staffMail(
      Mailbox mailbox,
      Origin origin,
      @Value("${beforehand.smtp-url:#{null}}") @Nullable String smtp) {
    SmtpSettings relay = MailOrigin.relay(smtp);
    return relay == null ? StaffMail.captured(mailbox, origin) : StaffMail.over(relay, origin);
  }

  @Bean
  StaffAddresses staffAddresses(
      JdbcClient db, TransactionTemplate transaction, Rulebooks rulebooks, StaffMail mail) {
    return new StaffAddresses(db, transaction, rulebooks, mail);
  }

  @Bean
  Proofs proofs(
      JdbcClient db,
      TransactionTemplate transaction,
      Rulebooks rulebooks,
      Drafts drafts,
      StaffMail mail) {
    return new Proofs(db, transaction, rulebooks, drafts, mail);
  }
}
