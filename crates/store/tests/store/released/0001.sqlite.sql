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

delete from osmm;
delete from head;
insert into osmm (one, version) values (1, 1);
insert into head (one, seq, digest) values (1, 10, 'sha256:0dc65f3d07aa3b603f304cd98b71da1c61d703ec092ee0f740eebe5771ec96e5');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (1, 1795000000123456, 'p-00000000000a', NULL, NULL, NULL, 'named', '{"kind":"named","name":"Example"}', NULL, NULL, NULL, 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'sha256:dfc712ff6e637602bb97b05e83f93a394adee30bd6a1c808fa1f6a9684c3f84e');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (10, 1795000000123456, 'p-00000000000a', NULL, NULL, NULL, 'person-erased', '{"kind":"person-erased","person":"p-00000000000b","reasons":[8]}', NULL, NULL, NULL, 'sha256:d5f466944301717747879c83329cad25d7a862c6a7edd772aafb68b0179bfd34', 'sha256:0dc65f3d07aa3b603f304cd98b71da1c61d703ec092ee0f740eebe5771ec96e5');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (2, 1795000000123456, 'p-00000000000a', NULL, NULL, NULL, 'units-set', '{"kind":"units-set","set":[{"headcount":3,"id":"all","title":"Unit all"},{"headcount":3,"id":"web","parent":"all","title":"Unit web"}]}', NULL, NULL, NULL, 'sha256:dfc712ff6e637602bb97b05e83f93a394adee30bd6a1c808fa1f6a9684c3f84e', 'sha256:f64f48652c4f662ee401d4332d566d03ccc7fc255df799e1a6e588598bcd4852');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (3, 1795000000123456, 'p-00000000000a', NULL, NULL, NULL, 'person-set', '{"commitment":"sha256:e86eb4a948711c1820116cf87220d5ac0c5cec3773763f96f4ee5c9a5d6edb0d","kind":"person-set","person":"p-00000000000a"}', NULL, NULL, NULL, 'sha256:f64f48652c4f662ee401d4332d566d03ccc7fc255df799e1a6e588598bcd4852', 'sha256:bf3f6d67b56d3d421346781ef36c5895a27c4dda1a256326348461423fb93967');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (4, 1795000000123456, 'p-00000000000a', NULL, NULL, NULL, 'person-set', '{"commitment":"sha256:5ae876930580ef4f024ab3f2176c1cf7082575b57154ae0e0d672ee2a91b0c65","kind":"person-set","person":"p-00000000000b"}', NULL, NULL, NULL, 'sha256:bf3f6d67b56d3d421346781ef36c5895a27c4dda1a256326348461423fb93967', 'sha256:d0a7e3d59dd9c37868732ca835972e012499de83827d7a3a8ea767af94a997ce');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (5, 1795000000123456, 'p-00000000000a', NULL, NULL, NULL, 'opened', '{"assessment":"2026-q4","kind":"opened","scope":{"answering":["web"],"as_of":"2026-11-30","model":"sha256:f55151f3247f7d282f04d23f77799d9f9f2cf83c3d16bce590bcaeb53c770369","snapshots":1,"title":"Autumn","units":[{"headcount":3,"id":"all","title":"Unit all"},{"headcount":3,"id":"web","parent":"all","title":"Unit web"}]}}', NULL, NULL, NULL, 'sha256:d0a7e3d59dd9c37868732ca835972e012499de83827d7a3a8ea767af94a997ce', 'sha256:3b841889e7fd7f560df853b5e9f2f1e10a150357b0545f9f0937bd8f185e6739');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (6, 1795000000123456, 'p-00000000000a', 'sha256:9a99464ceb92d4fc082f68934834444ba8d9278b8a767aecca23b6b3cb923433', '79fad526ffb9c7414b145aa7577277c9', 'as agreed', 'responded', '{"answer":{"rating":2,"state":"rated"},"assessment":"2026-q4","item":"policy","kind":"responded","respondent":"p-00000000000b","unit":"web"}', '2026-q4', 'web', 'policy', 'sha256:3b841889e7fd7f560df853b5e9f2f1e10a150357b0545f9f0937bd8f185e6739', 'sha256:3eadd41bb034c20bd5ff725a9b8fde55a30dc6f99d2ed869e3825f1036432d26');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (7, 1795000000123456, 'p-00000000000a', 'sha256:9c46aff408b6ac47da4aa307db65ddb17c63991b9102a385cdc7dc6ca417764f', 'c0d0041cb237b03b7ae48ce5932cac2a', 'by the nightly run', 'observed', '{"changed":{"repository-0":"sha256:df384ae97c77ad3001626aab01f2eb2aad176448109165df1d64c57b7091cd1c"},"frame":"sha256:9dff50df08c635815f4b19da10f756605a34a79a48d4ba48712782502975a70e","kind":"observed","observed_at":"2026-11-18T11:06:40Z","unit":"web"}', NULL, 'web', NULL, 'sha256:3eadd41bb034c20bd5ff725a9b8fde55a30dc6f99d2ed869e3825f1036432d26', 'sha256:c9bd4681948dc062845e0d0ad83b09369dae3b612c5fb443a726e3ac2d6a1432');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (8, 1795000000123456, 'p-00000000000a', 'sha256:365fb8e570ed7fe2c9895340c6ae8d3416440ab3df1b20c5953c972ea7b28a0d', NULL, NULL, 'responded', '{"answer":{"rating":2,"state":"rated"},"assessment":"2026-q4","item":"training","kind":"responded","respondent":"p-00000000000b","unit":"web"}', '2026-q4', 'web', 'training', 'sha256:c9bd4681948dc062845e0d0ad83b09369dae3b612c5fb443a726e3ac2d6a1432', 'sha256:14d0e2b3a172192046aff29d7a89b3a0fc8a57b0250c9917542a6513f46c4546');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (9, 1795000000123456, 'p-00000000000a', NULL, NULL, NULL, 'responded', '{"answer":{"rating":2,"state":"rated"},"assessment":"2026-q4","item":"training","kind":"responded","respondent":"p-00000000000b","unit":"web"}', '2026-q4', 'web', 'training', 'sha256:14d0e2b3a172192046aff29d7a89b3a0fc8a57b0250c9917542a6513f46c4546', 'sha256:d5f466944301717747879c83329cad25d7a862c6a7edd772aafb68b0179bfd34');
insert into blobs (digest, bytes) values ('sha256:9dff50df08c635815f4b19da10f756605a34a79a48d4ba48712782502975a70e', X'6672616D65');
insert into blobs (digest, bytes) values ('sha256:df384ae97c77ad3001626aab01f2eb2aad176448109165df1d64c57b7091cd1c', X'7061796D656E7473');
insert into blobs (digest, bytes) values ('sha256:f55151f3247f7d282f04d23f77799d9f9f2cf83c3d16bce590bcaeb53c770369', X'7B226D6F64656C223A226D616465207570227D');
insert into people (person, handle, name, contact, salt) values ('p-00000000000a', 'lead', 'Ada Vogt', 'ada@example.org', '7d54ed971d489b1ebd489b4d62cdad01');
insert into people (person, handle, name, contact, salt) values ('p-00000000000b', NULL, NULL, NULL, NULL);
