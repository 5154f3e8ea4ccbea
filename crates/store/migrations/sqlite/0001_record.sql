-- The record: an event log with its end, files by digest, and the personal data that can be erased.
-- The number below says "osmm" in the header of the file, which is how a file of others is told without opening it.
pragma application_id = 1869835629;

create table osmm (
  one integer primary key check (one = 1),
  version integer not null
) strict;

create table head (
  one integer primary key check (one = 1),
  seq integer not null,
  digest text not null
) strict;

create table events (
  seq integer primary key,
  at integer not null,
  by_person text not null,
  why_commitment text,
  why_salt text,
  why_text text,
  kind text not null,
  change text not null,
  within text,
  unit text,
  item text,
  previous text not null,
  digest text not null
) strict;

create index events_within on events (within);
create index events_unit_item on events (unit, item);

create table blobs (
  digest text primary key,
  bytes blob not null
) strict;

create table people (
  person text primary key,
  handle text unique,
  name text,
  contact text,
  salt text
) strict;

insert into osmm (one, version) values (1, 1);
insert into head (one, seq, digest)
  values (1, 0, 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
