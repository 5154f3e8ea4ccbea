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

delete from osmm;
delete from head;
insert into osmm (one, version) values ('1', '2');
insert into head (one, seq, digest) values ('1', '10', 'sha256:ad433c7fbd065ad2e32878973ab66184de2495f296665abc753fd40c7d9cf670');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('1', '1795000000123456', 'p-00000000000a', NULL, NULL, NULL, 'named', '{"kind":"named","name":"Example"}', NULL, NULL, NULL, 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'sha256:dfc712ff6e637602bb97b05e83f93a394adee30bd6a1c808fa1f6a9684c3f84e');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('10', '1795000000123456', 'p-00000000000a', NULL, NULL, NULL, 'person-erased', '{"kind":"person-erased","person":"p-00000000000b","reasons":[8]}', NULL, NULL, NULL, 'sha256:476c43163122eb1b360b582dc4d368bb6a11c939815b914002c53f1fda42e35c', 'sha256:ad433c7fbd065ad2e32878973ab66184de2495f296665abc753fd40c7d9cf670');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('2', '1795000000123456', 'p-00000000000a', NULL, NULL, NULL, 'units-set', '{"kind":"units-set","set":[{"headcount":3,"id":"all","title":"Unit all"},{"headcount":3,"id":"web","parent":"all","title":"Unit web"}]}', NULL, NULL, NULL, 'sha256:dfc712ff6e637602bb97b05e83f93a394adee30bd6a1c808fa1f6a9684c3f84e', 'sha256:f64f48652c4f662ee401d4332d566d03ccc7fc255df799e1a6e588598bcd4852');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('3', '1795000000123456', 'p-00000000000a', NULL, NULL, NULL, 'person-set', '{"commitment":"sha256:d238cc52d444c71e9c838902f0ef9757262d3a45597cf9d33f60944e8ab45582","kind":"person-set","person":"p-00000000000a"}', NULL, NULL, NULL, 'sha256:f64f48652c4f662ee401d4332d566d03ccc7fc255df799e1a6e588598bcd4852', 'sha256:aeaa9c69396bb99f2a9550d1adedfb5cd5011f754f47e3eecd6d978e45338e0e');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('4', '1795000000123456', 'p-00000000000a', NULL, NULL, NULL, 'person-set', '{"commitment":"sha256:54c709bc2e4afeb7a401f92b15da79299efa17cb35ed87ee744113fb359daea9","kind":"person-set","person":"p-00000000000b"}', NULL, NULL, NULL, 'sha256:aeaa9c69396bb99f2a9550d1adedfb5cd5011f754f47e3eecd6d978e45338e0e', 'sha256:6ea6324979055f818165a0503d467c89a9aded7d9aa53eab08a27200faa3546e');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('5', '1795000000123456', 'p-00000000000a', NULL, NULL, NULL, 'opened', '{"assessment":"2026-q4","kind":"opened","scope":{"answering":["web"],"as_of":"2026-11-30","model":"sha256:f55151f3247f7d282f04d23f77799d9f9f2cf83c3d16bce590bcaeb53c770369","snapshots":1,"title":"Autumn","units":[{"headcount":3,"id":"all","title":"Unit all"},{"headcount":3,"id":"web","parent":"all","title":"Unit web"}]}}', NULL, NULL, NULL, 'sha256:6ea6324979055f818165a0503d467c89a9aded7d9aa53eab08a27200faa3546e', 'sha256:5605eb33bc03aa919b37dbd15304fd00a19f6e22e5cea3e506c640e1b2e08f50');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('6', '1795000000123456', 'p-00000000000a', 'sha256:d97560224cbdda9d10b2c54404427839e815e737a249e115bda6ca269f59b624', '5daed530b059e2642236c976f75cdfa1', 'as agreed', 'responded', '{"answer":{"rating":2,"state":"rated"},"assessment":"2026-q4","item":"policy","kind":"responded","respondent":"p-00000000000b","unit":"web"}', '2026-q4', 'web', 'policy', 'sha256:5605eb33bc03aa919b37dbd15304fd00a19f6e22e5cea3e506c640e1b2e08f50', 'sha256:3912307a35edf35d003c2a27c22580dbd2a7f820ff9fb9145f6525dec22da596');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('7', '1795000000123456', 'p-00000000000a', 'sha256:1adc2be2264dcdf45ff1e121a8149b0cd72c9e0155caf21cce93b84512bb8c60', '4b678b20aabd85891339a0908b4cf250', 'by the nightly run', 'observed', '{"changed":{"repository-0":"sha256:df384ae97c77ad3001626aab01f2eb2aad176448109165df1d64c57b7091cd1c"},"frame":"sha256:9dff50df08c635815f4b19da10f756605a34a79a48d4ba48712782502975a70e","kind":"observed","observed_at":"2026-11-18T11:06:40Z","unit":"web"}', NULL, 'web', NULL, 'sha256:3912307a35edf35d003c2a27c22580dbd2a7f820ff9fb9145f6525dec22da596', 'sha256:4652e2963ba6afcd4c0fa30d481c453a9e6f3fd1081b9d3fb94e5224a096e0ce');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('8', '1795000000123456', 'p-00000000000a', 'sha256:656a3ace13cb41d0073cfa5455c1e6c58e88f9c0f6e124d8838b31b90301e71f', NULL, NULL, 'responded', '{"answer":{"rating":2,"state":"rated"},"assessment":"2026-q4","item":"training","kind":"responded","respondent":"p-00000000000b","unit":"web"}', '2026-q4', 'web', 'training', 'sha256:4652e2963ba6afcd4c0fa30d481c453a9e6f3fd1081b9d3fb94e5224a096e0ce', 'sha256:d48314a551a1c35f58ad65db0822fac40fce587094156fd8d5f9d3d21a764b1b');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('9', '1795000000123456', 'p-00000000000a', NULL, NULL, NULL, 'responded', '{"answer":{"rating":2,"state":"rated"},"assessment":"2026-q4","item":"training","kind":"responded","respondent":"p-00000000000b","unit":"web"}', '2026-q4', 'web', 'training', 'sha256:d48314a551a1c35f58ad65db0822fac40fce587094156fd8d5f9d3d21a764b1b', 'sha256:476c43163122eb1b360b582dc4d368bb6a11c939815b914002c53f1fda42e35c');
insert into blobs (digest, bytes) values ('sha256:9dff50df08c635815f4b19da10f756605a34a79a48d4ba48712782502975a70e', E'\\x6672616d65');
insert into blobs (digest, bytes) values ('sha256:df384ae97c77ad3001626aab01f2eb2aad176448109165df1d64c57b7091cd1c', E'\\x7061796d656e7473');
insert into blobs (digest, bytes) values ('sha256:f55151f3247f7d282f04d23f77799d9f9f2cf83c3d16bce590bcaeb53c770369', E'\\x7b226d6f64656c223a226d616465207570227d');
insert into people (person, handle, name, contact, salt) values ('p-00000000000a', 'lead', 'Ada Vogt', 'ada@example.org', 'a75d20d1b8bad83f867a86be5f27c69f');
insert into people (person, handle, name, contact, salt) values ('p-00000000000b', NULL, NULL, NULL, NULL);
