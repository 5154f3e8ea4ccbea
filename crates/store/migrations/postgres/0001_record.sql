-- The record: an event log with its end, files by digest, and the personal data that can be erased.
-- Texts are compared byte by byte, as SQLite does, so that an export has one order whatever the server's language.

create table osmm (
  one bigint primary key check (one = 1),
  version bigint not null
);

create table head (
  one bigint primary key check (one = 1),
  seq bigint not null,
  digest text collate "C" not null
);

create table events (
  seq bigint primary key,
  at bigint not null,
  by_person text collate "C" not null,
  why_commitment text collate "C",
  why_salt text collate "C",
  why_text text collate "C",
  kind text collate "C" not null,
  change text collate "C" not null,
  within text collate "C",
  unit text collate "C",
  item text collate "C",
  previous text collate "C" not null,
  digest text collate "C" not null
);

create index events_within on events (within, seq);
create index events_unit_item on events (unit, item, seq);

create table blobs (
  digest text collate "C" primary key,
  bytes bytea not null
);

create table people (
  person text collate "C" primary key,
  handle text collate "C" unique,
  name text collate "C",
  contact text collate "C",
  salt text collate "C"
);

insert into osmm (one, version) values (1, 1);
insert into head (one, seq, digest)
  values (1, 0, 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
