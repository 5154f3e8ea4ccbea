-- Scans that wait, run or ended, and their steps: beside the record, not part of it. No event, export or check covers
-- these. What a scan saw is in the record once it is over; its steps and files are forgotten then.
create table scans (
  id integer primary key autoincrement,
  by_person text not null,
  unit text,
  tool text not null,
  began integer not null,
  input text not null,
  state text not null,
  told text,
  done integer not null default 0,
  total integer not null default 0
);

create table scan_steps (
  scan integer not null references scans (id) on delete cascade,
  step integer not null,
  kind text not null,
  name text not null,
  input text not null,
  state text not null,
  tries integer not null default 0,
  worker text,
  until integer not null default 0,
  result blob,
  primary key (scan, step)
);

create index scan_steps_state on scan_steps (scan, state);
create index scan_steps_worker on scan_steps (worker);

create table scan_files (
  scan integer not null references scans (id) on delete cascade,
  number integer not null,
  name text not null,
  repository text,
  bytes blob not null,
  primary key (scan, number)
);
