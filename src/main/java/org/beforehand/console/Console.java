package org.beforehand.console;

import java.time.InstantSource;
import javax.sql.DataSource;
import org.beforehand.customer.Dictionary;
import org.beforehand.customer.Dossiers;
import org.beforehand.customer.Timeline;
import org.beforehand.decide.Rulebooks;
import org.beforehand.deliver.Answers;
import org.beforehand.deliver.CallScripts;
import org.beforehand.deliver.CapturedTexts;
import org.beforehand.deliver.Ledger;
import org.beforehand.deliver.Mailbox;
import org.beforehand.desk.Alerts;
import org.beforehand.desk.CallTasks;
import org.beforehand.desk.NoteTasks;
import org.beforehand.goodwill.Budgets;
import org.beforehand.goodwill.GestureBook;
import org.beforehand.goodwill.Owed;
import org.beforehand.incident.Incidents;
import org.beforehand.incident.Notices;
import org.beforehand.incident.Promises;
import org.beforehand.intake.MissedTimes;
import org.beforehand.intake.OutageFeed;
import org.beforehand.intake.StillOut;
import org.beforehand.intake.Unsubscribing;
import org.beforehand.intake.WaitingBook;
import org.beforehand.studio.Approvals;
import org.beforehand.studio.Audit;
import org.beforehand.studio.CallDesk;
import org.beforehand.studio.DataDictionary;
import org.beforehand.studio.Drafts;
import org.beforehand.studio.Granting;
import org.beforehand.studio.Handovers;
import org.beforehand.studio.IncidentActs;
import org.beforehand.studio.NoteDesk;
import org.beforehand.studio.Proofs;
import org.beforehand.studio.Releases;
import org.beforehand.studio.RolloutWatch;
import org.beforehand.studio.Silencing;
import org.beforehand.studio.Simulations;
import org.beforehand.studio.StaffAddresses;
import org.beforehand.studio.Switchboard;
import org.beforehand.studio.Uplift;
import org.beforehand.studio.Why;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The room's pages and addresses. */
@Configuration(proxyBeanMethods = false)
public class Console {

  @Bean
  CallList callList(
      CallTasks tasks, CallScripts scripts, Rulebooks rulebooks, InstantSource clock) {
    return new CallList(tasks, scripts, rulebooks, clock);
  }

  @Bean
  NoteList noteList(JdbcClient db, CallScripts scripts, Rulebooks rulebooks, InstantSource clock) {
    return new NoteList(new NoteTasks(db), scripts, rulebooks, clock);
  }

  @Bean
  DeskPages deskPages(
      CallList calls,
      NoteList notes,
      CallDesk callDesk,
      NoteDesk noteDesk,
      Rulebooks rulebooks,
      InstantSource clock) {
    return new DeskPages(calls, notes, callDesk, noteDesk, rulebooks, clock);
  }

  @Bean
  WatchList watchList(
      OutageFeed feed,
      Incidents incidents,
      JdbcClient db,
      Rulebooks rulebooks,
      InstantSource clock) {
    return new WatchList(
        feed,
        new IncidentWatch(incidents, new Promises(db), new Answers(db)),
        new MissedTimes(db),
        new Timeline(db),
        new Alerts(db),
        rulebooks,
        clock);
  }

  @Bean
  MoneyWatch moneyWatch(JdbcClient db, Rulebooks rulebooks, InstantSource clock) {
    return new MoneyWatch(new GestureBook(db), new Owed(db), rulebooks, clock);
  }

  @Bean
  Pages pages(
      Ledger ledger,
      Mailbox mailbox,
      CapturedTexts texts,
      WatchList watch,
      MoneyWatch money,
      Rulebooks rulebooks) {
    return new Pages(ledger, mailbox, texts, watch, money, rulebooks);
  }

  @Bean
  Api api(
      Ledger ledger,
      Incidents incidents,
      Dossiers dossiers,
      CallList calls,
      WatchList watch,
      JdbcClient db,
      InstantSource clock) {
    return new Api(
        ledger, incidents, dossiers, calls, new Alerts(db), new Notices(db), watch, clock);
  }

  @Bean
  DictionaryApi dictionaryApi(JdbcClient db, Rulebooks rulebooks) {
    return new DictionaryApi(new DataDictionary(new Dictionary(db), rulebooks));
  }

  @Bean
  Description description() {
    return new Description();
  }

  @Bean
  WhyApi whyApi(JdbcClient db, Rulebooks rulebooks, InstantSource clock) {
    return new WhyApi(new Why(db, rulebooks), clock);
  }

  @Bean
  SimulationApi simulationApi(Simulations simulations, Rulebooks rulebooks, InstantSource clock) {
    return new SimulationApi(simulations, rulebooks, clock);
  }

  @Bean
  UpliftApi upliftApi(DataSource source, Rulebooks rulebooks, InstantSource clock) {
    return new UpliftApi(new Uplift(source), rulebooks, clock);
  }

  @Bean
  DraftsApi draftsApi(Drafts drafts, Releases releases, InstantSource clock) {
    return new DraftsApi(drafts, releases, clock);
  }

  @Bean
  RevisionsApi revisionsApi(Rulebooks rulebooks, Releases releases, InstantSource clock) {
    return new RevisionsApi(rulebooks, releases, clock);
  }

  @Bean
  CampaignsApi campaignsApi(
      Rulebooks rulebooks,
      Switchboard switchboard,
      RolloutWatch rollouts,
      Audit audit,
      InstantSource clock) {
    return new CampaignsApi(rulebooks, switchboard, rollouts, audit, clock);
  }

  @Bean
  SilencesApi silencesApi(Silencing silencing, InstantSource clock) {
    return new SilencesApi(silencing, clock);
  }

  @Bean
  ApprovalsApi approvalsApi(Approvals approvals, InstantSource clock) {
    return new ApprovalsApi(approvals, clock);
  }

  @Bean
  BudgetsApi budgetsApi(
      Rulebooks rulebooks, JdbcClient db, Approvals approvals, InstantSource clock) {
    return new BudgetsApi(rulebooks, new Budgets(db), approvals, clock);
  }

  @Bean
  GrantsApi grantsApi(Granting granting, InstantSource clock) {
    return new GrantsApi(granting, clock);
  }

  @Bean
  GesturesApi gesturesApi(JdbcClient db, Handovers handovers, InstantSource clock) {
    return new GesturesApi(new GestureBook(db), new Owed(db), handovers, clock);
  }

  @Bean
  NotesApi notesApi(NoteList notes, NoteDesk desk, InstantSource clock) {
    return new NotesApi(notes, desk, clock);
  }

  @Bean
  WaitingListApi waitingListApi(JdbcClient db) {
    return new WaitingListApi(new WaitingBook(db));
  }

  @Bean
  ProofsApi proofsApi(Proofs proofs, InstantSource clock) {
    return new ProofsApi(proofs, clock);
  }

  @Bean
  StaffApi staffApi(StaffAddresses addresses, InstantSource clock) {
    return new StaffApi(addresses, clock);
  }

  @Bean
  UnsubscribePage unsubscribePage(Unsubscribing unsubscribing, Rulebooks rulebooks) {
    return new UnsubscribePage(unsubscribing, rulebooks);
  }

  @Bean
  StillOutPage stillOutPage(StillOut stillOut, Rulebooks rulebooks) {
    return new StillOutPage(stillOut, rulebooks);
  }

  @Bean
  IncidentsApi incidentsApi(
      Incidents incidents,
      JdbcClient db,
      IncidentActs acts,
      Rulebooks rulebooks,
      InstantSource clock) {
    return new IncidentsApi(incidents, new Promises(db), new Answers(db), acts, rulebooks, clock);
  }

  @Bean
  ApiProblems apiProblems() {
    return new ApiProblems();
  }

  @Bean
  FilterRegistrationBean<StrictHeaders> strictHeaders() {
    FilterRegistrationBean<StrictHeaders> filter =
        new FilterRegistrationBean<>(new StrictHeaders());
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return filter;
  }
}
