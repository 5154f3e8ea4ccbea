-- Who may come in, and who looked at what: beside the record, not part of it. No event, export or check covers these.
-- Of passwords there are hashes, of other secrets digests.
create table accounts (
  person text primary key,
  password text,
  subject text unique
) strict;

create table keys (
  digest text primary key,
  kind text not null,
  person text not null,
  name text not null,
  writes integer not null,
  by_person text not null,
  made integer not null,
  seen integer not null,
  ends integer not null
) strict;

create index keys_person on keys (person, kind);

create table accesses (
  id integer primary key,
  at integer not null,
  person text not null,
  page text not null,
  assessment text,
  unit text
) strict;

create index accesses_person on accesses (person, id);
