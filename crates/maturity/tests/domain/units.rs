//! Units and people as organisations write them.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::date;
use osmm_maturity::event::Role;
use osmm_maturity::fault::Fault;
use osmm_maturity::person;
use osmm_maturity::unit::{
    RepositoryRule, Unit, UnitId, UnitTree, UnitsRead, owner_of, owner_of_any, read, read_all, repository_name,
};
use proptest::prelude::*;

fn lines(faults: &[Fault]) -> String {
    faults.iter().map(|f| format!("{f}\n")).collect()
}

fn shown(read: &UnitsRead) -> String {
    let unit = |u: &Unit| {
        let parent = u.parent.as_ref().map_or("-", |p| p.0.as_str());
        format!("{} | {} | {parent} | {} | {:?}\n", u.id.0, u.title, u.headcount, u.repositories)
    };
    let units: String = read.units.iter().map(unit).collect();
    format!("{units}faults:\n{}notes:\n{}", lines(&read.faults), lines(&read.notes))
}

#[test]
fn tables_are_read_as_spreadsheets_write_them() {
    let text = "\u{feff}Title;ID;Headcount;Parent;Repositories;Cost centre\r\n\
                Payments;pay;\"1,200\";Example Group;payments/ledger owner:pay|glob:cards-*/**;4711\r\n\
                Example Group;group;50 – 249;;;\r\n\
                ;;;;;\r\n\
                Müller & Söhne;;250+;group;https://git.example/acme/till.git/;\r\n";
    let read = read("units.csv", text.as_bytes());
    insta::assert_snapshot!(shown(&read), @r#"
    group | Example Group | - | 50 | []
    pay | Payments | group | 1200 | [Path("payments/ledger"), Owner("pay"), Glob("cards-*/**")]
    mueller-soehne | Müller & Söhne | group | 250 | [Path("acme/till")]
    faults:
    notes:
    units.csv:1: the column `cost centre` is not read
        hint: known: id, title, parent, headcount, repositories
    units.csv:3: the headcount `50 - 249` counts as 50, the lower end
    units.csv:5: the headcount `250+` counts as 250, the lower end
    units.csv:5: the id `mueller-soehne` is derived from the title `Müller & Söhne`
        hint: write it into the file: an id stays when the title changes
    "#);
    assert!(read.tree().is_ok());
}

#[test]
fn all_that_is_wrong_in_a_table_is_said_at_once() {
    let text = "id,title,parent,headcount,repositories\n\
                root,Root,,4-Feb,\n\
                a,A,b,<10,owner:x/y\n\
                b,B,a,2.5,path:\n\
                A,Twice,root,,\n\
                c d,Space,root,,\n\
                ,,root,7,\n\
                e,E,rot,,\n\
                self,Self,self,,\n\
                f,Twice,Twice,,\n\
                other,Other,,04/02/2026,\n";
    insta::assert_snapshot!(shown(&read("units.csv", text.as_bytes())), @r#"
    root | Root | - | 0 | []
    a | A | b | 0 | []
    b | B | a | 0 | []
    e | E | - | 0 | []
    self | Self | self | 0 | []
    f | Twice | f | 0 | []
    other | Other | - | 0 | []
    faults:
    units.csv:2: `4-Feb` is a date, not a headcount
        hint: a spreadsheet has taken a band for a date: write it as `2 to 4`, or make the column text first
    units.csv:3: `<10` is not a headcount
        hint: a whole number of people, or a band such as `50-249` or `250+`
    units.csv:3: `x/y` is more than one part of a name
        hint: for a group within it, write `path:x/y`
    units.csv:3: units are above themselves: a below b below a
        hint: leave the parent of the topmost one empty
    units.csv:4: `2.5` is not a headcount
        hint: a whole number of people, or a band such as `50-249` or `250+`
    units.csv:4: `path:` does not say which repositories
        hint: `path:payments/ledger`, `glob:payments-*/**` or `owner:payments`
    units.csv:5: unit `A` is there twice
        hint: the other one is at units.csv:3; ids are unique
    units.csv:6: `c d` cannot be the id of a unit
        hint: for example `c-d`; up to 80 letters, digits, `.`, `_` and `-`
    units.csv:7: a unit has neither id nor title
        hint: give it an id
    units.csv:8: unit `e` has the parent `rot`, which does not exist
        hint: did you mean `root`?
    units.csv:9: units are above themselves: self below self
        hint: leave the parent of the topmost one empty
    units.csv:10: units are above themselves: f below f
        hint: leave the parent of the topmost one empty
    units.csv:11: `04/02/2026` is a date, not a headcount
        hint: a spreadsheet has taken a band for a date: write it as `2 to 4`, or make the column text first
    notes:
    "#);
}

#[test]
fn several_roots_need_one_above_them() {
    let text = "id,title,parent\na,A,\nb,B,\nc,C,b\n";
    let alone = read("units.csv", text.as_bytes());
    insta::assert_snapshot!(lines(&alone.faults), @r#"
    units.csv:3: `b` has no parent, and neither has `a` at units.csv:2
        hint: exactly one unit has none: add a unit for the whole organisation, and name it as the parent of each
    "#);
    let unit = |id: &str| Unit {
        id: UnitId(id.into()),
        title: "All".into(),
        parent: None,
        headcount: 0,
        repositories: Vec::new(),
    };
    let under = |id| read_all(&[("units.csv", text.as_bytes())], Some(&unit(id)));
    let order =
        |read: UnitsRead| read.tree().unwrap().units().iter().map(|u| u.id.0.clone()).collect::<Vec<_>>().join(" ");
    assert_eq!(order(under("all")), "all a b c");
    assert_eq!(order(under("B")), "b a c", "a unit of the file takes the root's place");
}

#[test]
fn yaml_is_a_list_or_a_tree() {
    let tree = "
format: osmm-units/1
units:
  - title: Example Group
    id: group
    children:
      - Legal
      - id: pay
        title: Payments
        headcount: 12
        repositories: [payments/ledger, {owner: pay}, 'cards-*']
        children: [{id: till, headcount: 2-4}]
";
    let read_tree = read("units.yaml", tree.as_bytes());
    insta::assert_snapshot!(shown(&read_tree), @r#"
    group | Example Group | - | 0 | []
    legal | Legal | group | 0 | []
    pay | Payments | group | 12 | [Path("payments/ledger"), Owner("pay"), Glob("cards-*")]
    till | till | pay | 2 | []
    faults:
    notes:
    units.yaml:7:9: the id `legal` is derived from the title `Legal`
        hint: write it into the file: an id stays when the title changes
    units.yaml:12:42: the headcount `2-4` counts as 2, the lower end
    "#);
    let list = "- {id: group, title: Example Group}\n- {id: pay, parent: group}\n";
    assert_eq!(read("units.yml", list.as_bytes()).units.len(), 2);
    let wrong = "- {id: group, tilte: x}\n- {id: pay, parent: group, children: [{id: q, parent: group}], headcount: many}\n- 3\n";
    insta::assert_snapshot!(lines(&read("units.yaml", wrong.as_bytes()).faults), @r#"
    units.yaml:1:15: unknown key `tilte` in a unit
        hint: did you mean `title`?
    units.yaml:2:55: a unit among `children` has its parent already
        hint: take `parent` away, or the unit out of the other's `children`
    units.yaml:2:75: `many` is not a headcount
        hint: a whole number of people, or a band such as `50-249` or `250+`
    units.yaml:3:3: expected a unit (a map), found a number
    "#);
}

const CATALOGUE: &str = "
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: Acme, title: Acme Corp}
spec: {type: organization, children: [group:default/payments]}
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: payments}
spec: {type: team, profile: {displayName: Payments}, children: [Cards/Tills], members: [jane, joe]}
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: tills, namespace: cards}
spec: {type: team, parent: 'group:default/payments', children: [nowhere]}
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: {name: joe}
spec: {memberOf: [payments, group:cards/tills]}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: ledger, annotations: {github.com/project-slug: acme/ledger}}
spec: {type: service, owner: payments}
---
apiVersion: backstage.io/v1alpha1
kind: System
metadata: {name: till, annotations: {backstage.io/source-location: 'url:https://git.example/acme/tills/tree/main/'}}
spec: {owner: group:cards/tills}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: lost, annotations: {github.com/project-slug: acme/lost}}
spec: {owner: user:jane}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: vague}
spec: {owner: payments}
";

#[test]
fn catalogues_give_groups_and_what_they_own() {
    let (read, name) = (read("catalog-info.yaml", CATALOGUE.as_bytes()), "acme/Ledger");
    insta::assert_snapshot!(shown(&read), @r#"
    acme | Acme Corp | - | 0 | []
    payments | Payments | acme | 2 | [Path("acme/ledger")]
    cards.tills | tills | payments | 1 | [Path("acme/tills")]
    faults:
    notes:
    catalog-info.yaml:2:1: headcounts of 2 groups are counted from their members
        hint: whoever is in two groups counts in both
    catalog-info.yaml:12:1: the child `group:cards/nowhere` of `group:cards/tills` is in none of the files read
    catalog-info.yaml:32:1: 1 whose owner is no group in the files read, so their repositories have no unit: `component:default/lost`
    catalog-info.yaml:37:1: 1 without a repository (no `*/project-slug`, no `backstage.io/source-location`): `component:default/vague`
    "#);
    assert_eq!(owner_of(&read.tree().unwrap(), name).unwrap().id.0, "payments");
    let (groups, rest) = CATALOGUE.split_at(CATALOGUE.find("---\n").unwrap());
    let parts = [("a.yaml", rest.as_bytes()), ("b.yaml", groups.as_bytes())];
    let apart = read_all(&parts, None);
    assert_eq!(lines(&apart.faults), "", "entities speak of each other across files");
    let torn = "apiVersion: backstage.io/v1\nkind: Group\nmetadata: {name: 'a'}\nspec: {children: [b]}\n---\n\
                apiVersion: backstage.io/v1\nkind: Group\nmetadata: {name: 'b'}\nspec: {parent: c}\n";
    insta::assert_snapshot!(lines(&osmm_maturity::unit::read("torn.yaml", torn.as_bytes()).faults), @r#"
    torn.yaml:1:1: `group:default/b` is a child of `group:default/a`, but has the parent `c`
        hint: keep one of `spec.parent` there and `spec.children` here
    torn.yaml:6:1: unit `b` has the parent `c`, which does not exist
        hint: add that unit, read the file that has it as well, or name another parent
    "#);
}

/// The folder with fixtures, if it is there: `OSMM_FIXTURES`, or `../../../shared/fixtures` seen from this crate.
fn fixtures() -> Option<PathBuf> {
    let named = std::env::var_os("OSMM_FIXTURES").map(PathBuf::from);
    let folder = named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fixtures"));
    Some(folder.join("backstage")).filter(|f| f.is_dir())
}

#[test]
fn real_catalogues_are_understood() {
    let Some(folder) = fixtures() else {
        return println!("real_catalogues_are_understood: not run: no fixtures");
    };
    let mut ran = 0;
    for entry in fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_dir()) {
        let bytes = fs::read(entry.join("catalog-info.yaml")).unwrap();
        let read = read("catalog-info.yaml", &bytes);
        assert_eq!(read.faults.len(), 1, "{}", lines(&read.faults));
        assert!(read.faults[0].message.starts_with("the catalogue has no group"), "{}", lines(&read.faults));
        ran += 1;
    }
    println!("real_catalogues_are_understood: {ran} files");
    assert!(ran > 0);
}

fn tree(rules: &[(&str, RepositoryRule)]) -> UnitTree {
    let unit = |id: &str, parent: Option<&str>, repositories| Unit {
        id: UnitId(id.into()),
        title: id.into(),
        parent: parent.map(|p| UnitId(p.into())),
        headcount: 0,
        repositories,
    };
    let mut units = vec![unit("root", None, Vec::new())];
    units.extend(rules.iter().map(|(id, rule)| unit(id, Some("root"), vec![rule.clone()])));
    UnitTree::new(units).unwrap()
}

#[test]
fn the_most_specific_rule_owns() {
    let path = |p: &str| RepositoryRule::Path(p.into());
    let glob = |p: &str| RepositoryRule::Glob(p.into());
    let tree = tree(&[
        ("owner", RepositoryRule::Owner("acme".into())),
        ("all", glob("acme/**")),
        ("one", glob("acme/*-api")),
        ("path", path("acme/pay")),
        ("deep", path("/acme/pay/ledger/")),
        ("any", glob("**/tool")),
        ("again", glob("acme/*-api")),
    ]);
    let owner = |name| owner_of(&tree, name).map_or("nobody", |u| u.id.0.as_str());
    assert_eq!(owner("ACME/x"), "all");
    assert_eq!(owner("acme/x-api"), "one");
    assert_eq!(owner("acme/x/y-api"), "all");
    assert_eq!((owner("acme/pay"), owner("acme/pay/x"), owner("acme/payments")), ("path", "path", "all"));
    assert_eq!(owner("acme/pay/ledger"), "deep");
    assert_eq!((owner("tool"), owner("a/b/tool"), owner("a/mytool")), ("any", "any", "nobody"));
    assert_eq!((owner("acme"), owner(""), owner("/")), ("nobody", "nobody", "nobody"));
}

#[test]
fn no_glob_takes_long() {
    let name = "a".repeat(20_000);
    for glob in ["*a".repeat(200) + "b", "**a".repeat(150) + "b", "**/".repeat(150) + "b"] {
        assert!(owner_of(&tree(&[("x", RepositoryRule::Glob(glob))]), &name).is_none());
    }
}

/// All ways, tried one after the other.
fn simple(glob: &[char], name: &[char], start: bool) -> bool {
    match (glob, name) {
        ([], _) => name.is_empty(),
        (['*', '*', '/', rest @ ..], _) if start => {
            let ends = name.iter().enumerate().filter(|(_, c)| **c == '/').map(|(i, _)| i + 1);
            std::iter::once(0).chain(ends).any(|i| simple(rest, &name[i..], true))
        }
        (['*', '*', rest @ ..], _) => {
            let rest = &rest[rest.iter().take_while(|c| **c == '*').count()..];
            (0..=name.len()).any(|i| simple(rest, &name[i..], false))
        }
        (['*', rest @ ..], _) => {
            let part = name.iter().take_while(|c| **c != '/').count();
            (0..=part).any(|i| simple(rest, &name[i..], false))
        }
        (['?', rest @ ..], [c, behind @ ..]) => *c != '/' && simple(rest, behind, false),
        ([wanted, rest @ ..], [c, behind @ ..]) => wanted == c && simple(rest, behind, *c == '/'),
        (_, []) => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn globs_fit_as_if_all_ways_were_tried(glob in "[ab*?][ab/*?]{0,6}[ab*?]", name in "[ab][ab/]{0,6}[ab]") {
        let (g, n): (Vec<char>, Vec<char>) = (glob.chars().collect(), name.chars().collect());
        let found = owner_of(&tree(&[("x", RepositoryRule::Glob(glob.clone()))]), &name).is_some();
        prop_assert_eq!(found, simple(&g, &n, true), "{} {}", glob, name);
    }

    #[test]
    fn a_written_tree_is_read_back(parents in proptest::collection::vec(any::<prop::sample::Index>(), 0..30), heads in 0_u32..5000) {
        let mut text = format!("id,title,parent,headcount\nu0,U 0,,{heads}\n");
        for (i, parent) in parents.iter().enumerate() {
            text += &format!("u{},U {},u{},{i}\n", i + 1, i + 1, parent.index(i + 1));
        }
        let read = read("a.csv", text.as_bytes());
        prop_assert_eq!(lines(&read.faults) + &lines(&read.notes), "");
        prop_assert_eq!((read.units.len(), read.units[0].headcount), (parents.len() + 1, heads));
        prop_assert!(read.tree().is_ok());
    }
}

#[test]
fn people_have_several_roles() {
    let units = tree(&[("pay", RepositoryRule::Owner("x".into()))]);
    let text = "Handle,Name,Email,Role,Unit,Until\n\
                A.Jansen,Anna Jansen,anna@example.org,lead,root,\n\
                a.jansen,,,Reviewer,pay,2026-12-31\n\
                bo,Bo,,,,\n";
    let read = person::read("people.csv", text.as_bytes(), Some(&units));
    assert_eq!(lines(&read.faults), "");
    let [anna, bo] = read.people.as_slice() else { panic!("{read:?}") };
    let roles = [(Role::Lead, "root", None), (Role::Reviewer, "pay", Some(date(2026, 12, 31)))];
    assert_eq!(anna.grants, roles.map(|(r, u, d)| (r, UnitId(u.into()), d)));
    assert_eq!((anna.handle.as_str(), anna.contact.as_deref()), ("a.jansen", Some("anna@example.org")));
    assert!(bo.grants.is_empty());
    let yaml = "people:\n  - handle: A.Jansen\n    name: Anna Jansen\n    contact: anna@example.org\n    roles:\n\
                \x20     - {role: lead, unit: root}\n      - {role: reviewer, unit: pay, until: 2026-12-31}\n\
                \x20 - {handle: bo, name: Bo}\n";
    assert_eq!(person::read("people.yaml", yaml.as_bytes(), Some(&units)), read);
}

#[test]
fn all_that_is_wrong_with_people_is_said_at_once() {
    let units = tree(&[("payments", RepositoryRule::Owner("x".into()))]);
    let text = "handle,name,contact,role,unit,until,shoe size\n\
                ,Nobody,,lead,root,,\n\
                a b,Space,,lead,root,,\n\
                c,C,c@x,led,root,,\n\
                c,Other,c@y,lead,,,\n\
                d,D,,,root,,\n\
                e,E,,auditor,payment,,\n\
                e,E,,auditor,root,31.12.2026,\n\
                f,F,,lead,root,2026-01-01,\n\
                f,F,,lead,root,2026-01-02,\n\
                g,G,,,,2026-01-01,\n";
    let read = person::read("people.csv", text.as_bytes(), Some(&units));
    insta::assert_snapshot!(lines(&read.faults), @r#"
    people.csv:1: unknown column `shoe size`; what stands in it is not taken
        hint: known: handle, name, contact, role, unit, until
    people.csv:2: there is no handle; the person is not taken
    people.csv:3: `a b` cannot be a handle; the person is not taken
        hint: use letters, digits, `.`, `-`, `_`, `+` and `@`, such as a login or a mail address
    people.csv:4: `led` is not a role; it is not taken
        hint: did you mean `lead`?
    people.csv:5: `c` has the contact `c@x` and, here, `c@y`
        hint: if these are two people, they need two handles
    people.csv:5: `c` has the name `C` and, here, `Other`
        hint: if these are two people, they need two handles
    people.csv:5: the role `lead` has no unit; it is not taken
        hint: name the root for a role in the whole organisation
    people.csv:6: there is the unit `root`, but no role in it
        hint: one of lead, respondent, reviewer, auditor, admin
    people.csv:7: there is no unit `payment`; the role is not taken
        hint: did you mean `payments`?
    people.csv:8: `31.12.2026` is not a date
        hint: write it as 2026-03-31
    people.csv:10: the role lead in `root` is there before with another last day
        hint: keep one of them
    people.csv:11: `until` is the last day of a role, but there is no role
    "#);
    assert_eq!(read.people.iter().map(|p| p.grants.len()).collect::<Vec<_>>(), [0, 0, 0, 1, 0]);
}

#[test]
fn a_repository_has_one_name_however_its_address_is_written() {
    for address in [
        "https://github.com/acme/ledger",
        "https://ann:secret@github.com/acme/ledger.git/",
        "ssh://git@git.example:2222/acme/ledger.git",
        "git@github.com:acme/ledger.git",
        "work:acme/ledger",
        "https://git.example/acme/ledger/tree/main?tab=readme#top",
        "https://dev.azure.com/acme/_git/ledger",
    ] {
        assert_eq!(repository_name(address).as_deref(), Some("acme/ledger"), "{address}");
    }
    assert_eq!(repository_name("git@git.example:acme/pay/ledger.git").as_deref(), Some("acme/pay/ledger"));
    for folder in
        ["/srv/git/ledger.git", "../ledger", "file:///srv/git/ledger.git", "C:\\git\\ledger", "C:/git/ledger", ""]
    {
        assert_eq!(repository_name(folder), None, "{folder}");
    }
}

#[test]
fn of_several_names_the_one_with_the_most_specific_rule_counts() {
    let tree = tree(&[
        ("forge", RepositoryRule::Owner("acme".into())),
        ("folder", RepositoryRule::Path("infra/tools".into())),
    ]);
    let owner = |names: &[&str]| owner_of_any(&tree, names).map_or("nobody", |u| u.id.0.as_str()).to_owned();
    assert_eq!(owner(&["acme/tools", "infra/tools"]), "folder");
    assert_eq!(owner(&["acme/tools", "tools"]), "forge");
    assert_eq!(owner(&["other/tools", "tools"]), "nobody");
    assert_eq!(owner(&[]), "nobody");
}
