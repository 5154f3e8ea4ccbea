-- Scans that wait, run or ended, and their steps: beside the record, not part of it. No event, export or check covers
-- these. What a scan saw is in the record once it is over; its steps and files are forgotten then.
create table scans (
  id bigint generated always as identity primary key,
  by_person text collate "C" not null,
  unit text collate "C",
  tool text collate "C" not null,
  began bigint not null,
  input text collate "C" not null,
  state text collate "C" not null,
  told text collate "C",
  done bigint not null default 0,
  total bigint not null default 0
);

create table scan_steps (
  scan bigint not null references scans (id) on delete cascade,
  step bigint not null,
  kind text collate "C" not null,
  name text collate "C" not null,
  input text collate "C" not null,
  state text collate "C" not null,
  tries bigint not null default 0,
  worker text collate "C",
  until bigint not null default 0,
  result bytea,
  primary key (scan, step)
);

create index scan_steps_state on scan_steps (scan, state);
create index scan_steps_worker on scan_steps (worker);

create table scan_files (
  scan bigint not null references scans (id) on delete cascade,
  number bigint not null,
  name text collate "C" not null,
  repository text collate "C",
  bytes bytea not null,
  primary key (scan, number)
);
