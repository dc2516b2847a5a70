-- Mail that was captured instead of sent, because no relay is configured. Shown at /mailbox.
create table captured_mail (
  -- The Message-ID: a second attempt at the same mail is the same row.
  message_id     text primary key,
  at             timestamptz not null,
  recipient      text not null,
  recipient_name text,
  subject        text not null,
  body_text      text not null,
  body_html      text not null,
  -- A language tag such as nb or en-GB.
  language       text not null
);

create index captured_mail_latest on captured_mail (at desc, message_id desc);
