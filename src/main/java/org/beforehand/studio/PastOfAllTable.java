package org.beforehand.studio;

import java.util.List;
import org.beforehand.studio.PastTable.Part;

/** What of the past is no single customer's: incidents, timers, schedules, suppressions. */
final class PastOfAllTable {

  /** Where each incident stood when the period begins, by its own history. */
  private static final String STOOD =
      """
      with stood as (
        select distinct on (u.incident) u.*, e.time as happened
          from incident_update u left join event e on e.source = u.source and e.id = u.event
         where u.at < {begins}
         order by u.incident, u.version desc),
      told as (
        select distinct on (s.incident) s.incident, s.at, u.eta,
               max(split_part(s.stage, '.', 2)::int)
                 filter (where s.stage similar to '(eta|still-out).[0-9]+') over w as updates,
               max(split_part(s.stage, '.', 2)::int)
                 filter (where s.stage similar to 'planned.[0-9]+') over w as announced,
               count(*) filter (where split_part(s.stage, '.', 1)
                                    in ('restored', 'completed', 'cancelled')) over w as ends,
               (select max(l.at) from incident_update l
                 where l.incident = s.incident and l.what = 'lapsed' and l.at < {begins}) as lapsed
          from sweep s join stood t on t.incident = s.incident and t.episode = s.episode
          left join incident_update u on u.incident = s.incident and u.version = s.version
         where s.at < {begins}
           and (s.state in ('running', 'done')
                or s.state = 'superseded' and s.stage similar to '%.[0-9]+')
        window w as (partition by s.incident)
         order by s.incident, s.at desc, s.id desc),
      moved as (
        select incident from incident_update where at >= {begins}
        union
        select incident from sweep where incident is not null and state in ('running', 'done')
                                     and at >= {begins})
      """;

  /** One that has not moved since is as it is. */
  private static final Part INCIDENTS =
      new Part(
          """
          incident (id, service, cause, planned, status, status_time, episode, version, eta,
                    eta_time, opened_at, told_eta, told_at, eta_updates, ended, from_at, told_from,
                    announced, next_update, estimate, broken, note)
          """,
          STOOD
              + """
              select i.id, i.service, i.cause, i.planned, i.status, i.status_time, i.episode,
                     i.version, i.eta, i.eta_time, i.opened_at, i.told_eta, i.told_at,
                     i.eta_updates, i.ended, i.from_at, i.told_from, i.announced, i.next_update,
                     i.estimate, i.broken, i.note
                from incident i join stood s on s.incident = i.id
               where i.id not in (select incident from moved)
              union all
              select i.id, i.service, i.cause, i.planned, s.status,
                     (select coalesce(min(e.time), min(u.at)) from incident_update u
                        left join event e on e.source = u.source and e.id = u.event
                       where u.incident = i.id and u.episode = s.episode and u.status = s.status
                         and u.at < {begins}),
                     s.episode, s.version, s.eta, coalesce(s.happened, s.at),
                     case when i.episode = s.episode then i.opened_at
                          else (select min(coalesce(e.time, u.at)) from incident_update u
                                  left join event e on e.source = u.source and e.id = u.event
                                 where u.incident = i.id and u.episode = s.episode) end,
                     t.eta, t.at, coalesce(v.eta_updates, t.updates, 0),
                     -- It touches nothing any more from when its end is told, also where that was
                     -- cut short because it began again.
                     coalesce(t.ends, 0) > 0
                       or s.status in ('restored', 'cancelled')
                          and coalesce(v.open_scopes = '{}', false),
                     i.from_at,
                     i.told_from, coalesce(t.announced, 0),
                     case when s.status not in ('open', 'planned') then null
                          when v.next_update is not null then v.next_update
                          when t.eta > t.at then t.eta
                          else greatest(t.at, t.lapsed) + interval '4 hours' end,
                     v.estimate, v.broken, coalesce(v.note, '{}')
                from incident i join stood s on s.incident = i.id
                left join told t on t.incident = i.id
                left join lateral (
                       select * from incident_version v
                        where v.incident = i.id and v.at < {begins} and v.episode = s.episode
                        order by v.moment desc limit 1) v on true
               where i.id in (select incident from moved)
              """);

  private static final Part UPDATES =
      new Part(
          "incident_update (incident, version, at, source, event, what, status, episode, eta)",
          """
          select incident, version, at, source, event, what, status, episode, eta
            from incident_update where at < {begins}
          """);

  private static final Part SCOPES =
      new Part(
          "incident_scope (scope, incident, first_episode, episode, open)",
          """
          select s.scope, s.incident, s.first_episode, s.episode, s.open from incident_scope s
           where exists (select from incident_update u
                          where u.incident = s.incident and u.at < {begins})
          """);

  /** Stages that were to be told later, and had not been made void by then. */
  private static final Part STAGES =
      new Part(
          "sweep (id, incident, episode, stage, version, source, event, scopes, at, due, state)",
          """
          select s.id, s.incident, s.episode, split_part(s.stage, '.', 1),
                 (select max(u.version) from incident_update u
                   where u.incident = s.incident and u.at < {begins}),
                 s.source, s.event, s.scopes, e.received, s.due, 'planned'
            from sweep s join event e on e.source = s.source and e.id = s.event
           where s.incident is not null and e.received < {begins}
             and (s.state = 'planned' or s.due >= {begins})
             and not (s.state = 'superseded'
                      and exists (select from incident_update u
                                   where u.incident = s.incident
                                     and u.at > e.received and u.at < {begins}))
          """);

  private static final Part HISTORY =
      new Part(
          "event (source, id, type, incident, time, received, fingerprint, data, outcome, detail,"
              + " schedule, item)",
          """
          select source, id, type, incident, time, received, fingerprint, data, outcome, detail,
                 schedule, item
            from (select * from event where incident is not null or item is not null
                  union all
                  select * from event where source = 'schedule') e
           where time >= {since}
             and case outcome when 'remembered' then time else received end < {begins}
          """);

  /** A promise that lapses is no event of anybody's; here it lapses again, or does not. */
  private static final Part EVENTS =
      new Part(
          "staged_event (at, line, source, id, type, subject, fingerprint, data, time)",
          """
          select e.came, (extract(epoch from e.received) * 1000000)::bigint, e.source, e.id, e.type,
                 coalesce('incident:' || e.incident, 'item:' || e.item), e.fingerprint,
                 coalesce(e.data, '{}'),
                 nullif(e.time, e.came)
            from (select *, case outcome when 'remembered' then time else received end as came
                    from event where incident is not null or item is not null) e
           where e.came between {begins} and {ends}
             and e.type <> 'incident.lapsed'
           order by e.received, e.time, e.id
          """);

  private static final Part TIMERS =
      new Part(
          "timer (id, campaign, customer, key, name, due, source, event, created, hash, state)",
          """
          select id, campaign, customer, key, name, due, source, event, created, hash,
                 case when due < {begins} then 'rung' else 'waiting' end
            from timer where created < {begins}
          """);

  /** What had been drawn by then and not been given back is spent; it is not given back here. */
  private static final Part BUDGETS =
      new Part(
          "budget (name, period, currency, topped_up, reserved, spent)",
          """
          select budget, period, currency,
                 coalesce(sum(amount) filter (where kind = 'top_up'), 0), 0,
                 coalesce(sum(case kind when 'reserve' then amount
                                        when 'refund' then -amount
                                        when 'expire' then -amount end), 0)
            from budget_entry where at < {begins} group by budget, period, currency
          """);

  private static final Part DRAWN =
      new Part(
          "budget_entry (budget, period, currency, kind, amount, at)",
          """
          select budget, period, currency, kind, sum(amount), max(at)
            from budget_entry where at < {begins} group by budget, period, currency, kind
          """);

  /** Where each asking stood by then. */
  private static final Part WAITING_LIST =
      new Part(
          """
          waiting_list (number, sku, customer, asked, source, event, entered, state, granted, told,
                        until, ended)
          """,
          """
          select number, sku, customer, asked, source, event, entered,
                 case when ended < {begins} then state
                      when granted < {begins} then 'reserved' else 'waiting' end,
                 case when granted < {begins} then granted end,
                 case when granted < {begins} then told end,
                 case when granted < {begins} then until end,
                 case when ended < {begins} then ended end
            from waiting_list where entered < {begins}
          """);

  private static final Part SCHEDULES =
      new Part(
          "schedule_run (campaign, kind, zone, occurrence, instant, at, state)",
          """
          select campaign, kind, zone, occurrence, instant, at, state
            from schedule_run where at < {begins}
          """);

  private static final Part SUPPRESSIONS =
      new Part(
          "suppression (hash, channel, reason, at, source)",
          "select hash, channel, reason, at, source from suppression where at < {begins}");

  /** The key by which addresses are recognised among the suppressed, which are kept as hashes. */
  private static final Part INSTALLATION =
      new Part(
          "installation (name, suppression_key)", "select name, suppression_key from installation");

  /** What is still waiting speaks in the words of the revision it was decided with. */
  private static final Part REVISIONS =
      new Part(
          "revision (hash, files, read_at)",
          "select hash, files, read_at from revision where read_at < {begins}");

  static final List<Part> PARTS =
      List.of(
          INSTALLATION,
          REVISIONS,
          SUPPRESSIONS,
          INCIDENTS,
          UPDATES,
          SCOPES,
          STAGES,
          HISTORY,
          EVENTS,
          TIMERS,
          WAITING_LIST,
          BUDGETS,
          DRAWN,
          SCHEDULES);

  private PastOfAllTable() {}
}
