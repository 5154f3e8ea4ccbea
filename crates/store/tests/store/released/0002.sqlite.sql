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

delete from osmm;
delete from head;
insert into osmm (one, version) values (1, 2);
insert into head (one, seq, digest) values (1, 10, 'sha256:8db31550a1812efb9e9e4aa652edabca21da6ffa72d838ef14b64878eae646c3');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (1, 1795000000123456, 'p-00000000000a', NULL, NULL, NULL, 'named', '{"kind":"named","name":"Example"}', NULL, NULL, NULL, 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'sha256:dfc712ff6e637602bb97b05e83f93a394adee30bd6a1c808fa1f6a9684c3f84e');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (10, 1795000000123456, 'p-00000000000a', NULL, NULL, NULL, 'person-erased', '{"kind":"person-erased","person":"p-00000000000b","reasons":[8]}', NULL, NULL, NULL, 'sha256:38def2f8c72c33f25f0bd20e7c8a08110e218a7fd24b0d5f69e0dea09e482149', 'sha256:8db31550a1812efb9e9e4aa652edabca21da6ffa72d838ef14b64878eae646c3');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (2, 1795000000123456, 'p-00000000000a', NULL, NULL, NULL, 'units-set', '{"kind":"units-set","set":[{"headcount":3,"id":"all","title":"Unit all"},{"headcount":3,"id":"web","parent":"all","title":"Unit web"}]}', NULL, NULL, NULL, 'sha256:dfc712ff6e637602bb97b05e83f93a394adee30bd6a1c808fa1f6a9684c3f84e', 'sha256:f64f48652c4f662ee401d4332d566d03ccc7fc255df799e1a6e588598bcd4852');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (3, 1795000000123456, 'p-00000000000a', NULL, NULL, NULL, 'person-set', '{"commitment":"sha256:4f2bd7d2c2ef99f4c85b36f048ae39206d87edb60ea30c78cd8506db2db04315","kind":"person-set","person":"p-00000000000a"}', NULL, NULL, NULL, 'sha256:f64f48652c4f662ee401d4332d566d03ccc7fc255df799e1a6e588598bcd4852', 'sha256:fa56ef578ef9b9a4ea42919898d305a960ba7ed4663bf290402d55bfe1dc6f4d');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (4, 1795000000123456, 'p-00000000000a', NULL, NULL, NULL, 'person-set', '{"commitment":"sha256:d9391a75b7e27a3b8c7de3effc757a1f5068bc33e4bdcc6ee3a74d4499ebbc14","kind":"person-set","person":"p-00000000000b"}', NULL, NULL, NULL, 'sha256:fa56ef578ef9b9a4ea42919898d305a960ba7ed4663bf290402d55bfe1dc6f4d', 'sha256:d396829e0ec3bcf642aac09ae5af42c9270954f354ec78638a88b8c7b0602929');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (5, 1795000000123456, 'p-00000000000a', NULL, NULL, NULL, 'opened', '{"assessment":"2026-q4","kind":"opened","scope":{"answering":["web"],"as_of":"2026-11-30","model":"sha256:f55151f3247f7d282f04d23f77799d9f9f2cf83c3d16bce590bcaeb53c770369","snapshots":1,"title":"Autumn","units":[{"headcount":3,"id":"all","title":"Unit all"},{"headcount":3,"id":"web","parent":"all","title":"Unit web"}]}}', NULL, NULL, NULL, 'sha256:d396829e0ec3bcf642aac09ae5af42c9270954f354ec78638a88b8c7b0602929', 'sha256:4612c863ecb5585550fceb136000d2ef9adaf58989477f279158f6b70d705db1');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (6, 1795000000123456, 'p-00000000000a', 'sha256:9217feef98c03b35a764b1e243a1118cb637396e3bfdf2db8ed35b34fecc6e51', '6204908601e5f7353865732c972db5a6', 'as agreed', 'responded', '{"answer":{"rating":2,"state":"rated"},"assessment":"2026-q4","item":"policy","kind":"responded","respondent":"p-00000000000b","unit":"web"}', '2026-q4', 'web', 'policy', 'sha256:4612c863ecb5585550fceb136000d2ef9adaf58989477f279158f6b70d705db1', 'sha256:69e3fdc151b812445d22d6212f9b57fcc2e0f8b61425ee2c576cea828f278b5d');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (7, 1795000000123456, 'p-00000000000a', 'sha256:a5bd61dde4fcfaf0526c616bd69aa0f03d1efef13d12f01dce95436461261b5a', 'acea80e7151310d36d2aaffe64182ad3', 'by the nightly run', 'observed', '{"changed":{"repository-0":"sha256:df384ae97c77ad3001626aab01f2eb2aad176448109165df1d64c57b7091cd1c"},"frame":"sha256:9dff50df08c635815f4b19da10f756605a34a79a48d4ba48712782502975a70e","kind":"observed","observed_at":"2026-11-18T11:06:40Z","unit":"web"}', NULL, 'web', NULL, 'sha256:69e3fdc151b812445d22d6212f9b57fcc2e0f8b61425ee2c576cea828f278b5d', 'sha256:932f08e0fd58fce8d812d617b1cab646a1e34427cec62d8a3c329d91f9862cb1');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (8, 1795000000123456, 'p-00000000000a', 'sha256:6617cf8580496b666998179f4f09e7421b06281bf92838ecb860704d79243718', NULL, NULL, 'responded', '{"answer":{"rating":2,"state":"rated"},"assessment":"2026-q4","item":"training","kind":"responded","respondent":"p-00000000000b","unit":"web"}', '2026-q4', 'web', 'training', 'sha256:932f08e0fd58fce8d812d617b1cab646a1e34427cec62d8a3c329d91f9862cb1', 'sha256:86b99bdeef7608f703653cd50988bf53f424e1fddeaee578830b02b85dd43a70');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (9, 1795000000123456, 'p-00000000000a', NULL, NULL, NULL, 'responded', '{"answer":{"rating":2,"state":"rated"},"assessment":"2026-q4","item":"training","kind":"responded","respondent":"p-00000000000b","unit":"web"}', '2026-q4', 'web', 'training', 'sha256:86b99bdeef7608f703653cd50988bf53f424e1fddeaee578830b02b85dd43a70', 'sha256:38def2f8c72c33f25f0bd20e7c8a08110e218a7fd24b0d5f69e0dea09e482149');
insert into blobs (digest, bytes) values ('sha256:9dff50df08c635815f4b19da10f756605a34a79a48d4ba48712782502975a70e', X'6672616D65');
insert into blobs (digest, bytes) values ('sha256:df384ae97c77ad3001626aab01f2eb2aad176448109165df1d64c57b7091cd1c', X'7061796D656E7473');
insert into blobs (digest, bytes) values ('sha256:f55151f3247f7d282f04d23f77799d9f9f2cf83c3d16bce590bcaeb53c770369', X'7B226D6F64656C223A226D616465207570227D');
insert into people (person, handle, name, contact, salt) values ('p-00000000000a', 'lead', 'Ada Vogt', 'ada@example.org', 'c6b6596055281353d5e3de0effe6328e');
insert into people (person, handle, name, contact, salt) values ('p-00000000000b', NULL, NULL, NULL, NULL);
