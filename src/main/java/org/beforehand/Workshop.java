package org.beforehand;

import org.beforehand.decide.Rulebooks;
import org.beforehand.intake.DeskReports;
import org.beforehand.intake.IncidentReports;
import org.beforehand.intake.Intake;
import org.beforehand.studio.Approvals;
import org.beforehand.studio.Audit;
import org.beforehand.studio.CallDesk;
import org.beforehand.studio.Drafts;
import org.beforehand.studio.Granting;
import org.beforehand.studio.Handovers;
import org.beforehand.studio.IncidentActs;
import org.beforehand.studio.NoteDesk;
import org.beforehand.studio.Publishing;
import org.beforehand.studio.Releases;
import org.beforehand.studio.RolloutWatch;
import org.beforehand.studio.Silencing;
import org.beforehand.studio.Staff;
import org.beforehand.studio.Switchboard;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What staff work with: drafts, publications, switches, and the record of all that. */
@Configuration(proxyBeanMethods = false)
class Workshop {

  @Bean
  Staff staff(JdbcClient db) {
    return new Staff(db);
  }

  @Bean
  Drafts drafts(JdbcClient db, TransactionTemplate transaction, Rulebooks rulebooks) {
    return new Drafts(db, transaction, rulebooks);
  }

  @Bean
  Releases releases(
      JdbcClient db, TransactionTemplate transaction, Drafts drafts, Publishing publishing) {
    return new Releases(db, transaction, drafts, publishing);
  }

  @Bean
  CallDesk callDesk(JdbcClient db, TransactionTemplate transaction, Intake intake) {
    return new CallDesk(db, transaction, new DeskReports(intake));
  }

  @Bean
  NoteDesk noteDesk(JdbcClient db, TransactionTemplate transaction, Intake intake) {
    return new NoteDesk(db, transaction, new DeskReports(intake));
  }

  @Bean
  IncidentActs incidentActs(JdbcClient db, TransactionTemplate transaction, Intake intake) {
    return new IncidentActs(db, transaction, new IncidentReports(intake));
  }

  @Bean
  Switchboard switchboard(JdbcClient db, TransactionTemplate transaction, Rulebooks rulebooks) {
    return new Switchboard(db, transaction, rulebooks);
  }

  @Bean
  Silencing silencing(JdbcClient db, TransactionTemplate transaction, Rulebooks rulebooks) {
    return new Silencing(db, transaction, rulebooks);
  }

  @Bean
  RolloutWatch rolloutWatch(
      JdbcClient db,
      TransactionTemplate transaction,
      Rulebooks rulebooks,
      Switchboard switchboard) {
    return new RolloutWatch(db, transaction, rulebooks, switchboard);
  }

  @Bean
  Approvals approvals(JdbcClient db, TransactionTemplate transaction, Rulebooks rulebooks) {
    return new Approvals(db, transaction, rulebooks);
  }

  @Bean
  Granting granting(
      JdbcClient db, TransactionTemplate transaction, Rulebooks rulebooks, Intake intake) {
    return new Granting(db, transaction, rulebooks, intake);
  }

  @Bean
  Handovers handovers(JdbcClient db, TransactionTemplate transaction) {
    return new Handovers(db, transaction);
  }

  @Bean
  Audit audit(JdbcClient db) {
    return new Audit(db);
  }
}
