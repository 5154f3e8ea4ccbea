-- Who may come in, and who looked at what: beside the record, not part of it. No event, export or check covers these.
-- Of passwords there are hashes, of other secrets digests.
create table accounts (
  person text collate "C" primary key,
  password text collate "C",
  subject text collate "C" unique
);

create table keys (
  digest text collate "C" primary key,
  kind text collate "C" not null,
  person text collate "C" not null,
  name text collate "C" not null,
  writes bigint not null,
  by_person text collate "C" not null,
  made bigint not null,
  seen bigint not null,
  ends bigint not null
);

create index keys_person on keys (person, kind);

create table accesses (
  id bigint generated always as identity primary key,
  at bigint not null,
  person text collate "C" not null,
  page text collate "C" not null,
  assessment text collate "C",
  unit text collate "C"
);

create index accesses_person on accesses (person, id);
